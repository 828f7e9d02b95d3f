import { randomBytes } from 'node:crypto';
import { fail } from '#lib/domain/result.ts';
import type { Identity } from '#lib/kube/identity.ts';
import type { OidcTokens } from './oidc-settings.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** What a session acts with. It is in the sealed cookie and in this process' memory, nowhere else. */
export type SessionCredential = { method: 'token'; token: string } | { method: 'oidc'; tokens: OidcTokens };

/** One sign-in in one browser. Times are milliseconds since the epoch. */
export interface Session {
  /** 128 random bits. */
  id: string;
  identity: Identity;
  credential: SessionCredential;
  startedAt: number;
  /** The last request, to the minute. */
  seenAt: number;
}

/** Why nobody is signed in, as `reason.code` of the fault; the pages have a text for each. */
export type SignInProblem =
  | 'not-signed-in'
  | 'session-idle'
  | 'session-absolute'
  | 'session-expired'
  | 'session-revoked'
  | 'session-unreadable'
  | 'signed-out';

const details: Record<SignInProblem, string> = {
  'not-signed-in': 'Nobody is signed in: sign in first.',
  'session-idle': 'The session has ended, as it was not used for a while: sign in again.',
  'session-absolute': 'The session has reached its longest duration: sign in again.',
  'session-expired': 'The credential has expired: sign in again.',
  'session-revoked': 'The cluster no longer accepts the credential: sign in again.',
  'session-unreadable': 'The session cookie cannot be read: sign in again.',
  'signed-out': 'The session was signed out: sign in again.',
};

/** The fault for it. */
export const notSignedIn = (code: SignInProblem) =>
  fail('unauthenticated', details[code], { reason: { code, params: {} } });

export const newSession = (identity: Identity, credential: SessionCredential, now: number): Session => ({
  id: randomBytes(16).toString('base64url'),
  identity,
  credential,
  startedAt: now,
  seenAt: now,
});

type Limits = Pick<SignInSettings['session'], 'idleSeconds' | 'absoluteSeconds'>;
type Times = Pick<Session, 'startedAt' | 'seenAt'>;

/** When a session ends by itself. */
export const limitsOf = ({ startedAt, seenAt }: Times, { idleSeconds, absoluteSeconds }: Limits) => ({
  absoluteUntil: startedAt + absoluteSeconds * 1_000,
  idleUntil: Math.min(seenAt + idleSeconds * 1_000, startedAt + absoluteSeconds * 1_000),
});

/** Which limit a session has passed; null while it holds. A cookie from the future is not of this console. */
export function overBy(session: Times, limits: Limits, now: number): SignInProblem | null {
  const { absoluteUntil, idleUntil } = limitsOf(session, limits);
  if (session.startedAt > now + 120_000) return 'session-unreadable';
  if (now >= absoluteUntil) return 'session-absolute';
  return now >= idleUntil ? 'session-idle' : null;
}
