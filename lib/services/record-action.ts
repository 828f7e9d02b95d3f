import {
  type ActionIntent,
  type ActionOutcome,
  type ActionRecord,
  actionAnnotation,
  eventReason,
  intentMessage,
  outcomeAnnotation,
  outcomeMessage,
} from '#lib/domain/action/record.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import { type EventObject, recordEvent } from '#lib/kube/record-event.ts';
import { codeOf } from '#lib/kube/request.ts';
import { actingState, forgetLater } from './acting-state.ts';
import { logIntent, logOutcome, logUnrecorded } from './action-log.ts';
import type { Caller } from './caller.ts';

/** The Event's name: found again by the object's name and the action's id. */
export const eventName = (object: Pick<EventObject, 'name'>, id: string): string =>
  `${object.name.slice(0, 180).replace(/[.-]+$/, '')}.${id}`;

/**
 * Records what is about to be done; where that fails nothing is done. Fault `conflict` where an action of this id was begun
 * before.
 */
export async function recordIntent(
  caller: Caller,
  intent: ActionIntent,
  object: EventObject,
): Promise<Result<ActionRecord>> {
  const written = await recordEvent(caller.connection, {
    name: eventName(object, intent.id),
    object,
    type: 'Normal',
    reason: eventReason(intent.action),
    message: intentMessage(intent),
    annotations: { [actionAnnotation]: JSON.stringify(intent) },
    at: intent.at,
  });
  if (!written.ok) return { ok: false, fault: unrecorded(written.fault) };
  logIntent(intent, object);
  const { kind, name, uid, namespace } = object;
  const record: ActionRecord = { intent, outcome: null, namespace, object: { kind, name, uid } };
  const { recent } = actingState();
  recent.set(intent.id, record);
  forgetLater(recent, intent.id);
  return ok(record);
}

function unrecorded(fault: Fault): Fault {
  if (codeOf(fault) === 409) return fault;
  const detail = `It was not done, because the intent could not be recorded as an Event: ${fault.detail}`;
  return { ...fail(fault.kind, detail).fault, ...(fault.right && { right: fault.right }) };
}

/** Waits in milliseconds before an outcome is offered to the cluster again. */
const again = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000];

/** Records what came of it; where the cluster does not take it now, it is offered again for some minutes. */
export async function recordOutcome(
  caller: Caller,
  { intent }: ActionRecord,
  object: EventObject,
  outcome: ActionOutcome,
): Promise<void> {
  const known = actingState().recent.get(intent.id);
  if (known) known.outcome = outcome;
  logOutcome(intent, object, outcome);
  const offer = async (attempt: number): Promise<void> => {
    const written = await recordEvent(caller.connection, {
      name: `${eventName(object, intent.id)}.${outcome.state}`,
      object,
      type: outcome.state === 'done' ? 'Normal' : 'Warning',
      reason: eventReason(intent.action, outcome.state),
      message: outcomeMessage(intent, outcome),
      annotations: { [outcomeAnnotation]: JSON.stringify(outcome) },
      at: outcome.at,
    });
    // It has arrived before, without an answer.
    if (written.ok || codeOf(written.fault) === 409) return;
    const wait = again[attempt];
    if (wait === undefined || written.fault.kind !== 'unreachable')
      logUnrecorded(intent.id, written.fault.detail);
    else setTimeout(() => void offer(attempt + 1), wait).unref();
  };
  await offer(0);
}
