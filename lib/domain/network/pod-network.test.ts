import { describe, expect, test } from 'vitest';
import type { ConfigMap, DaemonSet, NetworkAttachmentDefinition, Node } from '../kubernetes.ts';
import type { PodRow } from '../pod/pod-view.ts';
import { readDefinition } from './definition.ts';
import { networkViews } from './network-views.ts';
import { isPodNetworkConfigMap, isPodNetworkDaemonSet, podNetwork } from './pod-network.ts';

const metadata = {
  namespace: 'kube-system',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};
const daemonSet = (name: string, env: Record<string, string> = {}): DaemonSet => ({
  metadata: { ...metadata, name },
  spec: {
    selector: {},
    template: {
      spec: {
        containers: [{ name: 'c', env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }],
      },
    },
  },
  status: {},
});
const configMap = (name: string, data: Record<string, string>): ConfigMap => ({
  metadata: { ...metadata, name },
  keys: Object.keys(data),
  data,
});
const node = (annotations: Record<string, string>): Node => ({
  metadata: { ...metadata, name: 'n', annotations },
  spec: {},
  status: {},
});

describe('podNetwork', () => {
  test.each<[string, DaemonSet[], ConfigMap[], Node[], string]>([
    ['nothing known', [daemonSet('kube-proxy')], [], [node({})], 'unknown unknown null'],
    [
      'Calico, IPIP',
      [daemonSet('calico-node', { CALICO_IPV4POOL_IPIP: 'Always' })],
      [],
      [],
      'calico ipip DaemonSet kube-system/calico-node: CALICO_IPV4POOL_IPIP=Always',
    ],
    [
      'Calico, VXLAN',
      [daemonSet('calico-node', { CALICO_IPV4POOL_IPIP: 'Never', CALICO_IPV4POOL_VXLAN: 'CrossSubnet' })],
      [],
      [],
      'calico vxlan DaemonSet kube-system/calico-node: CALICO_IPV4POOL_VXLAN=CrossSubnet',
    ],
    [
      'Calico, routed',
      [daemonSet('calico-node', { CALICO_IPV4POOL_IPIP: 'Never', CALICO_IPV4POOL_VXLAN: 'Never' })],
      [],
      [],
      'calico none DaemonSet kube-system/calico-node: CALICO_IPV4POOL_IPIP=Never, CALICO_IPV4POOL_VXLAN=Never',
    ],
    [
      'Calico, not said',
      [daemonSet('calico-node')],
      [],
      [],
      'calico unknown DaemonSet kube-system/calico-node',
    ],
    [
      'Calico, by the nodes',
      [daemonSet('calico-node', { CALICO_IPV4POOL_IPIP: 'Always' })],
      [],
      [node({ 'projectcalico.org/IPv4VXLANTunnelAddr': '10.0.0.1' })],
      'calico vxlan DaemonSet kube-system/calico-node: Node n: projectcalico.org/IPv4VXLANTunnelAddr=10.0.0.1',
    ],
    [
      'Canal',
      [daemonSet('canal')],
      [configMap('canal-config', { 'net-conf.json': '{"Backend":{"Type":"vxlan"}}' })],
      [],
      'flannel vxlan DaemonSet kube-system/canal: ConfigMap canal-config: Backend.Type=vxlan',
    ],
    [
      'Cilium',
      [daemonSet('cilium')],
      [configMap('cilium-config', { 'routing-mode': 'tunnel', 'tunnel-protocol': 'geneve' })],
      [],
      'cilium geneve DaemonSet kube-system/cilium: ConfigMap cilium-config: routing-mode=tunnel, tunnel-protocol=geneve',
    ],
    [
      'Cilium before 1.14',
      [daemonSet('cilium')],
      [configMap('cilium-config', { tunnel: 'vxlan' })],
      [],
      'cilium vxlan DaemonSet kube-system/cilium: ConfigMap cilium-config: tunnel=vxlan',
    ],
    [
      'Cilium, native',
      [daemonSet('cilium')],
      [configMap('cilium-config', { 'routing-mode': 'native' })],
      [],
      'cilium none DaemonSet kube-system/cilium: ConfigMap cilium-config: routing-mode=native',
    ],
    [
      'Cilium, not said',
      [daemonSet('cilium')],
      [configMap('cilium-config', { 'routing-mode': 'tunnel' })],
      [],
      'cilium unknown DaemonSet kube-system/cilium',
    ],
    [
      'flannel',
      [daemonSet('kube-flannel-ds-amd64')],
      [configMap('kube-flannel-cfg', { 'net-conf.json': '{"Backend":{"Type":"host-gw"}}' })],
      [],
      'flannel none DaemonSet kube-system/kube-flannel-ds-amd64: ConfigMap kube-flannel-cfg: Backend.Type=host-gw',
    ],
    [
      'flannel, unreadable',
      [daemonSet('kube-flannel-ds')],
      [configMap('kube-flannel-cfg', { 'net-conf.json': '<html>' })],
      [],
      'flannel unknown DaemonSet kube-system/kube-flannel-ds',
    ],
    [
      'k3s',
      [],
      [],
      [node({ 'flannel.alpha.coreos.com/backend-type': 'vxlan' })],
      'flannel vxlan Node n: flannel.alpha.coreos.com/backend-type=vxlan',
    ],
    [
      'OVN-Kubernetes',
      [daemonSet('ovnkube-node')],
      [],
      [],
      'ovn-kubernetes geneve DaemonSet kube-system/ovnkube-node: the overlay of OVN is Geneve',
    ],
    [
      'Antrea',
      [daemonSet('antrea-agent')],
      [
        configMap('antrea-config', {
          'antrea-agent.conf': '#tunnelType: vxlan\ntrafficEncapMode: encap\ntunnelType: "geneve"\n',
        }),
      ],
      [],
      'antrea geneve DaemonSet kube-system/antrea-agent: ConfigMap antrea-config: trafficEncapMode=encap, tunnelType=geneve',
    ],
    [
      'Antrea, routed',
      [daemonSet('antrea-agent')],
      [configMap('antrea-config-x', { 'antrea-agent.conf': 'trafficEncapMode: noEncap' })],
      [],
      'antrea none DaemonSet kube-system/antrea-agent: ConfigMap antrea-config: trafficEncapMode=noencap, tunnelType=?',
    ],
    [
      'Antrea, commented out',
      [daemonSet('antrea-agent')],
      [configMap('antrea-config', { 'antrea-agent.conf': '#trafficEncapMode: encap' })],
      [],
      'antrea unknown DaemonSet kube-system/antrea-agent',
    ],
  ])('%s', (_what, daemonSets, configMaps, nodes, expected) => {
    const found = podNetwork({ daemonSets, configMaps, nodes });
    expect(`${found.cni} ${found.encapsulation} ${found.source}`).toBe(expected);
  });
});

