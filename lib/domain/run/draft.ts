import { cut } from '../cut.ts';
import type { HoldCode, Run, RunOutcome, Step } from './run.ts';
import { runWriter } from './run-log.ts';
import type { Said, Saying } from './saying.ts';

/** Changes to a run's copy while a decision is made. */
export const { note, hold } = runWriter(120);

/** Nothing more to be done but to put the strategy back. */
export function finish(run: Run, now: Date, outcome: RunOutcome): void {
  run.phase = 'restoring';
  run.outcome = outcome;
  run.gates = [];
  note(run, now, 'restoring');
}

/** Something went wrong: stop, or turn back, as the strategy says. */
export function failed(run: Run, now: Date, code: HoldCode, detail: Said): void {
  if (run.direction === 'forward' && run.strategy.onFailure === 'rollback')
    turnBack(run, now, `${code}: ${detail.text}`, detail.said);
  else hold(run, now, code, detail);
}

/** Why it turned back or failed. */
export function setCause(run: Run, { text, said }: Said): void {
  run.cause = cut(text, 1_000);
  run.causeSaid = said ?? undefined;
}

/** From here on every pod that has changed goes back, one turn after the other. */
export function turnBack(run: Run, now: Date, cause: string, said: Saying | null = null): void {
  run.direction = 'back';
  setCause(run, { text: cause, said });
  run.hold = null;
  run.back = null;
  run.waitsSince = null;
  run.gates = [];
  for (const step of run.forward)
    if (step.stage === 'waiting' || step.stage === 'draining') step.stage = 'skipped';
  note(run, now, 'turned-back', { text: cause, said });
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
  calm: null,
  goAt: null,
  readyAt: null,
  sessionsAt: null,
  prefixesAt: null,
  doneAt: null,
  prefixesMissing: 0,
  wellSince: null,
});
