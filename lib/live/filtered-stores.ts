import { chainOf } from '#lib/domain/chain/chain-views.ts';
import { watchedKinds } from '#lib/domain/cluster/freshness.ts';
import { type Sight, sees } from '#lib/domain/cluster/sight.ts';
import { type KubernetesObject, workloadKinds } from '#lib/domain/kubernetes.ts';
import { type Change, keyOf, type ObjectStore } from '#lib/kube/object-store.ts';
import { emptyStores, type Stores } from '#lib/kube/stores.ts';

/** Of all that is watched, what may be seen, kept as it changes. The objects are shared, not copied. */
export interface FilteredStores {
  stores: Stores;
  /** Takes over what is there already; for after the listeners have been put on the stores. */
  fill(): void;
  stop(): void;
}

const isWorkload: ReadonlySet<string> = new Set(workloadKinds);

/** Whether a sight of some chains shows a workload; `namespace/*` is every workload of a namespace. */
function isOfChain({ chains }: Sight, { namespace, labels }: KubernetesObject['metadata']): boolean {
  if (chains === undefined || chains.has(`${namespace}/*`)) return true;
  const chain = chainOf(labels);
  return chain !== null && chains.has(`${namespace}/${chain}`);
}

export function filteredStores(all: Stores, sight: Sight): FilteredStores {
  const stores = emptyStores();
  const filters = watchedKinds.map((kind) => {
    const from = all[kind] as ObjectStore<KubernetesObject>;
    const to = stores[kind] as ObjectStore<KubernetesObject>;
    // A Namespace is in itself: who may read it there sees it.
    const isSeen = ({ metadata }: KubernetesObject): boolean =>
      sees(sight, kind, kind === 'namespaces' ? metadata.name : (metadata.namespace ?? null)) &&
      (!isWorkload.has(kind) || isOfChain(sight, metadata));
    const take = (now: KubernetesObject) => {
      // A label may have taken it out of a chain.
      if (!isSeen(now)) return to.remove(keyOf(now));
      to.set(now);
      // Of the version that is known already, with more of it kept.
      if (to.get(keyOf(now)) !== now) to.enrich(now);
    };
    const stop = from.listen(({ key, now }: Change<KubernetesObject>) => {
      if (now === undefined) to.remove(key);
      else take(now);
    });
    return { fill: () => [...from.values()].forEach(take), stop };
  });
  return {
    stores,
    fill() {
      for (const filter of filters) filter.fill();
    },
    stop() {
      for (const filter of filters) filter.stop();
    },
  };
}
