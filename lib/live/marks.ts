import { chainOf, chainOrder } from '#lib/domain/chain/chain-views.ts';
import type { Pod, PodSpec, Workload, WorkloadKind } from '#lib/domain/kubernetes.ts';
import { isPodNetworkConfigMap, isPodNetworkDaemonSet } from '#lib/domain/network/pod-network.ts';
import { functionKey, namespaceKinds, type World } from './world.ts';

/** What has to be derived anew. */
export interface Marks {
  pods: Set<string>;
  functions: Set<string>;
  events: Set<string>;
  runs: boolean;
  networks: boolean;
  podNetwork: boolean;
  /** Namespaces in which something changed that only the pages of one pod or one function show. */
  details: Set<string>;
  /** Nodes: every page shows them. */
  allDetails: boolean;
  /** Pods with secondary networks: a definition has changed. */
  attachedPods: boolean;
}

export const noMarks = (): Marks => ({
  pods: new Set(),
  functions: new Set(),
  events: new Set(),
  runs: true,
  networks: true,
  podNetwork: true,
  details: new Set(),
  allDetails: false,
  attachedPods: false,
});

const workloadKinds = ['deployments', 'statefulsets', 'daemonsets'] as const satisfies WorkloadKind[];

/** Keeps the world's indexes as objects come and go, and marks what each change touches. */
export function markChanges(world: World, marks: Marks, wake: () => void): void {
  const { stores } = world;
  const link = (key: string, pod: Pod, add: boolean) => {
    const owner = world.ownerOf(pod);
    if (owner !== null) {
      const workload = functionKey(owner);
      if (add) world.podsOfWorkload.add(workload, key);
      else world.podsOfWorkload.delete(workload, key);
      marks.functions.add(workload);
    }
    for (const { kind, name } of pod.metadata.ownerReferences ?? []) {
      if (kind !== 'ReplicaSet') continue;
      const replicaSet = `${pod.metadata.namespace}/${name}`;
      if (add) world.podsOfReplicaSet.add(replicaSet, key);
      else world.podsOfReplicaSet.delete(replicaSet, key);
    }
  };

  stores.pods.listen(({ key, old, now }) => {
    if (old !== undefined && old.metadata.uid !== now?.metadata.uid) link(key, old, false);
    if (now !== undefined) link(key, now, true);
    marks.pods.add(key);
    wake();
  });

  stores.replicasets.listen(({ key, old, now }) => {
    // Who the Deployment is does not change while a ReplicaSet lives, short of an adoption.
    const relinks = old?.metadata.ownerReferences?.[0]?.uid !== now?.metadata.ownerReferences?.[0]?.uid;
    if (relinks) {
      for (const podKey of world.podsOfReplicaSet.get(key)) {
        const pod = stores.pods.get(podKey);
        if (pod === undefined) continue;
        const above = old?.metadata.ownerReferences?.[0];
        if (above) world.podsOfWorkload.delete(`${pod.metadata.namespace}/deployments/${above.name}`, podKey);
        link(podKey, pod, true);
        marks.pods.add(podKey);
      }
    }
    wake();
  });

  const linkChain = (
    workload: string,
    old: Workload['object'] | undefined,
    now: Workload['object'] | undefined,
  ) => {
    const before = placeOf(old);
    const after = placeOf(now);
    if (before?.chain === after?.chain && before?.ordered === after?.ordered) return;
    if (before) {
      world.membersOfChain.delete(before.chain, workload);
      world.orderedOfChain.delete(before.chain, workload);
    }
    if (after) {
      world.membersOfChain.add(after.chain, workload);
      if (after.ordered) world.orderedOfChain.add(after.chain, workload);
    }
    // The first order makes a chain of all members, and the last one to go takes it away.
    for (const chain of [before?.chain, after?.chain]) {
      for (const member of chain === undefined ? [] : world.membersOfChain.get(chain)) {
        marks.functions.add(member);
        for (const podKey of world.podsOfWorkload.get(member)) marks.pods.add(podKey);
      }
    }
  };

  for (const kind of workloadKinds) {
    stores[kind].listen(
      ({ old, now }: { old?: Workload['object'] | undefined; now?: Workload['object'] | undefined }) => {
        const any = now ?? old;
        if (any === undefined) return;
        const workload = `${any.metadata.namespace}/${kind}/${any.metadata.name}`;
        linkChain(workload, old, now);
        for (const name of configMapsOf(old)) world.usersOfConfigMap.delete(name, workload);
        for (const name of configMapsOf(now)) world.usersOfConfigMap.add(name, workload);
        marks.functions.add(workload);
        if (isOtherOwner(old, now))
          for (const podKey of world.podsOfWorkload.get(workload)) marks.pods.add(podKey);
        if (kind === 'daemonsets' && isPodNetworkDaemonSet(any.metadata.name)) marks.podNetwork = true;
        wake();
      },
    );
  }

  stores.configmaps.listen(({ key, old, now }) => {
    for (const workload of world.usersOfConfigMap.get(key)) marks.functions.add(workload);
    const name = (now ?? old)?.metadata.name;
    if (name !== undefined && isPodNetworkConfigMap(name)) marks.podNetwork = true;
    wake();
  });

  stores.events.listen(({ key, old, now }) => {
    const event = now ?? old;
    if (event === undefined) return;
    const { kind = '', namespace = '', name = '' } = event.involved;
    const about = `${kind}/${namespace}/${name}`;
    if (now === undefined) world.eventsOf.delete(about, key);
    else world.eventsOf.add(about, key);
    marks.events.add(key);
    if (kind === 'Pod' && event.type !== 'Normal') marks.pods.add(`${namespace}/${name}`);
    marks.details.add(namespace);
    wake();
  });

  for (const kind of namespaceKinds) {
    stores[kind].listen(
      ({ key, old, now }: { key: string; old?: Named | undefined; now?: Named | undefined }) => {
        const namespace = (now ?? old)?.metadata.namespace ?? '';
        if (now === undefined) world.inNamespace[kind].delete(namespace, key);
        else world.inNamespace[kind].add(namespace, key);
        marks.details.add(namespace);
        wake();
      },
    );
  }

  stores.poddisruptionbudgets.listen(({ old, now }) => {
    const namespace = (now ?? old)?.metadata.namespace ?? '';
    for (const kind of workloadKinds) {
      for (const object of stores[kind].values()) {
        if (object.metadata.namespace === namespace)
          marks.functions.add(`${namespace}/${kind}/${object.metadata.name}`);
      }
    }
  });

  stores['network-attachment-definitions'].listen(() => {
    marks.networks = true;
    marks.attachedPods = true;
    wake();
  });

  stores.nodes.listen(() => {
    marks.podNetwork = true;
    marks.allDetails = true;
    wake();
  });
}