test('only what it reads need be kept', () => {
  expect(
    ['calico-node', 'kube-flannel-ds-arm64', 'cilium-envoy', 'kube-proxy'].map(isPodNetworkDaemonSet),
  ).toEqual([true, true, false, false]);
  expect(
    ['cilium-config', 'antrea-config-8dkt7b', 'cilium-config-2', 'frr'].map(isPodNetworkConfigMap),
  ).toEqual([true, true, false, false]);
});

const definition = (name: string, config: unknown): NetworkAttachmentDefinition => ({
  metadata: { ...metadata, namespace: 'ns', name },
  spec: { config },
});

describe('readDefinition', () => {
  test.each<[unknown, object]>([
    [
      '{"type":"bridge","bridge":"br1","vlan":100,"mtu":1400,"ipam":{"type":"host-local","subnet":"192.0.2.0/24"}}',
      {
        kind: 'bridge',
        plugins: ['bridge'],
        parent: 'br1',
        vlan: 100,
        mtu: 1400,
        ipam: 'host-local',
        ranges: ['192.0.2.0/24'],
      },
    ],
    [
      '{"plugins":[{"type":"macvlan","master":"eth1","ipam":{"type":"host-local","ranges":[[{"subnet":"192.0.2.0/24"}],[{"subnet":"2001:db8::/64"}]]}},{"type":"tuning","mtu":9000}]}',
      {
        kind: 'macvlan',
        plugins: ['macvlan', 'tuning'],
        parent: 'eth1',
        mtu: 9000,
        ranges: ['192.0.2.0/24', '2001:db8::/64'],
      },
    ],
    [
      '{"type":"ipvlan","master":"eth1","ipam":{"type":"whereabouts","range":"192.0.2.0/24","ipRanges":[{"range":"198.51.100.0/24"}]}}',
      { kind: 'ipvlan', ipam: 'whereabouts', ranges: ['192.0.2.0/24', '198.51.100.0/24'] },
    ],
    ['{"type":"sriov","vlan":7,"ipam":{}}', { kind: 'sriov', vlan: 7, ipam: null }],
    [
      '{"type":"vlan","vlanId":5,"ipam":{"type":"static","addresses":[{"address":"192.0.2.1/24"}]}}',
      { vlan: 5, ipam: 'static', ranges: ['192.0.2.1/24'] },
    ],
    [
      '{"type":"ovn-k8s-cni-overlay","subnets":"192.0.2.0/24, 2001:db8::/64"}',
      { ranges: ['192.0.2.0/24', '2001:db8::/64'] },
    ],
    [undefined, { kind: null, problem: null, unreadable: null }],
    [
      '{"cniVersion":"0.3.1"}',
      {
        problem: 'It names no plugin: neither "type" nor "plugins" with a "type".',
        unreadable: '{"cniVersion":"0.3.1"}',
      },
    ],
    ['[]', { problem: 'It is an array, not an object.', unreadable: '[]' }],
    [
      { type: 'bridge' },
      { problem: 'spec.config is an object, not a string.', unreadable: '{"type":"bridge"}' },
    ],
  ])('%s', (config, expected) => {
    expect(readDefinition(definition('n', config))).toMatchObject(expected);
  });
});

