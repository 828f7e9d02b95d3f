import { cut } from '../cut.ts';
import type { ConfigMap, DaemonSet, Node } from '../kubernetes.ts';
import { fieldsOf, parseJson } from './annotation-json.ts';
import type { PodNetwork } from './path.ts';

/** What the pod network's CNI is read from; other objects than those named below do no harm. */
export interface PodNetworkSources {
  daemonSets: readonly DaemonSet[];
  configMaps: readonly ConfigMap[];
  nodes: readonly Node[];
}

/** Names of the ConfigMaps whose data is read, in whatever namespace the CNI was installed. */
const podNetworkConfigMaps = [
  'cilium-config',
  'kube-flannel-cfg',
  'canal-config',
  'calico-config',
  'antrea-config',
] as const;

/** Names of the DaemonSets whose containers' environment is read; flannel's older ones end in `-amd64` and so on. */
const podNetworkDaemonSets = [
  'calico-node',
  'canal',
  'cilium',
  'kube-flannel-ds',
  'ovnkube-node',
  'antrea-agent',
] as const;

/** Whether `podNetwork` reads the environment of a DaemonSet of this name. */
export function isPodNetworkDaemonSet(name: string): boolean {
  return podNetworkDaemonSets.some((known) => isNamed(name, known));
}

/** Whether `podNetwork` reads the data of a ConfigMap of this name. */
export function isPodNetworkConfigMap(name: string): boolean {
  return podNetworkConfigMaps.some((known) => isNamed(name, known));
}

/** flannel's older DaemonSets end in the architecture, Antrea's older ConfigMaps in a hash; nobody else's names vary. */
function isNamed(name: string, known: string): boolean {
  const varies = known === 'kube-flannel-ds' || known === 'antrea-config';
  return name === known || (varies && name.startsWith(`${known}-`));
}

type Encapsulation = PodNetwork['encapsulation'];
type Found = { encapsulation: Encapsulation; says: string };

/**
 * The cluster's pod network, as far as the cluster shows it: a CNI by its DaemonSet or its mark on the nodes, the
 * encapsulation by its settings. What a CNI would do without a setting is not assumed. Canal is flannel's network with
 * Calico's policies, so it counts as flannel.
 */
export function podNetwork(sources: PodNetworkSources): PodNetwork {
  for (const [cni, name, settings] of known) {
    const daemonSet = sources.daemonSets.find((d) => isNamed(d.metadata.name, name));
    const found = settings(sources, daemonSet);
    if (!daemonSet && !found) continue;
    const where = daemonSet
      ? `DaemonSet ${daemonSet.metadata.namespace ?? ''}/${daemonSet.metadata.name}`
      : null;
    const says = [where, found?.says].filter((part) => part).join(': ');
    return { cni, encapsulation: found?.encapsulation ?? 'unknown', source: cut(says, 512) };
  }
  return { cni: 'unknown', encapsulation: 'unknown', source: null };
}

type Settings = (sources: PodNetworkSources, daemonSet: DaemonSet | undefined) => Found | null;

const known: readonly [PodNetwork['cni'], string, Settings][] = [
  ['flannel', 'canal', ({ configMaps }, ds) => (ds ? flannelConfig(configMaps, 'canal-config') : null)],
  ['calico', 'calico-node', calico],
  ['cilium', 'cilium', ({ configMaps }, ds) => (ds ? cilium(configMaps) : null)],
  [
    'ovn-kubernetes',
    'ovnkube-node',
    (_sources, ds) => (ds ? { encapsulation: 'geneve', says: 'the overlay of OVN is Geneve' } : null),
  ],
  ['antrea', 'antrea-agent', ({ configMaps }, ds) => (ds ? antrea(configMaps) : null)],
  ['flannel', 'kube-flannel-ds', flannel],
];

/**
 * Calico: what the nodes have in use, else what the first pool was made with, else the backend.
 * Source: calico libcalico-go/lib/backend/k8s/conversion/constants.go; node/pkg/lifecycle/startup; v3.30.
 */
function calico({ nodes, configMaps }: PodNetworkSources, daemonSet: DaemonSet | undefined): Found | null {
  const onNodes =
    annotated(nodes, 'projectcalico.org/IPv4IPIPTunnelAddr', () => 'ipip') ??
    annotated(nodes, 'projectcalico.org/IPv4VXLANTunnelAddr', () => 'vxlan');
  if (onNodes || !daemonSet) return onNodes;
  const env = envOf(daemonSet);
  const ipip = env.get('CALICO_IPV4POOL_IPIP');
  const vxlan = env.get('CALICO_IPV4POOL_VXLAN');
  const on = /^(always|crosssubnet)$/i;
  if (ipip !== undefined && on.test(ipip))
    return { encapsulation: 'ipip', says: `CALICO_IPV4POOL_IPIP=${ipip}` };
  if (vxlan !== undefined && on.test(vxlan))
    return { encapsulation: 'vxlan', says: `CALICO_IPV4POOL_VXLAN=${vxlan}` };
  if (/^(never|off)$/i.test(ipip ?? '') && /^(never|off)$/i.test(vxlan ?? '')) {
    return { encapsulation: 'none', says: `CALICO_IPV4POOL_IPIP=${ipip}, CALICO_IPV4POOL_VXLAN=${vxlan}` };
  }
  return dataOf(configMaps, 'calico-config')?.calico_backend === 'vxlan'
    ? { encapsulation: 'vxlan', says: 'ConfigMap calico-config: calico_backend=vxlan' }
    : null;
}

