import { chainOf } from '#lib/domain/chain/chain-views.ts';
import type {
  KubernetesEvent,
  KubernetesObject,
  Pod,
  Workload,
  WorkloadKind,
} from '#lib/domain/kubernetes.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { workloadOf } from '#lib/domain/workload/owner.ts';
import type { ObjectStore } from '#lib/kube/object-store.ts';
import type { Stores } from '#lib/kube/stores.ts';
import { GroupIndex } from './group-index.ts';

export const functionKey = (ref: FunctionRef): string => `${ref.namespace}/${ref.kind}/${ref.name}`;

/** The kinds that are looked up by their namespace. */
export const namespaceKinds = [
  'services',
  'endpointslices',
  'ingresses',
  'poddisruptionbudgets',
  'horizontalpodautoscalers',
  'replicasets',
  'controllerrevisions',
] as const;
type NamespaceKind = (typeof namespaceKinds)[number];

/** All that is known of the cluster, with the ways to find it. `marks.ts` keeps the indexes. */
export class World {
  readonly stores: Stores;
  /** `namespace/kind/name` → pods. */
  readonly podsOfWorkload = new GroupIndex();
  /** `namespace/name` of a ReplicaSet → pods. */
  readonly podsOfReplicaSet = new GroupIndex();
  /** `Kind/namespace/name` of what they are about → events. */
  readonly eventsOf = new GroupIndex();
  /** `namespace/name` of a chain → the workloads that name it, and those of them that have an order. */
  readonly membersOfChain = new GroupIndex();
  readonly orderedOfChain = new GroupIndex();
  /** `namespace/name` of a ConfigMap → workloads. */
  readonly usersOfConfigMap = new GroupIndex();
  readonly inNamespace = Object.fromEntries(namespaceKinds.map((kind) => [kind, new GroupIndex()])) as Record<
    NamespaceKind,
    GroupIndex
  >;

  constructor(stores: Stores) {
    this.stores = stores;
  }

  /** The objects of a kind in a namespace. */
  within<K extends NamespaceKind>(kind: K, namespace: string) {
    return pick(this.stores[kind] as Stores[K], this.inNamespace[kind].get(namespace));
  }

  workload(kind: WorkloadKind, namespace: string, name: string): Workload | undefined {
    const key = `${namespace}/${name}`;
    // One branch a kind: only so does the compiler know which object belongs to which kind.
    if (kind === 'deployments') return wrap(kind, this.stores.deployments.get(key));
    if (kind === 'statefulsets') return wrap(kind, this.stores.statefulsets.get(key));
    return wrap(kind, this.stores.daemonsets.get(key));
  }

  /** The workload of `namespace/kind/name`. */
  workloadAt(key: string): Workload | undefined {
    const [namespace = '', kind = '', name = ''] = key.split('/');
    return this.workload(kind as WorkloadKind, namespace, name);
  }

  /** The chain a workload is a member of: one that at least one member gives an order. */
  chainOf(workload: Workload['object']): string | null {
    const { namespace, labels } = workload.metadata;
    const chain = chainOf(labels);
    return chain !== null && this.orderedOfChain.get(`${namespace}/${chain}`).size > 0 ? chain : null;
  }

  ownerOf(pod: Pod): FunctionRef | null {
    return workloadOf(pod, (namespace, name) => this.stores.replicasets.get(`${namespace}/${name}`));
  }

  podsOf(workloadKey: string): Pod[] {
    return pick(this.stores.pods, this.podsOfWorkload.get(workloadKey));
  }

  /** Events about one object; a pod of the same name that is gone by now had another uid. */
  eventsAbout(kind: string, namespace: string, name: string, uid?: string): KubernetesEvent[] {
    const all = pick(this.stores.events, this.eventsOf.get(`${kind}/${namespace}/${name}`));
    if (uid === undefined) return all;
    return all.filter(({ involved }) => involved.uid === undefined || involved.uid === uid);
  }
}

function wrap<K extends WorkloadKind, T>(kind: K, object: T | undefined): { kind: K; object: T } | undefined {
  return object === undefined ? undefined : { kind, object };
}

function pick<T extends KubernetesObject>(store: ObjectStore<T>, keys: ReadonlySet<string>): T[] {
  const found: T[] = [];
  for (const key of keys) {
    const object = store.get(key);
    if (object !== undefined) found.push(object);
  }
  return found;
}
