import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { mayList, viewerOf } from './viewer.ts';

/** Network functions, or with `all` every workload. */
export async function listFunctions({
  query,
  request,
}: Call<unknown, { all?: boolean; namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, workloadKinds, query.namespace);
  if (!may.ok) return may;
  const items = hub
    .functions({ all: query.all ?? false })
    .filter((row) => query.namespace === undefined || row.namespace === query.namespace);
  return ok({ items, freshness: hub.freshness() });
}
