import { signedInBy } from '#lib/auth/admission.ts';
import type { Caller } from '#lib/auth/caller.ts';
import { isOpen } from '#lib/auth/sign-in-settings.ts';
import { signInState } from '#lib/auth/sign-in-state.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { running } from '#lib/live/running.ts';

export type { Caller };

/** Who sent a request; fault `unauthenticated` where nobody is signed in or the credential has ended. */
export async function callerOf(request: Request): Promise<Result<Caller>> {
  if (!asksForSignIn()) return ok(local());
  const signedIn = signedInBy(request);
  return signedIn.ok ? ok(signedIn.value.caller) : signedIn;
}

/**
 * The caller for something that goes on while nobody asks, as a run that he started: by the credential that he used last in this
 * process and that still holds. Null where there is none, as after he signed out.
 */
export function absentCaller(user: string): Caller | null {
  if (asksForSignIn()) return signInState()?.credentials.newestOf(user, Date.now()) ?? null;
  const caller = local();
  return caller.identity.user === user ? caller : null;
}

function asksForSignIn(): boolean {
  const state = signInState();
  return state !== null && !isOpen(state.settings);
}

function local(): Caller {
  const { connection, identity } = running();
  return { connection, identity, method: 'none' };
}
