import { webCookies } from 'iron-session';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Identity } from '#lib/kube/identity.ts';
import { keyOfSession, sessionCredentialOf } from './credential-of.ts';
import { check } from './credentials.ts';
import { forgetTokens } from './oidc-refresh.ts';
import { newSession, type Session, type SessionCredential } from './session.ts';
import { clearSession, readSession, writeSession } from './session-cookie.ts';
import type { SignInState } from './sign-in-state.ts';

/** What the browser gets. */
export interface Opened {
  session: Session;
  /** With the session's `Set-Cookie`; of an answer that is stored nowhere. */
  headers: Headers;
}

/**
 * Opens a session for a credential that the API server accepts. `named` is what the provider says of the person; the API
 * server's word goes before it. Another session that the browser has is ended.
 * Faults: `unauthenticated` (`session-revoked`) where the API server does not accept the credential, `refused` where it is too
 * large for cookies or nobody's, `unreachable`.
 */
export async function openSession(
  state: SignInState,
  request: Request,
  { credential, named, now }: { credential: SessionCredential; named: Identity | null; now: number },
): Promise<Result<Opened>> {
  const unnamed = named ?? { user: '', groups: [] };
  const fresh = newSession(unnamed, credential, now);
  const entry = sessionCredentialOf(state, fresh, now);
  if (named === null) entry.identity = entry.verdict?.ok ? entry.verdict.value : null;
  // Whoever signs in wants to know now, not what was so half a minute ago.
  entry.checkedAt = 0;
  const identity = await check(entry, now);
  if (!identity.ok) {
    state.credentials.forget(entry.key);
    return identity;
  }
  const session = { ...fresh, identity: identity.value };
  const headers = new Headers({ 'cache-control': 'no-store' });
  const jar = webCookies(request, headers);
  const before = await readSession(jar, state.settings);
  const written = await writeSession(jar, state.settings, session);
  if (!written.ok) return written;
  if (before.ok) await signOut(state, before.value);
  return ok({ session, headers });
}

/**
 * Ends the request's session: its cookies are refused from now on, also where somebody kept a copy, and what this process
 * holds of its credential is forgotten. Null where there was none; the cookies are taken from the browser in any case.
 */
export async function endSession(
  state: SignInState,
  request: Request,
): Promise<{ session: Session | null; headers: Headers }> {
  const headers = new Headers({ 'cache-control': 'no-store', 'clear-site-data': '"cache"' });
  const jar = webCookies(request, headers);
  const session = await readSession(jar, state.settings);
  await clearSession(jar, state.settings);
  if (!session.ok) return { session: null, headers };
  forgetSession(state, session.value);
  await signOut(state, session.value);
  return { session: session.value, headers };
}

/** Refuses a session's cookies from now on, here and in the other replicas. */
async function signOut(state: SignInState, session: Session): Promise<void> {
  state.sessions.end(session, 'signed-out');
  await state.signOuts?.tell(session);
}

/** Forgets what this process holds of a session's credential. */
export function forgetSession(state: SignInState, session: Session): void {
  state.credentials.forget(keyOfSession(session));
  forgetTokens(session.id);
}
