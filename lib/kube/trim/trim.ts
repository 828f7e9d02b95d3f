import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import type {
  ConfigMap,
  ControllerRevision,
  DaemonSet,
  Deployment,
  EndpointSet,
  HorizontalPodAutoscaler,
  Ingress,
  KubernetesEvent,
  Namespace,
  NetworkAttachmentDefinition,
  Node,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  Service,
  StatefulSet,
} from '#lib/domain/kubernetes.ts';
import {
  trimAutoscaler,
  trimConfigMap,
  trimDisruptionBudget,
  trimEvent,
  trimNamespace,
  trimNetworkAttachmentDefinition,
  trimNode,
} from './cluster.ts';
import { trimPod } from './pod.ts';
import { trimEndpointSlice, trimEndpoints, trimIngress, trimService } from './services.ts';
import { record, type Wire } from './wire.ts';
import {
  trimControllerRevision,
  trimDaemonSet,
  trimDeployment,
  trimReplicaSet,
  trimStatefulSet,
} from './workloads.ts';

/** What is kept of each kind. */
export interface Kept {
  namespaces: Namespace;
  nodes: Node;
  pods: Pod;
  deployments: Deployment;
  statefulsets: StatefulSet;
  daemonsets: DaemonSet;
  replicasets: ReplicaSet;
  controllerrevisions: ControllerRevision;
  configmaps: ConfigMap;
  services: Service;
  endpointslices: EndpointSet;
  ingresses: Ingress;
  horizontalpodautoscalers: HorizontalPodAutoscaler;
  poddisruptionbudgets: PodDisruptionBudget;
  events: KubernetesEvent;
  'network-attachment-definitions': NetworkAttachmentDefinition;
}

export interface TrimOptions {
  /** The resource that was asked: `endpoints` stand in for EndpointSlices. */
  resource: string;
  /** Whether a ConfigMap's data is of use. */
  keepsData: (namespace: string, name: string) => boolean;
}

const trims: { [K in WatchedKind]: (object: Wire, options: TrimOptions) => Kept[K] } = {
  namespaces: trimNamespace,
  nodes: trimNode,
  pods: trimPod,
  deployments: trimDeployment,
  statefulsets: trimStatefulSet,
  daemonsets: trimDaemonSet,
  replicasets: trimReplicaSet,
  controllerrevisions: trimControllerRevision,
  configmaps: (object, { keepsData }) => trimConfigMap(object, keepsData),
  services: trimService,
  endpointslices: (object, { resource }) =>
    resource === 'endpoints' ? trimEndpoints(object) : trimEndpointSlice(object),
  ingresses: trimIngress,
  horizontalpodautoscalers: trimAutoscaler,
  poddisruptionbudgets: trimDisruptionBudget,
  events: trimEvent,
  'network-attachment-definitions': trimNetworkAttachmentDefinition,
};

/** Of an object as it came over the wire, what the console keeps. Never throws, whatever the object holds. */
export function trim<K extends WatchedKind>(kind: K, object: unknown, options: TrimOptions): Kept[K] {
  return trims[kind](record(object), options);
}
