import type { PodDetail } from '#lib/contracts/pods.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { eventView } from '#lib/domain/event/event-view.ts';
import type { KubernetesEvent, Pod, WorkloadKind } from '#lib/domain/kubernetes.ts';
import { podInterfaces } from '#lib/domain/network/pod-interfaces.ts';
import { podPath } from '#lib/domain/network/pod-path.ts';
import { containerViews } from '#lib/domain/pod/pod-detail.ts';
import { podRow } from '#lib/domain/pod/pod-row.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { isLabNamespace } from '#lib/domain/run/lifecycle.ts';
import { functionDetail } from '#lib/domain/workload/function-detail.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { isRouting } from '#lib/domain/workload/is-routing.ts';
import { byNewest, type Derivation, type Surroundings } from './derivation.ts';
import { functionKey, type World } from './world.ts';

const maximumEvents = 100;

/** One pod with everything; null where there is none. */
export function podDetail(
  world: World,
  derivation: Derivation,
  around: Surroundings,
  { namespace, name }: { namespace: string; name: string },
  now: Date,
): PodDetail | null {
  const pod = world.stores.pods.get(`${namespace}/${name}`);
  if (pod === undefined) return null;
  const context = derivation.podContext(pod, now);
  const row = podRow(pod, context);
  return {
    ...row,
    uid: pod.metadata.uid,
    labels: pod.metadata.labels ?? {},
    containers: containerViews(pod),
    conditions: pod.status.conditions ?? [],
    events: [
      ...world
        .eventsAbout('Pod', namespace, name, pod.metadata.uid)
        .map((event) => eventView(event, (involved) => functionConcerned(world, involved))),
      ...sessionEvents(world, pod, around),
    ]
      .sort(byNewest)
      .slice(0, maximumEvents),
    path: podPath(pod, {
      services: world.within('services', namespace),
      endpoints: world.within('endpointslices', namespace),
      ingresses: world.within('ingresses', namespace),
      nodes: [...world.stores.nodes.values()],
      node: world.stores.nodes.get(pod.spec.nodeName ?? ''),
      podNetwork: derivation.podNetwork,
      interfaces: row.interfaces,
    }),
    unreadable: podInterfaces(pod, context).unreadable,
    runsRouting: isRouting(pod.spec, (configMap) => world.stores.configmaps.get(`${namespace}/${configMap}`)),
  };
}

/** One function with everything; null where there is none. */
export function functionDetails(
  world: World,
  derivation: Derivation,
  around: Surroundings,
  ref: FunctionRef,
  now: Date,
): FunctionDetail | null {
  const workload = world.workload(ref.kind, ref.namespace, ref.name);
  if (workload === undefined) return null;
  const place = world.stores.namespaces.get(ref.namespace);
  const detail = functionDetail(workload, {
    ...derivation.functionContext(workload, now),
    replicaSets: world.within('replicasets', ref.namespace),
    controllerRevisions: world.within('controllerrevisions', ref.namespace),
    services: world.within('services', ref.namespace),
    endpoints: world.within('endpointslices', ref.namespace),
    ingresses: world.within('ingresses', ref.namespace),
    autoscalers: world.within('horizontalpodautoscalers', ref.namespace),
    configMapsKnown: around.configMapsKnown(),
    nodes: [...world.stores.nodes.values()],
  });
  return { ...detail, lab: place === undefined ? null : isLabNamespace(place.metadata) };
}

/** A pod's routing sessions that went down or came up, as events. */
export function sessionEvents(world: World, pod: Pod, around: Surroundings): EventView[] {
  const changes = around.sessionChanges?.().get(`${pod.metadata.namespace}/${pod.metadata.name}`) ?? [];
  const owner = world.ownerOf(pod);
  return changes.map((change) => ({ ...change, function: owner ? functionKey(owner) : null }));
}

const kindsOfOwner: Record<string, WorkloadKind> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

/** The function that an event's object is, or is part of. */
export function functionConcerned(world: World, involved: KubernetesEvent['involved']): FunctionRef | null {
  const { kind = '', namespace = '', name = '' } = involved;
  if (kind === 'Pod') {
    const pod = world.stores.pods.get(`${namespace}/${name}`);
    return pod === undefined ? null : world.ownerOf(pod);
  }
  if (kind === 'ReplicaSet') {
    const above = world.stores.replicasets
      .get(`${namespace}/${name}`)
      ?.metadata.ownerReferences?.find((owner) => owner.controller === true);
    return above?.kind === 'Deployment' ? { namespace, kind: 'deployments', name: above.name } : null;
  }
  const workloadKind = Object.hasOwn(kindsOfOwner, kind) ? kindsOfOwner[kind] : undefined;
  return workloadKind === undefined ? null : { namespace, kind: workloadKind, name };
}
