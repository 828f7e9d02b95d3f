import { ok, type Result } from '#lib/domain/result.ts';
import { forgetSession } from './open-session.ts';
import type { SignInState } from './sign-in-state.ts';
import { keepSignOuts } from './sign-outs.ts';

/**
 * Has the sign-outs of all replicas kept in the cluster, where that is set: from now on a session that ends in one has ended in
 * all. Fault `refused` where it cannot be.
 */
export async function shareSignOuts(state: SignInState): Promise<Result<true>> {
  const { session } = state.settings;
  if (session.signOuts === null) return ok(true);
  const kept = await keepSignOuts(state.connection, session.signOuts, session, (mark) => {
    const ended = state.sessions.endMarked(mark, Date.now());
    if (ended) forgetSession(state, ended);
  });
  if (!kept.ok) return kept;
  state.signOuts = kept.value;
  return ok(true);
}
