import type { EndpointSet, Ingress, Node, Pod, Service } from '../kubernetes.ts';
import type { NetworkInterface } from './interface.ts';
import type { PodNetwork, PodPath } from './path.ts';

/** What the ways in and out of a pod are read from; services, endpoints and ingresses of the pod's namespace. */
export interface PathContext {
  services: readonly Service[];
  endpoints: readonly EndpointSet[];
  ingresses: readonly Ingress[];
  /** All nodes: a NodePort is open on each. */
  nodes: readonly Node[];
  /** The pod's own node, where known. */
  node: Node | undefined;
  podNetwork: PodNetwork;
  interfaces: readonly NetworkInterface[];
}

/** The ways in and out of a pod. */
export function podPath(_pod: Pod, context: PathContext): PodPath {
  return { in: [], out: [], node: null, podNetwork: context.podNetwork };
}
