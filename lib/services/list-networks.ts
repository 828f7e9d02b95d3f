import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';

/** NetworkAttachmentDefinitions and the pod network. */
export function listNetworks({ query }: Call<unknown, { namespace?: string }>) {
  const { hub } = running();
  const items = hub
    .networks()
    .filter(({ namespace }) => query.namespace === undefined || namespace === query.namespace);
  return ok({ items, freshness: hub.freshness() });
}
