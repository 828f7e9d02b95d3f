import type { Caller } from '#lib/auth/caller.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { running } from '#lib/live/running.ts';

export type { Caller };

/** Who sent a request; fault `unauthenticated` where nobody is signed in or the credential has ended. */
export async function callerOf(_request: Request): Promise<Result<Caller>> {
  const { connection, identity } = running();
  return ok({ connection, identity, method: 'none' });
}

/**
 * The caller for something that goes on while nobody asks, as a run that he started; null where this process has no
 * credential of his, or no longer.
 */
export function absentCaller(user: string): Caller | null {
  const { connection, identity } = running();
  return identity.user === user ? { connection, identity, method: 'none' } : null;
}
