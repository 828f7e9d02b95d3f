import { hold, note } from './draft.ts';
import type { RunAct } from './observed.ts';
import type { Run } from './run.ts';

/** Whether rolling a run back means that a ConfigMap gets its earlier text again: only where the history has one. */
export const bringsTextBack = ({ change: { payload } }: Pick<Run, 'change'>): boolean =>
  typeof payload?.configMap === 'string' && typeof payload.from === 'string' && payload.from !== '';

/**
 * A roll-out of a configuration that is rolled back gives the ConfigMap its earlier text, before any pod goes back: a pod that
 * starts reads what is there then. An abort leaves the text.
 */
export function textAct(run: Run): RunAct | null {
  const due = run.direction === 'back' && run.gated && run.textBack === undefined && bringsTextBack(run);
  return due && run.phase !== 'restoring' && run.phase !== 'ended' ? { do: 'restore-text' } : null;
}

/**
 * After it. Pods that would start with another text than the run goes back to wait for somebody's decision; a router that is
 * reloaded gets the earlier text whatever the ConfigMap says.
 * @param problem why the text was left as it is
 */
export function noteText(run: Run, problem: string | null, said: string | null, now: Date): void {
  run.textBack = problem === null ? 'done' : 'left';
  note(run, now, problem === null ? 'text-restored' : 'text-left', problem ?? said ?? '');
  if (problem !== null && run.method === 'replace' && !run.hold) hold(run, now, 'text', problem);
}
