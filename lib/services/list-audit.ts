import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { allRecords, recordedAction } from './recorded.ts';
import { mayList, viewerOf } from './viewer.ts';

/** What was done through the console, read back from the cluster's Events. */
export async function listAudit({ query, request }: Call<unknown, { since?: string; namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, ['events'], query.namespace);
  if (!may.ok) return may;
  const since = query.since === undefined ? null : Date.parse(query.since);
  const items = allRecords()
    .filter(
      ({ intent, namespace }) =>
        (since === null || Date.parse(intent.at) >= since) &&
        (query.namespace === undefined || namespace === query.namespace) &&
        viewer.value.sees('events', namespace),
    )
    .map(recordedAction);
  return ok({ items, freshness: hub.freshness() });
}
