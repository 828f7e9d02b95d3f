import type { LabObject } from '../../api/object.ts';
import type { Pod } from '../objects.ts';
import { hexOf } from '../random.ts';
import { parseCidr } from './address.ts';
import { type Definition, readDefinition } from './definition.ts';
import type { Interface } from './interface.ts';
import type { AddressBook } from './ipam.ts';
import { AttachError, type NetworkRequest, parseNetworkRequests } from './request.ts';

export const networksAnnotation = 'k8s.v1.cni.cncf.io/networks';
export const networkStatusAnnotation = 'k8s.v1.cni.cncf.io/network-status';

/** The network every pod is on. */
export interface PodNetwork {
  /** The name in the CNI configuration, which network-status repeats. */
  name: string;
  cni: 'calico' | 'bridge';
  mtu: number;
}

export interface AttachContext {
  book: AddressBook;
  podNetwork: PodNetwork;
  /** The address of the pod network, with the prefix length of the node's range, and the range's gateway. */
  podAddress: { address: string; gateway: string };
  node: string;
  definition: (namespace: string, name: string) => LabObject | undefined;
}

/** Sets up eth0 and the requested networks of a pod. Throws AttachError with Multus' message. */
export function attach(pod: Pod, context: AttachContext): Interface[] {
  const { namespace = '', name, annotations = {} } = pod.metadata;
  const owner = pod.metadata.uid ?? `${namespace}/${name}`;
  const requests = parseNetworkRequests(annotations[networksAnnotation] ?? '', namespace);
  const others = requests.map((request, index) => {
    const found = context.definition(request.namespace, request.name);
    if (found === undefined) {
      throw new AttachError(
        `cannot find a network-attachment-definition (${request.name}) in namespace (${request.namespace}): network-attachment-definitions.k8s.cni.cncf.io ${JSON.stringify(request.name)} not found`,
      );
    }
    return secondary(readDefinition(found), request, `net${index + 1}`, owner, context);
  });
  const eth0 = podInterface(owner, context);
  // Multus removes the pod network's default route when another interface asks for it.
  if (others.some((item) => item.gateway !== undefined)) delete eth0.gateway;
  return [eth0, ...others];
}

function podInterface(owner: string, { podNetwork, podAddress }: AttachContext): Interface {
  const calico = podNetwork.cni === 'calico';
  const address = podAddress.address.split('/')[0] ?? '';
  return {
    name: 'eth0',
    network: podNetwork.name,
    segment: 'pod-network',
    mac: macOf(`${owner}/eth0`),
    mtu: podNetwork.mtu,
    addresses: [calico ? `${address}/32` : podAddress.address],
    peerIndex: peerIndexOf(`${owner}/eth0`),
    gateway: calico ? '169.254.1.1' : podAddress.gateway,
    routes: [],
    ...(calico ? { routed: true, anonymous: true } : {}),
  };
}

const virtual = new Set(['bridge', 'macvlan', 'ipvlan', 'vlan', 'ptp', 'ovs']);

function secondary(
  definition: Definition,
  request: NetworkRequest,
  fallbackName: string,
  owner: string,
  context: AttachContext,
): Interface {
  const name = request.interface ?? fallbackName;
  const lease = context.book.lease(definition, request, owner, context.node);
  const gateway = request.defaultRoute[0];
  return {
    name,
    network: definition.name,
    segment: definition.segment,
    mac: request.mac ?? macOf(`${owner}/${name}`),
    mtu: definition.mtu,
    addresses: lease.addresses.filter((address) => parseCidr(address) !== undefined),
    routes: lease.routes.filter((route) => parseCidr(route.destination)?.prefix !== 0),
    ...(virtual.has(definition.type) ? { peerIndex: peerIndexOf(`${owner}/${name}`) } : {}),
    ...(gateway === undefined ? {} : { gateway }),
    ...(deviceInfo(definition, owner, name) ?? {}),
  };
}

/** What the device plugin leaves for Multus (k8snetworkplumbingwg device-info specification). */
function deviceInfo(
  definition: Definition,
  owner: string,
  name: string,
): Pick<Interface, 'deviceInfo'> | undefined {
  if (definition.type !== 'sriov') return undefined;
  const slot = hexOf(`${owner}/${name}/slot`, 1);
  return { deviceInfo: { type: 'pci', version: '1.1.0', pci: { 'pci-address': `0000:3b:0${slot}.2` } } };
}

/** A locally administered unicast address, as the kernel draws for a veth. */
function macOf(key: string): string {
  const digits = hexOf(key, 12);
  const first = ((Number.parseInt(digits.slice(0, 2), 16) & 0xfe) | 2).toString(16).padStart(2, '0');
  return [first, ...(digits.slice(2).match(/../g) ?? [])].join(':');
}

function peerIndexOf(key: string): number {
  return 8 + (Number.parseInt(hexOf(key, 4), 16) % 900);
}
