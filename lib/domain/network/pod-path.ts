import type { EndpointSet, Ingress, Node, Pod, Service } from '../kubernetes.ts';
import type { NetworkInterface } from './interface.ts';
import { addressOf } from './node-address.ts';
import type { PodNetwork, PodPath, WayOut } from './path.ts';
import { waysIn } from './ways-in.ts';

/** What the ways in and out of a pod are read from; services, endpoints and ingresses of the pod's namespace at least. */
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
export function podPath(pod: Pod, context: PathContext): PodPath {
  const { metadata, spec, status } = pod;
  const address = (context.node && addressOf(context.node)) ?? status.hostIP ?? null;
  const target = { namespace: metadata.namespace ?? '', labels: metadata.labels, spec, pod: metadata.name };
  return {
    in: waysIn(target, context),
    out: spec.hostNetwork ? onHost(address) : waysOut(context.interfaces, address),
    node: spec.nodeName ? { name: spec.nodeName, address } : null,
    podNetwork: context.podNetwork,
  };
}

function onHost(address: string | null): WayOut[] {
  return [{ interface: 'host', seenAs: address, how: 'host-network', assumed: false }];
}

/**
 * The way of the default route first. That the pod network translates to the node's address is what CNIs do by
 * convention; no API shows it.
 */
function waysOut(interfaces: readonly NetworkInterface[], nodeAddress: string | null): WayOut[] {
  const [primary, ...secondary] = interfaces;
  const ways: (WayOut & { default: boolean })[] = secondary
    .filter((i) => i.reported)
    .map((i) => ({
      interface: i.name,
      seenAs: i.addresses[0] ?? null,
      how: 'direct',
      assumed: false,
      default: i.isDefaultRoute === true,
    }));
  if (primary?.reported) {
    const isDefault = primary.isDefaultRoute ?? !ways.some((w) => w.default);
    ways.unshift({
      interface: primary.name,
      seenAs: nodeAddress,
      how: 'node-snat',
      assumed: true,
      default: isDefault,
    });
  }
  return ways.toSorted((a, b) => Number(b.default) - Number(a.default)).map(({ default: _, ...way }) => way);
}
