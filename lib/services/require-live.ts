import { fail, ok, type Result } from '#lib/domain/result.ts';
import { running } from '#lib/live/running.ts';

/** Nothing is done on data that may be old. Fault `unreachable`. */
export function requireLive(): Result<true> {
  const { state, since, reason } = running().hub.freshness();
  if (state === 'live') return ok(true);
  const why = reason === null ? '' : ` ${reason.replace(/\.$/, '')}.`;
  return fail('unreachable', `Nothing is done: the console's data is ${state} since ${since}.${why}`);
}
