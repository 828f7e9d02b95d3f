import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';

/** Network functions, or with `all` every workload. */
export function listFunctions({ query }: Call<unknown, { all?: boolean; namespace?: string }>) {
  const { hub } = running();
  const items = hub
    .functions({ all: query.all ?? false })
    .filter((row) => query.namespace === undefined || row.namespace === query.namespace);
  return ok({ items, freshness: hub.freshness() });
}
