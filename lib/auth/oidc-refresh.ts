import { refreshTokenGrant } from 'openid-client';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import { lifeOf } from './oidc-claims.ts';
import { oidcFault } from './oidc-fault.ts';
import { oidcProvider } from './oidc-provider.ts';
import type { OidcSettings, OidcTokens } from './oidc-settings.ts';

/** Milliseconds before its end at which an ID token is replaced; a third of its life where that is shorter. */
const ahead = 60_000;
/** Milliseconds after a failure until the provider is asked again, while the ID token still holds. */
const pause = 5_000;
/** Sessions that are remembered; the longest unused goes first. */
const rememberedSessions = 5_000;

interface Remembered {
  tokens: OidcTokens;
  running: Promise<Result<OidcTokens>> | null;
  /** The provider refused: it is not asked again for this session. */
  ended: Fault | null;
  notBefore: number;
}

const place = Symbol.for('cnf-console.oidc-refresh');
const shared = globalThis as { [place]?: Map<string, Remembered> };

function sessions(): Map<string, Remembered> {
  shared[place] ??= new Map();
  return shared[place];
}

const end = (tokens: OidcTokens): number => lifeOf(tokens.idToken).until ?? 0;

/** Milliseconds since the epoch at which an ID token should be replaced. */
export function renewAt(idToken: string): number {
  const { from, until } = lifeOf(idToken);
  if (until === null) return 0;
  return until - Math.min(ahead, from === null ? ahead : (until - from) / 3);
}

/**
 * Tokens of a session that still hold: those given, newer ones that this process got meanwhile, or new ones from the
 * provider. However many requests ask, a session has one refresh at a time, and a refresh token is used once: providers that
 * rotate them take a second use for a theft and end everything.
 *
 * Faults: `unauthenticated` with reason `session-revoked` where the provider refuses, `session-expired` where there is no
 * refresh token; `unreachable` with reason `provider-unreachable` where it does not answer and the ID token is over.
 */
export async function freshTokens(
  settings: OidcSettings,
  session: string,
  given: OidcTokens,
  now = Date.now(),
): Promise<Result<OidcTokens>> {
  const known = remember(session, given);
  if (known.ended) return { ok: false, fault: known.ended };
  if (now < renewAt(known.tokens.idToken)) return ok(known.tokens);
  const holds = now < end(known.tokens);
  if (known.tokens.refreshToken === null) return holds ? ok(known.tokens) : expired();
  if (holds && now < known.notBefore) return ok(known.tokens);
  known.running ??= refresh(settings, known, known.tokens.refreshToken, now).finally(() => {
    known.running = null;
  });
  return known.running;
}

/** Forgets what is known of a session, at its end. */
export const forgetTokens = (session: string): boolean => sessions().delete(session);

function remember(session: string, given: OidcTokens): Remembered {
  const all = sessions();
  const known = all.get(session) ?? { tokens: given, running: null, ended: null, notBefore: 0 };
  // Another replica may have refreshed: the newer of the two counts.
  if (end(given) > end(known.tokens)) Object.assign(known, { tokens: given, ended: null });
  all.delete(session);
  all.set(session, known);
  const oldest = all.keys().next().value;
  if (all.size > rememberedSessions && oldest !== undefined) all.delete(oldest);
  return known;
}

async function refresh(
  settings: OidcSettings,
  known: Remembered,
  refreshToken: string,
  now: number,
): Promise<Result<OidcTokens>> {
  const answer = await ask(settings, refreshToken);
  if (answer.ok) {
    known.tokens = answer.value;
    return answer;
  }
  const { fault } = answer;
  const revoked = fault.kind === 'unauthenticated' || fault.kind === 'forbidden';
  if (revoked) {
    known.ended = { ...fault, kind: 'unauthenticated', reason: { code: 'session-revoked', params: {} } };
    return { ok: false, fault: known.ended };
  }
  known.notBefore = now + pause;
  if (now < end(known.tokens)) return ok(known.tokens);
  return fail('unreachable', fault.detail, { reason: { code: 'provider-unreachable', params: {} } });
}

async function ask(settings: OidcSettings, refreshToken: string): Promise<Result<OidcTokens>> {
  const provider = await oidcProvider(settings);
  if (!provider.ok) return provider;
  try {
    const answer = await refreshTokenGrant(provider.value, refreshToken);
    if (answer.id_token === undefined)
      return fail(
        'unauthenticated',
        'The provider renews access, but gives no new ID token, which Kubernetes needs.',
      );
    // A provider that does not rotate the refresh token does not send it again (RFC 6749, 6).
    return ok({ idToken: answer.id_token, refreshToken: answer.refresh_token ?? refreshToken });
  } catch (error) {
    return { ok: false, fault: oidcFault(error, settings.issuer) };
  }
}

const expired = (): Result<never> =>
  fail('unauthenticated', 'The sign-in has ended: sign in again.', {
    reason: { code: 'session-expired', params: {} },
  });
