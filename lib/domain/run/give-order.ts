import { hold, note, turnBack } from './draft.ts';
import type { RunOrder } from './order.ts';
import { type Run, stepsOf } from './run.ts';
import { becauseOf, type Said, say } from './saying.ts';

/** The record after somebody told the run what to do. Whether it applies is asked before: `orderRefusal`. */
export function giveOrder(
  before: Run,
  order: RunOrder,
  by: string,
  reason: string | Said | null,
  now: Date,
): Run {
  const run = structuredClone(before);
  const why = typeof reason === 'string' ? reason : (reason?.text ?? null);
  const words = say('told-by', { by, why: becauseOf(why) });
  if (order === 'pause') {
    hold(run, now, 'paused', reason ?? '', by);
    return run;
  }
  // What was edited is known now; who goes on from it takes it as it is.
  run.adopts = run.hold?.code === 'edited';
  run.hold = null;
  run.actor = by;
  run.waitsSince = null;
  const resumesBack = run.direction === 'back';
  if (order === 'resume') note(run, now, 'resumed', words);
  else {
    if (order === 'abort') run.gated = false;
    if (!resumesBack) {
      const { text, said } = say('ordered', { order, by, why: becauseOf(why) });
      turnBack(run, now, text, said);
    } else note(run, now, order, words);
  }
  // The limits count anew.
  if (run.lifecycle?.since) run.lifecycle.since = now.toISOString();
  for (const step of stepsOf(run)) {
    if (step.stage !== 'replacing' && step.stage !== 'gating') continue;
    step.openedAt = now.toISOString();
    step.wellSince = null;
  }
  return run;
}
