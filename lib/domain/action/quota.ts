import { milliOf, quantityText } from './quantity.ts';

/** A ResourceQuota, as far as it limits pods; amounts are quantities. */
export interface Quota {
  name: string;
  hard: Record<string, string>;
  used: Record<string, string>;
  scopes: { name: string; operator: string; values: string[] }[];
}

/** What a pod of a template asks for. */
export interface PodNeeds {
  containers: ContainerNeeds[];
  overhead: Record<string, string>;
  priorityClass: string | null;
  /** Has `activeDeadlineSeconds`. */
  terminating: boolean;
}

export interface ContainerNeeds {
  requests: Record<string, string>;
  limits: Record<string, string>;
  /** `init` ends before the others start, `sidecar` is an init container that goes on. */
  role: 'init' | 'sidecar' | 'main';
}

/** A limit that an action would meet; amounts are quantities. */
export interface QuotaExcess {
  quota: string;
  resource: string;
  hard: string;
  used: string;
  /** What the action adds at its highest point. */
  added: string;
}

/**
 * - `ok`       there are quotas, and they leave room
 * - `none`     the namespace has none that counts these pods
 * - `exceeded` the quota controller will refuse some of the pods
 * - `unknown`  `why` it is not known
 */
export interface QuotaHeadroom {
  state: 'ok' | 'none' | 'exceeded' | 'unknown';
  exceeded: QuotaExcess[];
  why: 'forbidden' | 'unreadable' | null;
}

export const unknownQuota: QuotaHeadroom = { state: 'unknown', exceeded: [], why: 'forbidden' };

/** How many pods an action adds at its highest point, by what they are made of. */
export interface Demand {
  /** Beyond those that are there now. */
  added: number;
  /** Pods that are replaced by those of another template. */
  replaced: number;
  needs: PodNeeds;
  before: PodNeeds;
}

/**
 * Whether the ResourceQuotas of a namespace leave room. A quota is asked for each pod, not for the workload: a dry run of a
 * scale passes, and the ReplicaSet is refused afterwards.
 * Source: kubernetes.io, Resource Quotas; plugin/pkg/admission/resourcequota, pkg/quota/v1/evaluator/core/pods.go.
 */
export function quotaHeadroom(quotas: readonly Quota[], demand: Demand): QuotaHeadroom {
  const counting = quotas.filter((quota) => counts(quota, demand.needs));
  if (counting.length === 0) return { state: 'none', exceeded: [], why: null };
  if (demand.added === 0 && demand.replaced === 0) return { state: 'ok', exceeded: [], why: null };
  const exceeded: QuotaExcess[] = [];
  let unreadable = false;
  for (const { name, hard, used } of counting) {
    for (const [resource, limit] of Object.entries(hard)) {
      const added = addedOf(resource, demand);
      if (added === null) continue;
      const most = milliOf(limit);
      // Until the quota controller has counted, nothing is said to be used.
      const counted = used[resource];
      const now = counted === undefined ? null : milliOf(counted);
      if (most === null || now === null || Number.isNaN(added)) unreadable = true;
      else if (added > 0 && now + added > most)
        exceeded.push({
          quota: name,
          resource,
          hard: limit,
          used: counted ?? '',
          added: quantityText(added),
        });
    }
  }
  if (exceeded.length > 0) return { state: 'exceeded', exceeded, why: null };
  return unreadable
    ? { state: 'unknown', exceeded, why: 'unreadable' }
    : { state: 'ok', exceeded, why: null };
}

/** Thousandths that the action adds of a resource; null for what pods do not use, NaN where it cannot be read. */
function addedOf(resource: string, { added, replaced, needs, before }: Demand): number | null {
  if (resource === 'pods' || resource === 'count/pods') return added * 1_000;
  const parts = /^(requests|limits)\.(.+)$/.exec(resource);
  const plain = plainResources.has(resource) ? resource : null;
  const side = parts?.[1] === 'limits' ? 'limits' : 'requests';
  const name = parts?.[2] ?? plain;
  // Storage classes and objects' counts are not of pods.
  if (name === null || name === 'storage' || resource.includes('storageclass')) return null;
  const one = needOf(needs, side, name);
  const old = needOf(before, side, name);
  return added * one + replaced * Math.max(0, one - old);
}

// Without a prefix these are requests.
const plainResources = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** What one pod counts, in thousandths: all that run together, or the largest that runs before them. */
export function needOf(
  { containers, overhead }: PodNeeds,
  side: 'requests' | 'limits',
  resource: string,
): number {
  let sidecars = 0;
  let together = 0;
  let largest = 0;
  for (const { role, requests, limits } of containers) {
    // The API server sets a request that is missing to the limit.
    const amount = side === 'limits' ? limits[resource] : (requests[resource] ?? limits[resource]);
    const milli = amount === undefined ? 0 : (milliOf(amount) ?? Number.NaN);
    if (role === 'init') largest = Math.max(largest, sidecars + milli);
    else if (role === 'sidecar') {
      sidecars += milli;
      largest = Math.max(largest, sidecars);
    } else together += milli;
  }
  const over = overhead[resource];
  return Math.max(largest, together + sidecars) + (over === undefined ? 0 : (milliOf(over) ?? Number.NaN));
}

type Scope = (needs: PodNeeds, operator: string, values: readonly string[]) => boolean;

const isBestEffort = ({ containers }: PodNeeds): boolean =>
  containers.every(({ requests, limits }) =>
    ['cpu', 'memory'].every((name) => requests[name] === undefined && limits[name] === undefined),
  );

/** Which pods a scope counts. Source: kubernetes.io, Resource Quotas, "Quota scopes". */
const scopes: Readonly<Record<string, Scope>> = {
  Terminating: ({ terminating }) => terminating,
  NotTerminating: ({ terminating }) => !terminating,
  BestEffort: isBestEffort,
  NotBestEffort: (needs) => !isBestEffort(needs),
  PriorityClass: ({ priorityClass }, operator, values) => {
    switch (operator) {
      case 'Exists':
        return priorityClass !== null;
      case 'DoesNotExist':
        return priorityClass === null;
      case 'In':
        return priorityClass !== null && values.includes(priorityClass);
      default:
        return priorityClass === null || !values.includes(priorityClass);
    }
  },
};

/** A scope that is not known here is taken to count: a warning too many is better than a surprise. */
const counts = (quota: Quota, needs: PodNeeds): boolean =>
  quota.scopes.every(({ name, operator, values }) => scopes[name]?.(needs, operator, values) ?? true);
