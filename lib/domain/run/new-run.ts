import { note } from './draft.ts';
import type { Run } from './run.ts';

/** What a run begins with. */
export type RunBeginning = Pick<
  Run,
  | 'id'
  | 'kind'
  | 'method'
  | 'target'
  | 'parent'
  | 'chain'
  | 'routing'
  | 'change'
  | 'strategy'
  | 'startedBy'
  | 'why'
  | 'overrode'
  | 'before'
  | 'rest'
  | 'restAfter'
  | 'parts'
  | 'replicas'
  | 'lifecycle'
>;

/** A run that has not done anything yet. */
export function newRun(beginning: RunBeginning, now: Date): Run {
  const at = now.toISOString();
  const run: Run = {
    version: 1,
    ...beginning,
    startedAt: at,
    actor: beginning.startedBy,
    phase: 'preflight',
    outcome: null,
    endedAt: null,
    cause: null,
    direction: 'forward',
    gated: true,
    hold: null,
    touched: false,
    intended: { side: 'from', fields: beginning.before },
    previous: null,
    adopts: false,
    waitsSince: null,
    baseline: null,
    forward: [],
    back: null,
    gates: [],
    attendedAt: at,
    log: [],
  };
  note(run, now, 'started', beginning.why ?? '');
  return run;
}
