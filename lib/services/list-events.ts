import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { mayList, viewerOf } from './viewer.ts';

/** Cluster events that matter, newest first. */
export async function listEvents({ query, request }: Call<unknown, { since?: string; namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, ['events'], query.namespace);
  if (!may.ok) return may;
  const since = query.since === undefined ? null : Date.parse(query.since);
  const items = hub
    .events()
    .filter(
      (event) =>
        (since === null || Date.parse(event.at) >= since) &&
        (query.namespace === undefined || event.namespace === query.namespace),
    )
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return ok({ items, freshness: hub.freshness() });
}
