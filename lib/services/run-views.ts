import type { RunView } from '#lib/contracts/runs.ts';
import { orderRefusal, runOrders } from '#lib/domain/run/order.ts';
import { type Hold, isEnded, type Run } from '#lib/domain/run/run.ts';
import { absentCaller } from './caller.ts';
import { refusalOfRun } from './run-faults.ts';
import type { KnownRun } from './run-store.ts';

/** After so long without a sign of an executor there is none; milliseconds. */
const unattendedMs = 30_000;

/** A run as it is shown: with what this replica sees of who could go on. */
export function runViewOf({ run, sealed }: Pick<KnownRun, 'run' | 'sealed'>, now: Date): RunView {
  const hold = run.hold ?? (isEnded(run) ? null : holdNow(run, sealed, now));
  const {
    version: _v,
    before: _b,
    rest: _r,
    restAfter: _ra,
    parts: _pa,
    intended: _i,
    previous: _p,
    adopts: _a,
    waitsSince: _w,
    ...shown
  } = run;
  const allowed = Object.fromEntries(
    runOrders.map((order) => [order, orderRefusal({ ...run, hold }, order)]),
  ) as RunView['allowed'];
  return { ...shown, hold, allowed };
}

/** Why nobody goes on with a run that has not ended, as this replica sees it. */
export function holdNow(
  run: Pick<Run, 'id' | 'attendedAt' | 'actor'>,
  sealed: boolean,
  now: Date,
): (Hold & { code: 'record' | 'credential' }) | null {
  const since = run.attendedAt;
  if (!sealed)
    return {
      code: 'record',
      detail:
        'The record was not written by a console with the secret of this one. Whoever may upgrade the function can take it over: resume it.',
      since,
      by: null,
    };
  if (now.getTime() - Date.parse(since) < unattendedMs) return null;
  const refusal = refusalOfRun(run.id);
  const why =
    absentCaller(run.actor) === null
      ? 'who is signed in nowhere'
      : refusal === null
        ? null
        : `whom Kubernetes refuses: ${refusal}`;
  if (why === null) return null;
  const detail = `It goes on in the name of ${run.actor}, ${why}${why.endsWith('.') ? '' : '.'} Whoever may upgrade the function can take it over: resume it.`;
  return { code: 'credential', detail, since, by: null };
}
