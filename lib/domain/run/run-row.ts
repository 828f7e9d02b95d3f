import { type RunNumbers, runNumbers } from './report.ts';
import type { GateReading, Hold, HoldCode, Run, RunKind, RunPhase } from './run.ts';

/** A run under way in a few words, for the row of the function that it is about. */
export interface RunBrief {
  id: string;
  kind: RunKind;
  phase: RunPhase;
  direction: Run['direction'];
  /** Why nothing moves. */
  hold: HoldCode | null;
  /** Pods whose turn is over, of those that have one in the direction it goes in, or checks; 0 of 0 before the first. */
  done: number;
  total: number;
}

/** A run as lists show it, under way or ended: without its steps, its baseline and its log. */
export interface RunRow extends Omit<RunBrief, 'hold'> {
  target: Pick<Run['target'], 'namespace' | 'kind' | 'name'>;
  chain: string | null;
  /** The chain's run that it is a part of. */
  parent: Run['parent'];
  images: Run['change']['images'];
  hold: Hold | null;
  outcome: Run['outcome'];
  cause: string | null;
  causeSaid?: Run['causeSaid'];
  why: string | null;
  startedBy: string;
  startedAt: string;
  endedAt: string | null;
  /** Of a run that has ended, but of lifecycle checks, which have none. */
  numbers: RunNumbers | null;
  /** Pods whose turn it is. */
  pods: string[];
  /** Of those pods, with numbers against the baseline. */
  gates: Pick<GateReading, 'gate' | 'state' | 'have' | 'want'>[];
}

/** A run as it is shown; `hold` with what only the cluster tells. */
type Shown = Omit<RunRow, 'images' | 'pods' | 'gates' | 'done' | 'total' | 'numbers'> &
  Pick<Run, 'change' | 'baseline' | 'forward' | 'back' | 'gates' | 'lifecycle'>;

const stepsOf = (run: Pick<Run, 'direction' | 'forward' | 'back'>) =>
  run.direction === 'back' ? (run.back ?? []) : run.forward;

const turns = (run: Pick<Run, 'direction' | 'forward' | 'back' | 'lifecycle'>) => {
  if (run.lifecycle) {
    const tried = run.lifecycle.checks.filter(({ moves }) => moves.length > 0);
    return { done: tried.filter(({ endedAt }) => endedAt !== null).length, total: tried.length };
  }
  const steps = stepsOf(run);
  return { done: steps.filter(({ stage }) => stage === 'done').length, total: steps.length };
};

export const runBrief = (run: Shown): RunBrief => ({
  id: run.id,
  kind: run.kind,
  phase: run.phase,
  direction: run.direction,
  hold: run.hold?.code ?? null,
  ...turns(run),
});

export function runRow(run: Shown): RunRow {
  const { namespace, kind, name } = run.target;
  const isNow = ({ stage }: Run['forward'][number]) =>
    stage === 'draining' || stage === 'replacing' || stage === 'gating';
  return {
    ...runBrief(run),
    target: { namespace, kind, name },
    chain: run.chain,
    parent: run.parent,
    images: run.change.images,
    hold: run.hold,
    outcome: run.outcome,
    cause: run.cause,
    ...(run.causeSaid && { causeSaid: run.causeSaid }),
    why: run.why,
    startedBy: run.startedBy,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    numbers: run.endedAt === null || run.lifecycle ? null : runNumbers(run),
    pods: stepsOf(run)
      .filter(isNow)
      .map((step) => step.newPod ?? step.pod),
    gates: run.gates.map(({ gate, state, have, want }) => ({ gate, state, have, want })),
  };
}
