import type { RecordedAction } from '#lib/contracts/acting.ts';
import { type ActionRecord, readRecords } from '#lib/domain/action/record.ts';
import { running } from '#lib/live/running.ts';
import { actingState } from './acting-state.ts';

/** Everything that was done through the console, newest first: the watched Events, and what this process knows already. */
export function allRecords(): ActionRecord[] {
  const records = new Map(
    readRecords(running().hub.stores.events.values()).map((record) => [record.intent.id, record]),
  );
  for (const [id, recent] of actingState().recent) {
    const watched = records.get(id);
    records.set(id, { ...recent, outcome: recent.outcome ?? watched?.outcome ?? null });
  }
  return [...records.values()].sort((a, b) => Date.parse(b.intent.at) - Date.parse(a.intent.at));
}

export function recordOf(id: string): ActionRecord | null {
  return allRecords().find(({ intent }) => intent.id === id) ?? null;
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
