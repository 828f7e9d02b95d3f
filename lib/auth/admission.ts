import { randomBytes } from 'node:crypto';
import type { Result } from '#lib/domain/result.ts';
import { notSignedIn } from './session.ts';
import { type Admission, type SignedIn, type SignInState, signInState } from './sign-in-state.ts';

/**
 * Next.js gives a route no socket and no word of the server's: the server takes this header from every request and puts its own
 * in, a random number that means something only in this process and only until the answer has been sent.
 */
export const ticketHeader = 'x-cnf-console-ticket';

/** Keeps what the server found out, and names it. */
export function issueTicket(state: SignInState, admission: Admission): string {
  const ticket = randomBytes(16).toString('base64url');
  state.admitted.set(ticket, admission);
  return ticket;
}

/** What the server found out about a request; null where no server did. */
export const admissionOf = (headers: Headers): Admission | null =>
  signInState()?.admitted.get(headers.get(ticketHeader) ?? '') ?? null;

/** Who is signed in by a request. Fault `unauthenticated` with the reason why nobody is. */
export const signedInBy = (request: Request): Result<SignedIn> =>
  admissionOf(request.headers)?.signedIn ?? notSignedIn('not-signed-in');
