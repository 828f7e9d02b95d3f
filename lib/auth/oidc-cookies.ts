import { webCookies } from 'iron-session';
import { z } from 'zod';
import type { PendingSignIn } from './oidc-begin.ts';
import { seal, unseal } from './sealing.ts';
import { securely } from './session-cookie.ts';
import type { SignInSettings } from './sign-in-settings.ts';

type Of = Pick<SignInSettings, 'publicUrl' | 'session'>;

/** Seconds that somebody has for the provider's page. */
const pendingLasts = 600;
/** Seconds in which the sign-in page must ask why it was come back to. */
const problemLasts = 60;

const pending = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  popup: z.boolean(),
}) satisfies z.ZodType<PendingSignIn>;

const problem = z.object({
  code: z.string(),
  detail: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
/** Why a sign-in at the provider came to nothing. */
export type SignInFailure = z.output<typeof problem>;

const prefix = (settings: Of): string => (securely(settings) ? '__Secure-' : '');
/** One for each attempt, so that two tabs do not take each other's; the state itself is in the seal. */
const pendingName = (settings: Of, state: string): string =>
  `${prefix(settings)}cnf-oidc-${state.replaceAll(/[^\w-]/g, '').slice(0, 12)}`;
const problemName = (settings: Of): string => `${prefix(settings)}cnf-sign-in-problem`;

/**
 * Lax, unlike the session's: the provider sends the browser back, which is a navigation from another site, and a Strict cookie
 * does not come with it (RFC 6265bis, 5.6.7.1).
 */
const options = (settings: Of, path: string, maxAge: number) =>
  ({ httpOnly: true, secure: securely(settings), sameSite: 'lax', path, maxAge }) as const;

const pendingPath = '/api/v1/session/oidc';

/** Binds a sign-in that was begun to this browser. */
export async function keepPending(headers: Headers, request: Request, settings: Of, value: PendingSignIn) {
  const sealed = await seal(settings.session.secrets, 'oidc-pending', value, pendingLasts);
  const jar = webCookies(request, headers);
  jar.write(pendingName(settings, value.state), sealed, options(settings, pendingPath, pendingLasts));
}

/** The sign-in that this browser began with this state, and takes it from the browser; null where it began none. */
export async function takePending(
  headers: Headers,
  request: Request,
  settings: Of,
  state: string,
): Promise<PendingSignIn | null> {
  const jar = webCookies(request, headers);
  const sealed = jar.read(pendingName(settings, state));
  if (sealed === undefined) return null;
  jar.write(pendingName(settings, state), '', options(settings, pendingPath, 0));
  const opened = pending.safeParse(
    await unseal(settings.session.secrets, 'oidc-pending', sealed, pendingLasts),
  );
  return opened.success && opened.data.state === state ? opened.data : null;
}

/** Tells the sign-in page why: sealed, so that nobody can put words into it by an address. */
export async function keepProblem(headers: Headers, request: Request, settings: Of, value: SignInFailure) {
  const sealed = await seal(settings.session.secrets, 'sign-in-problem', value, problemLasts);
  const jar = webCookies(request, headers);
  jar.write(problemName(settings), sealed, options(settings, '/sign-in', problemLasts));
}

/** What `keepProblem` told; `read` gives a cookie's value by its name. */
export async function readProblem(
  settings: Of,
  read: (name: string) => string | undefined,
): Promise<SignInFailure | null> {
  const sealed = read(problemName(settings));
  if (sealed === undefined) return null;
  const opened = problem.safeParse(
    await unseal(settings.session.secrets, 'sign-in-problem', sealed, problemLasts),
  );
  return opened.success ? opened.data : null;
}