type Named = { metadata: { namespace?: string } };

/** `namespace/name` of every ConfigMap that the template mounts or takes its environment from. */
export function configMapsOf(workload: Workload['object'] | undefined): Set<string> {
  if (workload === undefined) return new Set();
  const spec: PodSpec = workload.spec.template.spec;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const names = [
    ...(spec.volumes ?? []).flatMap((volume) => volume.configMaps ?? []),
    ...containers.flatMap((container) => container.envFromConfigMaps ?? []),
  ];
  return new Set(names.map((name) => `${workload.metadata.namespace}/${name}`));
}

/** The chain a workload names, as `namespace/name`, and whether it has an order in it. */
function placeOf(workload: Workload['object'] | undefined): { chain: string; ordered: boolean } | null {
  const chain = chainOf(workload?.metadata.labels);
  if (workload === undefined || chain === null) return null;
  const ordered = chainOrder(workload.metadata.annotations) !== null;
  return { chain: `${workload.metadata.namespace}/${chain}`, ordered };
}

/** Whether the workload says other things of its pods: not merely counts other pods as ready. */
function isOtherOwner(old: Workload['object'] | undefined, now: Workload['object'] | undefined): boolean {
  return (
    old === undefined ||
    now === undefined ||
    old.metadata.generation !== now.metadata.generation ||
    // Equal maps are one map: they are shared on arrival.
    old.metadata.labels !== now.metadata.labels
  );
}
