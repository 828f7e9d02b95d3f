import {
  type Freshness,
  type WatchedKind,
  type WatchStatus,
  watchedKinds,
} from '#lib/domain/cluster/freshness.ts';
import { type Sight, sees } from '#lib/domain/cluster/sight.ts';
import type { KubernetesObject } from '#lib/domain/kubernetes.ts';
import type { ObjectStore } from '#lib/kube/object-store.ts';
import type { Stores } from '#lib/kube/stores.ts';

/** Namespaces that are told one by one. */
const maximumTold = 20;

/**
 * The freshness of what somebody sees, as if the console watched with his rights: what he may not list is forbidden, and
 * namespaces that he may not see are neither named nor counted.
 * @param since when his rights were asked for, RFC 3339
 */
export function seenFreshness(all: Freshness, sight: Sight, stores: Stores, since: string): Freshness {
  const watches = watchedKinds.flatMap((kind) => {
    const statuses = all.watches.filter((status) => status.kind === kind);
    if (sight.everywhere.has(kind) || statuses.every(({ state }) => state === 'not-served')) return statuses;
    return seenStatuses(kind, statuses, sight, stores, since);
  });
  const stale = all.watches.find(({ state }) => state === 'stale');
  const names = stale !== undefined && stale.namespace !== null && !sees(sight, stale.kind, stale.namespace);
  return {
    ...all,
    reason: names ? `${stale.kind}: ${stale.reason ?? 'not confirmed'}` : all.reason,
    watches,
  };
}

function seenStatuses(
  kind: WatchedKind,
  statuses: readonly WatchStatus[],
  { inside }: Sight,
  stores: Stores,
  since: string,
): WatchStatus[] {
  const namespaces = [...(inside.get(kind) ?? [])].sort();
  const counts = countsOf(stores[kind] as ObjectStore<KubernetesObject>, kind);
  const told = namespaces.slice(0, maximumTold).flatMap((namespace): WatchStatus[] => {
    const status = statuses.find((one) => one.namespace === null || one.namespace === namespace);
    return status ? [{ ...status, namespace, objects: counts.get(namespace) ?? 0 }] : [];
  });
  const more = namespaces.length > maximumTold ? ', …' : '';
  const only = namespaces.slice(0, maximumTold).join(', ') + more;
  const reason = only === '' ? `You may not list ${kind}.` : `You may list ${kind} only in ${only}.`;
  return [...told, { kind, namespace: null, state: 'forbidden', since, reason, objects: 0 }];
}

function countsOf(store: ObjectStore<KubernetesObject>, kind: WatchedKind): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { metadata } of store.values()) {
    const namespace = kind === 'namespaces' ? metadata.name : (metadata.namespace ?? '');
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return counts;
}
