import { setTimeout as wait } from 'node:timers/promises';
import type { RunView } from '#lib/contracts/runs.ts';

/** Where a run can be when its executor dies; of the pod whose turn it is, its stage. */
export function pointOf(run: Pick<RunView, 'phase' | 'direction' | 'forward' | 'back'>): string {
  if (run.phase !== 'running') return run.phase;
  const steps = run.direction === 'back' ? (run.back ?? []) : run.forward;
  const stage = steps.find((step) => step.stage !== 'waiting' && step.stage !== 'done')?.stage ?? 'between';
  return run.direction === 'back' ? `${stage} back` : stage;
}

/**
 * Waits for the moment of the next kill: a random one, or, as often, shortly after the run comes to a point where it was killed
 * least. Gives the point; null where the run ends before.
 */
export async function nextPoint(
  random: () => number,
  killed: ReadonlyMap<string, number>,
  read: () => Promise<RunView>,
): Promise<string | null> {
  if (random() < 0.5) {
    await wait(200 + random() * 2_500);
    const run = await read();
    return isOver(run) ? null : pointOf(run);
  }
  const after = random() * 300;
  const patience = performance.now() + 4_000;
  for (;;) {
    const run = await read();
    if (isOver(run)) return null;
    const point = pointOf(run);
    const least = Math.min(...[...killed.values(), Number.POSITIVE_INFINITY]);
    if ((killed.get(point) ?? 0) <= least || performance.now() > patience) {
      await wait(after);
      return point;
    }
    await wait(30);
  }
}

export const isOver = (run: Pick<RunView, 'phase' | 'hold'>): boolean =>
  run.phase === 'ended' || run.hold !== null;
