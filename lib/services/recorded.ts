import type { RecordedAction } from '#lib/contracts/acting.ts';
import { type ActionRecord, readRecords, recordKey } from '#lib/domain/action/record.ts';
import { running } from '#lib/live/running.ts';
import { actingState } from './acting-state.ts';

/** Everything that was done through the console, newest first: the watched Events, and what this process knows already. */
export function allRecords(): ActionRecord[] {
  const records = new Map(
    readRecords(running().hub.stores.events.values()).map((record) => [
      recordKey(record.namespace, record.intent.id),
      record,
    ]),
  );
  for (const [id, recent] of actingState().recent) {
    const key = recordKey(recent.namespace, id);
    records.set(key, { ...recent, outcome: recent.outcome ?? records.get(key)?.outcome ?? null });
  }
  return [...records.values()].sort((a, b) => Date.parse(b.intent.at) - Date.parse(a.intent.at));
}

/**
 * The record of an action, of those that count. What this process did itself goes first: in another namespace somebody else
 * may have written an Event with the same id.
 */
export function recordOf(id: string, counts: (record: ActionRecord) => boolean): ActionRecord | null {
  const known = allRecords().filter((record) => record.intent.id === id && counts(record));
  const own = actingState().recent.get(id);
  return known.find(({ namespace }) => namespace === own?.namespace) ?? known[0] ?? null;
}

/** A record as the API shows it. */
export function recordedAction({ intent, outcome, namespace, object }: ActionRecord): RecordedAction {
  const { fingerprint: _, ...shown } = intent;
  return {
    ...shown,
    namespace,
    object: { kind: object.kind, name: object.name },
    outcome: outcome && { state: outcome.state, at: outcome.at, detail: outcome.detail },
  };
}