/** Source: cilium Documentation/network/concepts/routing.rst, v1.17; `tunnel` before v1.14. */
function cilium(configMaps: readonly ConfigMap[]): Found | null {
  const data = dataOf(configMaps, 'cilium-config');
  if (!data) return null;
  const says = (keys: readonly string[]) =>
    `ConfigMap cilium-config: ${keys
      .filter((k) => data[k] !== undefined)
      .map((k) => `${k}=${data[k]}`)
      .join(', ')}`;
  const keys = ['tunnel', 'routing-mode', 'tunnel-protocol', 'enable-wireguard'];
  if (data['routing-mode'] === 'native' || data.tunnel === 'disabled') {
    return { encapsulation: data['enable-wireguard'] === 'true' ? 'wireguard' : 'none', says: says(keys) };
  }
  const protocol = data['tunnel-protocol'] ?? data.tunnel;
  return protocol === 'vxlan' || protocol === 'geneve' ? { encapsulation: protocol, says: says(keys) } : null;
}

/** Source: antrea docs/noencap-hybrid-modes.md and build/charts/antrea/conf/antrea-agent.conf, v2.3. */
function antrea(configMaps: readonly ConfigMap[]): Found | null {
  const text = dataOf(configMaps, 'antrea-config')?.['antrea-agent.conf'] ?? '';
  const setting = (name: string) =>
    new RegExp(`^${name}:[ \\t]*"?([A-Za-z]+)"?[ \\t]*$`, 'm').exec(text)?.[1];
  const mode = setting('trafficEncapMode')?.toLowerCase();
  const tunnel = setting('tunnelType')?.toLowerCase();
  const says = `ConfigMap antrea-config: trafficEncapMode=${mode ?? '?'}, tunnelType=${tunnel ?? '?'}`;
  if (mode === 'noencap' || mode === 'networkpolicyonly') return { encapsulation: 'none', says };
  const isTunnel = tunnel === 'geneve' || tunnel === 'vxlan' || tunnel === 'gre';
  return (mode === 'encap' || mode === 'hybrid') && isTunnel ? { encapsulation: tunnel, says } : null;
}

/** K3s runs flannel without a DaemonSet; the nodes still say so. Source: flannel pkg/subnet/kube/annotations.go, v0.26. */
function flannel({ nodes, configMaps }: PodNetworkSources, daemonSet: DaemonSet | undefined): Found | null {
  const onNodes = annotated(nodes, 'flannel.alpha.coreos.com/backend-type', flannelBackend);
  return onNodes ?? (daemonSet ? flannelConfig(configMaps, 'kube-flannel-cfg') : null);
}

function flannelConfig(configMaps: readonly ConfigMap[], name: string): Found | null {
  const parsed = parseJson(dataOf(configMaps, name)?.['net-conf.json'] ?? '');
  const type = parsed.ok ? fieldsOf(fieldsOf(parsed.value)?.Backend)?.Type : undefined;
  return typeof type === 'string'
    ? { encapsulation: flannelBackend(type), says: `ConfigMap ${name}: Backend.Type=${type}` }
    : null;
}

/** Source: flannel Documentation/backends.md, v0.26. */
function flannelBackend(type: string): Encapsulation {
  const backends: ReadonlyMap<string, Encapsulation> = new Map([
    ['vxlan', 'vxlan'],
    ['host-gw', 'none'],
    ['ipip', 'ipip'],
    ['wireguard', 'wireguard'],
  ]);
  return backends.get(type.toLowerCase()) ?? 'unknown';
}

function annotated(
  nodes: readonly Node[],
  name: string,
  read: (value: string) => Encapsulation,
): Found | null {
  for (const { metadata } of nodes) {
    const value = metadata.annotations?.[name];
    if (value) return { encapsulation: read(value), says: `Node ${metadata.name}: ${name}=${value}` };
  }
  return null;
}

function envOf(daemonSet: DaemonSet): Map<string, string | undefined> {
  const { containers } = daemonSet.spec.template.spec;
  return new Map(containers.flatMap((c) => c.env ?? []).map((e) => [e.name, e.value]));
}

function dataOf(configMaps: readonly ConfigMap[], name: string): Record<string, string> | undefined {
  return configMaps.find((c) => c.data && isNamed(c.metadata.name, name))?.data;
}
