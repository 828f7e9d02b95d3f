import { cut } from '../cut.ts';
import type { HoldCode, Run, RunOutcome, Step } from './run.ts';

const maxLog = 120;

/** Changes to a run's copy while a decision is made. */
export function note(run: Run, now: Date, code: string, detail = ''): void {
  run.log.push({ at: now.toISOString(), code, detail: cut(detail, 300) });
  // The first entries tell how it began; of the others the newest are kept.
  if (run.log.length > maxLog) run.log.splice(10, run.log.length - maxLog);
}

export function hold(run: Run, now: Date, code: HoldCode, detail: string, by: string | null = null): void {
  run.hold = { code, detail: cut(detail, 1_000), since: now.toISOString(), by };
  note(run, now, 'held', `${code}: ${detail}`);
}

/** Nothing more to be done but to put the strategy back. */
export function finish(run: Run, now: Date, outcome: RunOutcome): void {
  run.phase = 'restoring';
  run.outcome = outcome;
  run.gates = [];
  note(run, now, 'restoring');
}

/** Something went wrong: stop, or turn back, as the strategy says. */
export function failed(run: Run, now: Date, code: HoldCode, detail: string): void {
  if (run.direction === 'forward' && run.strategy.onFailure === 'rollback')
    turnBack(run, now, `${code}: ${detail}`);
  else hold(run, now, code, detail);
}

/** From here on every pod that has changed goes back, one turn after the other. */
export function turnBack(run: Run, now: Date, cause: string): void {
  run.direction = 'back';
  run.cause = cut(cause, 1_000);
  run.hold = null;
  run.back = null;
  run.waitsSince = null;
  run.gates = [];
  for (const step of run.forward)
    if (step.stage === 'waiting' || step.stage === 'draining') step.stage = 'skipped';
  note(run, now, 'turned-back', cause);
}

export const freshStep = (turn: number, pod: { name: string; uid: string; node: string | null }): Step => ({
  turn,
  pod: pod.name,
  uid: pod.uid,
  node: pod.node,
  stage: 'waiting',
  drained: false,
  newPod: null,
  newUid: null,
  openedAt: null,
  drainAt: null,
  goAt: null,
  readyAt: null,
  sessionsAt: null,
  prefixesAt: null,
  doneAt: null,
  prefixesMissing: 0,
  wellSince: null,
});
