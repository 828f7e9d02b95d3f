import { type ActionAnswer, actionAnswer } from '#lib/contracts/acting.ts';
import {
  type ActionOutcome,
  actionAnnotation,
  intentOf,
  outcomeAnnotation,
  outcomeOf,
} from '#lib/domain/action/record.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import { type EventObject, readEvent } from '#lib/kube/record-event.ts';
import type { Caller } from './caller.ts';
import { eventName } from './record-action.ts';
import { recordOf } from './recorded.ts';

const otherRequest = 'The Idempotency-Key was used for another request already. Take a new one.';

/** The answer that an earlier request with the same key got, if it was the same request. */
export function earlierAnswer(earlier: string, now: string, answer: Result<unknown>): Result<ActionAnswer> {
  if (earlier !== now) return fail('refused', otherRequest);
  return answer as Result<ActionAnswer>;
}

/**
 * The answer as the watched Events have it, for a console that was started again; null where there is no record.
 * @param where the namespace of the action: what is written elsewhere is not its record
 */
export function readAgain(id: string, fingerprint: string, where: string): Result<ActionAnswer> | null {
  const record = recordOf(id, ({ namespace }) => namespace === where);
  return record === null ? null : answerFrom(id, fingerprint, record.intent.fingerprint, record.outcome);
}

/** The same, read from the API server: another replica of the console may have acted just now. */
export async function readRecorded(
  { connection }: Caller,
  object: EventObject,
  id: string,
  fingerprint: string,
): Promise<Result<ActionAnswer>> {
  const name = eventName(object, id);
  const intent = await readEvent(connection, object.namespace, name);
  if (!intent.ok) return intent;
  const earlier = intentOf(intent.value?.metadata.annotations?.[actionAnnotation]);
  for (const state of ['done', 'refused', 'unknown'] as const) {
    const found = await readEvent(connection, object.namespace, `${name}.${state}`);
    if (!found.ok) return found;
    const outcome = outcomeOf(found.value?.metadata.annotations?.[outcomeAnnotation]);
    if (outcome) return answerFrom(id, fingerprint, earlier?.fingerprint ?? null, outcome);
  }
  return answerFrom(id, fingerprint, earlier?.fingerprint ?? null, null);
}

function answerFrom(
  id: string,
  fingerprint: string,
  earlier: string | null,
  outcome: ActionOutcome | null,
): Result<ActionAnswer> {
  if (earlier !== fingerprint) return fail('refused', otherRequest);
  const answer = outcome === null ? null : read(outcome.answer);
  return (
    answer ??
    fail('conflict', `This request was begun already; look at action ${id} for what came of it.`, {
      action: id,
    })
  );
}

/** Anybody may write Events: an answer is taken only in the form the console gives. */
function read(answer: unknown): Result<ActionAnswer> | null {
  if (answer === null || typeof answer !== 'object' || !('ok' in answer)) return null;
  if (answer.ok === true && 'value' in answer) {
    const parsed = actionAnswer.safeParse(answer.value);
    return parsed.success ? ok(parsed.data) : null;
  }
  if (answer.ok !== false || !('fault' in answer)) return null;
  const { fault } = answer;
  if (fault === null || typeof fault !== 'object' || !('detail' in fault) || !('kind' in fault)) return null;
  const kind = kinds.find((known) => known === fault.kind);
  if (kind === undefined || typeof fault.detail !== 'string') return null;
  const action = 'action' in fault && typeof fault.action === 'string' ? { action: fault.action } : {};
  return fail(kind, fault.detail, action);
}

const kinds: readonly Fault['kind'][] = [
  'conflict',
  'unexpected',
  'refused',
  'unreachable',
  'forbidden',
  'not-found',
];
