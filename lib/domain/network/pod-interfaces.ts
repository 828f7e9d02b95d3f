import { cut } from '../cut.ts';
import type { Reason } from '../health.ts';
import type { NetworkAttachmentDefinition, Pod } from '../kubernetes.ts';
import type { DefinitionContent } from './definition.ts';
import { readDefinition } from './definition.ts';
import type { NetworkInterface, PodInterfaces } from './interface.ts';
import { interfaceProblem } from './interface-problem.ts';
import { type Pairing, pairInterfaces } from './pair-interfaces.ts';
import type { PodNetwork } from './path.ts';
import { parseNetworkStatus, type ReportedInterface, statusAnnotations } from './reported.ts';
import { parseNetworks, type RequestedNetwork } from './requested.ts';

export const networksAnnotation = 'k8s.v1.cni.cncf.io/networks';
export const defaultNetworkAnnotation = 'v1.multus-cni.io/default-network';

/** Where Multus looks for a default network without a namespace. Source: multus-cni pkg/types/conf.go, v4.2. */
const multusNamespace = 'kube-system';

/** What a pod's interfaces are read with. */
export interface InterfacesContext {
  definition(namespace: string, name: string): NetworkAttachmentDefinition | undefined;
  definitionsKnown: boolean;
  podNetwork: PodNetwork;
}

/**
 * A pod's interfaces, requested against reported: eth0 first, then the secondary ones in the order of the request.
 * A pod on the host's network has none of its own: CNI, and so Multus, is not called for it. Nor has one that has ended.
 * Source: multus-cni pkg/multus/multus.go `CmdAdd` (eth0 is the default network's, the n-th network is `net<n>` unless
 * it asks for a name), v4.2.
 */
export function podInterfaces(pod: Pod, context: InterfacesContext): PodInterfaces {
  const { networks, override, status, reasons, unreadable } = readAnnotations(pod);
  const ended = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  if (pod.spec.hostNetwork || ended) return { interfaces: [], reasons, unreadable };
  const pairing = pairInterfaces(networks.items, status.items);
  const saysDefault = status.items.some((item) => item.default === true);
  const definitions = new Map<string, DefinitionContent | undefined>();
  const definitionOf = (name: string | null): DefinitionContent | undefined => {
    const [namespace, rest] = name?.split('/') ?? [];
    if (name === null || namespace === undefined || rest === undefined) return undefined;
    if (!definitions.has(name)) {
      const found = context.definition(namespace, rest);
      definitions.set(name, found && readDefinition(found));
    }
    return definitions.get(name);
  };
  const primary = eth0(pod, pairing.primary, override, context.podNetwork, definitionOf, saysDefault);
  const secondary = pairing.secondary.map((pair) => {
    const made = secondaryInterface(pair, definitionOf, saysDefault);
    const problem = interfaceProblem(pair, made, {
      definition: definitionOf(made.network),
      definitionsKnown: context.definitionsKnown,
      running: pod.status.phase === 'Running',
      statusReadable: status.problems.length === 0,
    });
    return { ...made, problem };
  });
  return { interfaces: [withRouteHint(primary, secondary), ...secondary], reasons, unreadable };
}

function readAnnotations(pod: Pod) {
  const annotations = pod.metadata.annotations ?? {};
  const namespace = pod.metadata.namespace ?? '';
  const statusName =
    statusAnnotations.find((name) => annotations[name] !== undefined) ?? statusAnnotations[0];
  const networks = parseNetworks(annotations[networksAnnotation], namespace);
  const override = parseNetworks(annotations[defaultNetworkAnnotation], multusNamespace);
  const status = parseNetworkStatus(annotations[statusName]);
  const reasons: Reason[] = [];
  const unreadable: Record<string, string> = {};
  const note = (name: string, code: Reason['code'], problems: readonly string[]) => {
    if (problems.length === 0) return;
    reasons.push({ code, health: 'unknown', subject: name, message: cut(problems.join(' '), 1024) });
    unreadable[name] = cut(annotations[name] ?? '', 4096);
  };
  note(networksAnnotation, 'networks-unreadable', networks.problems);
  note(defaultNetworkAnnotation, 'networks-unreadable', override.problems);
  note(statusName, 'network-status-unreadable', status.problems);
  return { networks, override: override.items[0], status, reasons, unreadable };
}

function eth0(
  pod: Pod,
  reported: ReportedInterface | undefined,
  override: RequestedNetwork | undefined,
  podNetwork: PodNetwork,
  definitionOf: (name: string | null) => DefinitionContent | undefined,
  saysDefault: boolean,
): NetworkInterface {
  const network = reported?.name || (override ? `${override.namespace}/${override.name}` : null);
  const definition = definitionOf(network);
  const cni = podNetwork.cni === 'unknown' || override ? null : podNetwork.cni;
  const podIPs = pod.status.podIPs?.map((p) => p.ip) ?? (pod.status.podIP ? [pod.status.podIP] : []);
  return {
    name: reported?.interface ?? 'eth0',
    network,
    kind: definition?.kind ?? cni,
    plugins: definition?.plugins ?? [],
    ipam: definition?.ipam ?? null,
    isDefaultRoute: saysDefault ? reported?.default === true : (reported?.default ?? null),
    mac: reported?.mac ?? null,
    mtu: reported?.mtu ?? null,
    addresses: reported && reported.ips.length > 0 ? reported.ips : podIPs,
    device: reported?.device ?? null,
    resourceName: definition?.resourceName ?? null,
    requested: true,
    reported: reported !== undefined || podIPs.length > 0,
    problem: null,
  };
}

function secondaryInterface(
  { name, request, report }: Pairing,
  definitionOf: (name: string | null) => DefinitionContent | undefined,
  saysDefault: boolean,
): NetworkInterface {
  const network = request ? `${request.namespace}/${request.name}` : report?.name || null;
  const definition = definitionOf(network);
  return {
    name,
    network,
    kind: definition?.kind ?? null,
    plugins: definition?.plugins ?? [],
    ipam: definition?.ipam ?? null,
    isDefaultRoute: report && saysDefault ? report.default === true : (report?.default ?? null),
    mac: report?.mac ?? request?.mac ?? null,
    mtu: report?.mtu ?? null,
    addresses: report ? report.ips : (request?.ips.map(withoutPrefix) ?? []),
    device: report?.device ?? null,
    resourceName: definition?.resourceName ?? null,
    requested: request !== null,
    reported: report !== null,
    problem: null,
  };
}

/** The caution of every Multus tutorial: with secondary networks, the default route still points to the pod network. */
function withRouteHint(primary: NetworkInterface, secondary: readonly NetworkInterface[]): NetworkInterface {
  return primary.isDefaultRoute === true && secondary.some((s) => s.reported)
    ? { ...primary, problem: { code: 'default-route-pod-network', health: 'ok', subject: primary.name } }
    : primary;
}

function withoutPrefix(address: string): string {
  return address.split('/')[0] ?? address;
}
