import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { foundAfterwards, mayArriveMs } from '#lib/domain/action/found-afterwards.ts';
import type { ActionOutcome, ActionRecord } from '#lib/domain/action/record.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { EventObject } from '#lib/kube/record-event.ts';
import { actingState } from './acting-state.ts';
import type { Caller } from './caller.ts';
import { seenOf } from './get-action.ts';
import { recordOutcome } from './record-action.ts';
import { requireLive } from './require-live.ts';

interface Unanswered {
  caller: Caller;
  record: ActionRecord;
  object: EventObject;
  /** What the caller would have been told. */
  answer: ActionAnswer;
}

/** Milliseconds between two looks, and until nobody looks any more. */
const lookMs = 2_000;
const lookForMs = mayArriveMs + 10 * 60_000;

/**
 * Looks at what became of an action that got no answer, as soon as the console's data is live again, and records it. A
 * request with the same idempotency key is then told that, too.
 */
export async function resolveOutcome({ caller, record, object, answer }: Unanswered): Promise<void> {
  const { intent } = record;
  const { remembered } = actingState();
  for (const start = Date.now(); Date.now() - start < lookForMs; ) {
    await new Promise((resolve) => setTimeout(resolve, lookMs).unref());
    if (!requireLive().ok) continue;
    const found = foundAfterwards(intent, seenOf(record));
    if (found === null) continue;
    const detail =
      found === 'done'
        ? `${answer.summary}: no answer came, and it was found to be done.`
        : `No answer came, and it was not done: ${object.name} is as it was before.`;
    const said = found === 'done' ? ok(answer) : fail('refused', detail, { action: intent.id });
    const state: ActionOutcome['state'] = found === 'done' ? 'done' : 'refused';
    const entry = remembered.get(intent.id);
    if (entry) remembered.set(intent.id, { ...entry, answer: Promise.resolve(said) });
    const at = new Date().toISOString();
    await recordOutcome(caller, record, object, {
      id: intent.id,
      at,
      state,
      detail,
      generation: null,
      answer: said,
    });
    return;
  }
}
