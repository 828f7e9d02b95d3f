import { fail, ok, type Result } from '#lib/domain/result.ts';
import { connectAs } from '#lib/kube/user-connection.ts';
import { type Credential, doubt, keyOf } from './credentials.ts';
import { lifeOf } from './oidc-claims.ts';
import { freshTokens } from './oidc-refresh.ts';
import type { ProxyUser } from './proxy-headers.ts';
import { notSignedIn, type Session, type SessionCredential } from './session.ts';
import type { SignInState } from './sign-in-state.ts';
import { identify } from './token-check.ts';

export const bearerKey = (token: string): string => keyOf('token', token);

/** Acts with a token as it is. */
export function bearerOf(
  state: SignInState,
  token: string,
  now: number,
  named: Credential['identity'] = null,
): Credential {
  return state.credentials.of(bearerKey(token), now, (own) => {
    const kept = async () => token;
    const connection = connectAs(state.connection, { kind: 'token', token: kept }, () => doubt(own()));
    return {
      method: 'token',
      connection,
      identity: named,
      until: Math.min(lifeOf(token).until ?? Number.POSITIVE_INFINITY, forgottenAt(state, now)),
      ask: () => identify(state.connection, connection, token, named),
    };
  });
}

/** Acts with a session's credential, the newest that there is of it. */
export function sessionCredentialOf(state: SignInState, session: Session, now: number): Credential {
  const { credential, identity } = session;
  if (credential.method === 'token') return bearerOf(state, credential.token, now, identity);
  return state.credentials.of(oidcKey(session), now, (own) => {
    let latest: SessionCredential = credential;
    const fresh = async () => {
      const answer = await renewed(state, { ...session, credential: latest }, Date.now());
      if (answer.ok) latest = answer.value;
      return answer;
    };
    const token = async () => {
      const answer = await fresh();
      if (!answer.ok) throw new Error(answer.fault.detail);
      return tokenIn(answer.value);
    };
    const connection = connectAs(state.connection, { kind: 'token', token }, () => doubt(own()));
    return {
      method: 'oidc',
      connection,
      identity,
      until: session.startedAt + state.settings.session.absoluteSeconds * 1_000,
      ask: async () => {
        const answer = await fresh();
        if (!answer.ok) return answer;
        return identify(state.connection, connection, tokenIn(answer.value), identity);
      },
    };
  });
}

const oidcKey = ({ id }: Pick<Session, 'id'>): string => `oidc:${id}`;

/** What a session's credential is kept under. */
export const keyOfSession = (session: Session): string =>
  session.credential.method === 'token' ? bearerKey(session.credential.token) : oidcKey(session);

/** Acts as somebody whom a trusted proxy names, by the console's right to impersonate. */
export function impersonationOf(state: SignInState, user: ProxyUser, now: number): Credential {
  const identity = { user: user.name, groups: [...user.groups] };
  return state.credentials.of(keyOf('proxy', user.name, ...user.groups), now, () => ({
    method: 'proxy',
    connection: connectAs(
      state.connection,
      { kind: 'impersonation', user: user.name, groups: user.groups },
      () => undefined,
    ),
    identity,
    until: forgottenAt(state, now),
    // The proxy has checked who it is; whether the console may act as him, each request shows.
    ask: async () => ok(identity),
  }));
}

const forgottenAt = ({ settings }: SignInState, now: number): number =>
  now + settings.session.absoluteSeconds * 1_000;

/** The token that Kubernetes gets. */
export const tokenIn = (credential: SessionCredential): string =>
  credential.method === 'token' ? credential.token : credential.tokens.idToken;

/** When a credential ends for good, in milliseconds since the epoch; null where it is renewed, or does not say. */
export function endOf(credential: SessionCredential): number | null {
  if (credential.method === 'oidc' && credential.tokens.refreshToken !== null) return null;
  return lifeOf(tokenIn(credential)).until;
}

/** A session's credential, with tokens that hold. Faults `unauthenticated` where it has ended, `unreachable`. */
export async function renewed(
  { settings }: Pick<SignInState, 'settings'>,
  session: Session,
  now: number,
): Promise<Result<SessionCredential>> {
  const { id, credential } = session;
  const end = endOf(credential);
  if (end !== null && now >= end) return notSignedIn('session-expired');
  if (credential.method === 'token') return ok(credential);
  if (settings.oidc === null) return fail('unauthenticated', 'Sign-in by OpenID Connect is switched off.');
  const tokens = await freshTokens(settings.oidc, id, credential.tokens, now);
  return tokens.ok ? ok({ method: 'oidc', tokens: tokens.value }) : tokens;
}
