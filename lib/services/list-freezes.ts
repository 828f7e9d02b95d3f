import { type Freeze, readFreeze } from '#lib/domain/action/freeze.ts';
import { chainOf } from '#lib/domain/chain/chain-views.ts';
import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { mayList, type Sighted, viewerOf } from './viewer.ts';

/** Namespaces and chains that are frozen now, each once. */
export async function listFreezes(
  { query, request }: Call<unknown, { namespace?: string }>,
  looks: (request: Request) => Promise<Result<Sighted>> = viewerOf,
) {
  const viewer = await looks(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, ['namespaces', ...workloadKinds], query.namespace);
  if (!may.ok) return may;
  const now = new Date();
  const found = new Map<string, ReturnType<typeof item>>();
  const add = (namespace: string, chain: string | null, freeze: Freeze | null) => {
    if (freeze !== null && (query.namespace === undefined || query.namespace === namespace))
      found.set(`${namespace}/${chain ?? ''}`, item(namespace, chain, freeze));
  };
  for (const { metadata } of hub.stores.namespaces.values())
    add(metadata.name, null, readFreeze(metadata.annotations, metadata.name, now));
  for (const kind of workloadKinds) {
    for (const { metadata } of hub.stores[kind].values()) {
      const { namespace = '', name, labels, annotations } = metadata;
      add(namespace, chainOf(labels) ?? name, readFreeze(annotations, name, now));
    }
  }
  return ok({ items: [...found.values()], freshness: hub.freshness() });
}

const item = (namespace: string, chain: string | null, { by, reason, until, unreadable }: Freeze) => ({
  namespace,
  chain,
  by,
  reason,
  until,
  unreadable,
});
