import type { SessionAnswer } from '#lib/contracts/session.ts';
import type { Fault, Result } from '#lib/domain/result.ts';
import { readFault, unreachable } from './fault-of.ts';
import { tellSession } from './session-news.ts';

export type { SessionAnswer };
export type SessionOf = NonNullable<SessionAnswer['session']>;

export const sessionPath = '/api/v1/session';

/** Asks about the session. A refusal here is an answer to a form, not the end of a session. */
async function ask<T>(
  method: 'GET' | 'POST' | 'DELETE',
  body?: object,
  more: Readonly<Record<string, string>> = {},
): Promise<Result<T, Fault>> {
  const answer = await fetch(sessionPath, {
    method,
    cache: 'no-store',
    headers: { ...more, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!answer) return { ok: false, fault: unreachable };
  if (!answer.ok) return { ok: false, fault: await readFault(answer) };
  return { ok: true, value: (await answer.json()) as T };
}

/** How one may sign in, and who is. With `person`, somebody is at the page, which keeps a session from ending unused. */
export const readSession = ({ person = false } = {}): Promise<Result<SessionAnswer>> =>
  ask('GET', undefined, person ? { 'x-cnf-console-person': '1' } : {});

/** Faults: `unauthenticated` for a token that the cluster does not accept, `limited`, `unreachable`, `malformed`. */
export const signInWithToken = (token: string): Promise<Result<SessionAnswer>> => ask('POST', { token });

/** Lets the other tabs go on too. */
export const tellSignIn = (session: SessionOf): void =>
  tellSession({ kind: 'signed-in', user: session.user });

/** Signs out in every tab. `next` is where the provider forgets the person as well. */
export async function signOut(): Promise<Result<{ next: string | null }>> {
  const answer = await ask<{ next: string | null }>('DELETE');
  if (answer.ok) tellSession({ kind: 'signed-out' });
  return answer;
}

/** Where signing in at the provider begins. */
export const oidcStart = (returnTo: string, popup: boolean): string =>
  `${sessionPath}/oidc/start?${new URLSearchParams({ returnTo, ...(popup && { popup: '1' }) })}`;
