import type { CookieJar } from 'iron-session';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Identity } from '#lib/kube/identity.ts';
import {
  bearerKey,
  bearerOf,
  endOf,
  impersonationOf,
  renewed,
  sessionCredentialOf,
  tokenIn,
} from './credential-of.ts';
import { type Credential, check } from './credentials.ts';
import { lifeOf } from './oidc-claims.ts';
import { type ProxyUser, proxyUser } from './proxy-headers.ts';
import { limitsOf, notSignedIn, type Session } from './session.ts';
import { readSession } from './session-cookie.ts';
import type { SignedIn, SignInState } from './sign-in-state.ts';
import { isToken } from './token-check.ts';

/** What a request says of who sent it. */
export interface Asking {
  authorization: string | undefined;
  /** Node's `headersDistinct`: what is there twice stays apart. */
  headers: Readonly<Record<string, string[] | undefined>>;
  cookies: CookieJar;
  /** The socket's own, which nobody can forge. */
  socketAddress: string | undefined;
  /** The client's, as far as trusted proxies tell. */
  address: string;
  /** Whether a person does something, which keeps a session alive: not what an open page asks by itself. */
  uses: boolean;
}

/**
 * Who sent a request: whom a trusted proxy names, else the bearer of the token in it, else the session of its cookie. Faults:
 * `unauthenticated` with the reason, `limited`, `unreachable` where the API server cannot be asked about a new token.
 */
export async function authenticate(
  state: SignInState,
  asking: Asking,
  now: number,
): Promise<Result<SignedIn>> {
  const { methods, proxy } = state.settings;
  if (methods.includes('proxy') && proxy) {
    const user = proxyUser(proxy, asking.headers, asking.socketAddress);
    if (!user.ok) return user;
    if (user.value) return byProxy(state, user.value, now);
  }
  const bearer = methods.includes('token') ? bearerToken(asking.authorization) : null;
  if (bearer !== null) return byBearer(state, bearer, asking.address, now);
  if (!methods.includes('token') && !methods.includes('oidc')) return notSignedIn('not-signed-in');
  const session = await readSession(asking.cookies, state.settings);
  return session.ok ? bySession(state, session.value, now, asking.uses) : session;
}

/** RFC 6750, 2.1; null where there is none, also for another scheme, which is a front proxy's. */
const bearerToken = (header: string | undefined): string | null =>
  /^bearer +(.*)$/i.exec(header ?? '')?.[1]?.trim() ?? null;

async function byProxy(state: SignInState, user: ProxyUser, now: number): Promise<Result<SignedIn>> {
  const credential = impersonationOf(state, user, now);
  const identity = await check(credential, now);
  if (!identity.ok) return identity;
  return ok(requestOnly(credential, null, async (later) => check(credential, later)));
}

async function byBearer(
  state: SignInState,
  token: string,
  address: string,
  now: number,
): Promise<Result<SignedIn>> {
  if (!isToken(token)) return fail('unauthenticated', 'The Authorization header holds no token.', unsigned);
  const { until } = lifeOf(token);
  if (until !== null && now >= until) return notSignedIn('session-expired');
  // Whoever guesses is slowed down; whoever was let in before is not. Requests that come at once are one guess.
  const key = bearerKey(token);
  const credential = () => bearerOf(state, token, now);
  const known = state.credentials.get(key)?.verdict?.ok;
  const identity = known
    ? await check(credential(), now)
    : await (state.arrivals.get(key) ?? arrive(state, key, address, () => check(credential(), now)));
  if (!identity.ok) return identity;
  const holds = async (later: number) =>
    until !== null && later >= until ? notSignedIn('session-expired') : check(credential(), later);
  return ok(requestOnly(credential(), until, holds));
}

/** The first look at a token: an attempt, which does not count where it was good or nobody could say. */
function arrive(
  { arrivals, attempts }: SignInState,
  key: string,
  address: string,
  ask: () => Promise<Result<Identity>>,
): Promise<Result<Identity>> {
  const look = async () => {
    const attempt = await attempts.take(address);
    if (!attempt.ok) return attempt;
    const identity = await ask();
    if (identity.ok || identity.fault.kind !== 'unauthenticated') await attempt.value();
    return identity;
  };
  const arrival = look().finally(() => arrivals.delete(key));
  arrivals.set(key, arrival);
  return arrival;
}

const unsigned = { reason: { code: 'not-signed-in', params: {} } };

/** Somebody whose every request signs in anew. */
function requestOnly(credential: Credential, until: number | null, holds: SignedIn['holds']): SignedIn {
  return { caller: callerBy(credential), session: null, until, idleUntil: null, cookieIsOld: false, holds };
}

async function bySession(
  state: SignInState,
  cookie: Session,
  now: number,
  uses: boolean,
): Promise<Result<SignedIn>> {
  const checked = await checkSession(state, cookie, now, uses);
  if (!checked.ok) return checked;
  const { session, credential } = checked.value;
  const { idleSeconds } = state.settings.session;
  const { absoluteUntil, idleUntil } = limitsOf(session, state.settings.session);
  const isNewer = tokenIn(session.credential) !== tokenIn(cookie.credential);
  return ok({
    caller: callerBy(credential),
    session,
    until: Math.min(absoluteUntil, endOf(session.credential) ?? absoluteUntil),
    idleUntil,
    cookieIsOld: isNewer || session.seenAt - cookie.seenAt > Math.min(60_000, idleSeconds * 100),
    holds: (later) => checkSession(state, session, later, false),
  });
}

/** The session as it is now, with a credential that holds and that the API server knows. */
async function checkSession(
  state: SignInState,
  given: Session,
  now: number,
  use: boolean,
): Promise<Result<{ session: Session; credential: Credential }>> {
  const current = state.sessions.current(given, now, use);
  if (!current.ok) return current;
  const fresh = await renewed(state, current.value, now);
  if (!fresh.ok) return fresh;
  const session = { ...current.value, credential: fresh.value };
  const credential = sessionCredentialOf(state, session, now);
  const identity = await check(credential, now);
  if (identity.ok) return ok({ session, credential });
  if (identity.fault.kind === 'unauthenticated') state.sessions.end(session, 'session-revoked');
  return identity;
}

const callerBy = ({ connection, identity, method }: Credential): SignedIn['caller'] => ({
  connection,
  identity: identity ?? { user: '', groups: [] },
  method,
});
