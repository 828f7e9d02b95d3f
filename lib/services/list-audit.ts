import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { allRecords, recordedAction } from './recorded.ts';

/** What was done through the console, read back from the cluster's Events. */
export function listAudit({ query }: Call<unknown, { since?: string; namespace?: string }>) {
  const since = query.since === undefined ? null : Date.parse(query.since);
  const items = allRecords()
    .filter(
      ({ intent, namespace }) =>
        (since === null || Date.parse(intent.at) >= since) &&
        (query.namespace === undefined || namespace === query.namespace),
    )
    .map(recordedAction);
  return ok({ items, freshness: running().hub.freshness() });
}
