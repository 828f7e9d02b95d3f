import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { mayList, viewerOf } from './viewer.ts';

/** NetworkAttachmentDefinitions and the pod network. */
export async function listNetworks({ query, request }: Call<unknown, { namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, ['network-attachment-definitions', 'pods'], query.namespace);
  if (!may.ok) return may;
  const items = hub
    .networks()
    .filter(({ namespace }) => query.namespace === undefined || namespace === query.namespace);
  return ok({ items, freshness: hub.freshness() });
}