describe('networkViews', () => {
  const iface = (name: string, network: string | null, more: object = {}): PodRow['interfaces'][number] => ({
    name,
    network,
    kind: network?.includes('/') ? 'bridge' : null,
    plugins: [],
    ipam: null,
    isDefaultRoute: null,
    mac: null,
    mtu: null,
    addresses: [`${name}-ip`],
    device: null,
    resourceName: null,
    requested: true,
    reported: true,
    problem: null,
    ...more,
  });
  const row = (name: string, interfaces: PodRow['interfaces']): PodRow => ({
    namespace: 'ns',
    name,
    ready: '1/1',
    status: 'Running',
    restartCount: 0,
    lastRestartAt: null,
    createdAt: '',
    node: null,
    podIP: null,
    function: null,
    chain: null,
    version: null,
    health: 'ok',
    reasons: [],
    interfaces,
    routing: null,
  });
  const rows = [
    row('b', [iface('eth0', 'cluster'), iface('net1', 'ns/a')]),
    row('a', [
      iface('eth0', null),
      iface('net1', 'ns/a', {
        problem: { code: 'interface-unreported', health: 'degraded', subject: 'net1' },
      }),
    ]),
    row('pending', [
      iface('eth0', null, { reported: false }),
      iface('net1', 'ns/gone', { reported: false, problem: { code: 'definition-missing', health: 'down' } }),
    ]),
  ];
  const views = networkViews([definition('html', '<html>'), definition('a', '{"type":"bridge"}')], rows, {
    cni: 'cilium',
    encapsulation: 'vxlan',
    source: null,
  });

  test('the pod network first, the definitions, and what nobody defined', () => {
    expect(
      views.map((v) => [
        v.key,
        v.kind,
        v.attached.map((a) => `${a.pod}:${a.interface}`).join(' '),
        v.attachedCount,
      ]),
    ).toEqual([
      ['pod-network', 'cilium', 'a:eth0 b:eth0', 2],
      ['ns/a', 'bridge', 'a:net1 b:net1', 2],
      ['ns/html', null, '', 0],
      ['ns/gone', null, 'pending:net1', 1],
    ]);
  });
  test('with what is wrong', () => {
    expect(views.map((v) => v.reasons.map((r) => `${r.code} ${r.subject ?? ''}`.trim()))).toEqual([
      [],
      ['interface-unreported ns/a: net1'],
      ['definition-unreadable'],
      ['definition-missing ns/pending: net1'],
    ]);
    expect(views[2]?.unreadable).toBe('<html>');
  });
});
