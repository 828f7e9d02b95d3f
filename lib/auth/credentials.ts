import { createHash } from 'node:crypto';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import type { Identity } from '#lib/kube/identity.ts';
import type { Caller, SignInMethod } from './caller.ts';

/** Milliseconds for which the API server's word on a credential holds; a stream that asks again ends in time. */
export const checkedFor = 30_000;
/** Milliseconds until a refused credential, or an API server that did not answer, is asked about again. */
const againAfter = 5_000;
/** Credentials that are remembered; the longest unused goes first. */
const most = 10_000;

/** A way to act as somebody, that somebody used in this process. Kept in memory alone. */
export interface Credential {
  key: string;
  method: SignInMethod;
  connection: Connection;
  /** By the API server's last word, or the session's; null before the first check. */
  identity: Identity | null;
  /** Milliseconds since the epoch: when it is forgotten. */
  until: number;
  usedAt: number;
  checkedAt: number;
  verdict: Result<Identity> | null;
  running: Promise<Result<Identity>> | null;
  /** Asks the API server. */
  ask(): Promise<Result<Identity>>;
}

type Made = Omit<Credential, 'key' | 'usedAt' | 'checkedAt' | 'verdict' | 'running'>;

export interface Credentials {
  /** The one of this key, or the one that is made. */
  of(key: string, now: number, make: (own: () => Credential) => Made): Credential;
  /** The one of this key where it is known. */
  get(key: string): Credential | undefined;
  forget(key: string): void;
  /** The one that a user used last, and that was not refused. */
  newestOf(user: string, now: number): Caller | null;
}

/** Names a secret without holding it. */
export const keyOf = (kind: string, ...parts: string[]): string =>
  `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;

export function keepCredentials(): Credentials {
  const all = new Map<string, Credential>();
  return {
    of(key, now, make) {
      const own = () => credential;
      const credential: Credential = all.get(key) ?? {
        key,
        usedAt: now,
        checkedAt: 0,
        verdict: null,
        running: null,
        ...make(own),
      };
      credential.usedAt = now;
      // The order of the map is the order of use.
      all.delete(key);
      all.set(key, credential);
      for (const [oldest, { until }] of all) {
        if (all.size <= most && until > now) break;
        all.delete(oldest);
      }
      return credential;
    },
    get: (key) => all.get(key),
    forget: (key) => void all.delete(key),
    newestOf(user, now) {
      let newest: Credential | null = null;
      for (const credential of all.values()) {
        const { identity, verdict, until } = credential;
        if (identity?.user === user && until > now && verdict?.ok !== false) newest = credential;
      }
      if (newest?.identity == null) return null;
      const { connection, identity, method } = newest;
      return { connection, identity, method };
    },
  };
}

/** Has the API server asked anew before the credential is used again; after it answered 401. */
export function doubt(credential: Pick<Credential, 'checkedAt'>): void {
  credential.checkedAt = 0;
}

/**
 * Who the credential's holder is: the API server's word, at most half a minute old, asked for once however many wait.
 * While the API server does not answer its last word holds, so that those who are signed in still see what there was.
 */
export async function check(credential: Credential, now: number): Promise<Result<Identity>> {
  const { verdict, checkedAt } = credential;
  if (verdict && now - checkedAt < (verdict.ok ? checkedFor : againAfter)) return verdict;
  credential.running ??= credential.ask().then((answer) => {
    credential.running = null;
    credential.checkedAt = now;
    if (answer.ok) credential.identity = answer.value;
    if (!answer.ok && answer.fault.kind === 'unreachable' && credential.identity) {
      credential.checkedAt = now - checkedFor + againAfter;
      credential.verdict = ok(credential.identity);
    } else credential.verdict = answer;
    return credential.verdict;
  });
  return credential.running;
}
