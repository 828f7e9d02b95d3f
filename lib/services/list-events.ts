import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';

/** Cluster events that matter, newest first. */
export function listEvents({ query }: Call<unknown, { since?: string; namespace?: string }>) {
  const { hub } = running();
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
