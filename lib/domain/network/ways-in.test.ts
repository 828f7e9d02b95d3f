import { describe, expect, test } from 'vitest';
import type { EndpointSet, Ingress, Node, Pod, Service } from '../kubernetes.ts';
import type { NetworkInterface } from './interface.ts';
import { podPath } from './pod-path.ts';
import { serviceSummary } from './service-summary.ts';

const metadata = {
  namespace: 'ns',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};
const pod: Pod = {
  metadata: { ...metadata, name: 'waf-1', labels: { app: 'waf' } },
  spec: { nodeName: 'node-1', containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }] },
  status: { phase: 'Running', podIP: '10.0.10.1', hostIP: '192.168.10.1' },
};
const node = (name: string, address: string): Node => ({
  metadata: { ...metadata, name },
  spec: {},
  status: { addresses: [{ type: 'InternalIP', address }] },
});
const nodes = [node('node-1', '192.168.10.1'), node('node-2', '192.168.20.1')];
const service = (spec: Service['spec'], status: Service['status'] = {}): Service => ({
  metadata: { ...metadata, name: 'waf' },
  spec: {
    clusterIP: '10.96.0.7',
    selector: { app: 'waf' },
    ports: [{ name: 'web', port: 80, targetPort: 'http' }],
    ...spec,
  },
  status,
});
const endpoints: EndpointSet[] = [
  {
    metadata: { ...metadata, name: 'waf-4' },
    service: 'waf',
    ports: [],
    addresses: [
      { address: '10.0.10.1', ready: true, pod: 'ns/waf-1', nodeName: 'node-1' },
      { address: '10.0.20.1', ready: false, pod: 'ns/waf-2', nodeName: 'node-2' },
    ],
  },
  {
    metadata: { ...metadata, name: 'waf-6' },
    service: 'waf',
    ports: [],
    addresses: [{ address: 'fd00::1', ready: true, pod: 'ns/waf-1', nodeName: 'node-1' }],
  },
  {
    metadata: { ...metadata, namespace: 'other', name: 'waf-x' },
    service: 'waf',
    ports: [],
    addresses: [{ address: '10.0.30.1', ready: true, pod: 'other/waf-1' }],
  },
];
const iface = (name: string, more: Partial<NetworkInterface>): NetworkInterface => ({
  name,
  network: null,
  kind: null,
  plugins: [],
  ipam: null,
  isDefaultRoute: null,
  mac: null,
  mtu: null,
  addresses: [],
  device: null,
  resourceName: null,
  requested: true,
  reported: true,
  problem: null,
  ...more,
});
const base = {
  services: [] as Service[],
  endpoints,
  ingresses: [] as Ingress[],
  nodes,
  node: nodes[0],
  podNetwork: { cni: 'calico', encapsulation: 'ipip', source: 's' } as const,
  interfaces: [iface('eth0', { addresses: ['10.0.10.1'] })],
};
const ways = (services: Service[], more: Partial<typeof base> = {}, of: Pod = pod) =>
  podPath(of, { ...base, services, ...more }).in.map((w) =>
    [
      w.kind,
      w.ingress,
      w.port.targetPort,
      w.entrances.join(' '),
      `${w.service.ready}/${w.service.total}`,
      w.podReady,
    ].join('|'),
  );

describe('ways in', () => {
  const nodePort = [{ name: 'web', port: 80, targetPort: 'http', nodePort: 30080 }];
  const ingress: Ingress = {
    metadata: { ...metadata, name: 'shop' },
    spec: {
      rules: [
        {
          host: 'shop.example',
          paths: [
            { path: '/api', service: { name: 'waf', port: 'web' } },
            { path: '/x', service: { name: 'waf', port: 81 } },
          ],
        },
      ],
      tlsHosts: ['shop.example'],
    },
    status: {},
  };
  test.each<[string, string[], string[]]>([
    [
      'a ClusterIP Service, its port resolved to the container',
      ways([service({})]),
      ['cluster-ip||8080||1/2|true'],
    ],
    ['a headless one', ways([service({ clusterIP: 'None' })]), ['headless||8080||1/2|true']],
    [
      'a NodePort on every node',
      ways([service({ type: 'NodePort', ports: nodePort })]),
      ['node-port||8080|192.168.10.1:30080 192.168.20.1:30080|1/2|true', 'cluster-ip||8080||1/2|true'],
    ],
    [
      'a NodePort with the policy Local only where a ready pod is',
      ways([service({ type: 'NodePort', ports: nodePort, externalTrafficPolicy: 'Local' })]).slice(0, 1),
      ['node-port||8080|192.168.10.1:30080|1/2|true'],
    ],
    [
      'a load balancer outside of all, with IPv6',
      ways([
        service(
          { type: 'LoadBalancer', ports: nodePort, externalIPs: ['203.0.113.9'] },
          { loadBalancer: { ingress: [{ ip: '2001:db8::1' }, { hostname: 'lb.example' }] } },
        ),
      ]),
      [
        'load-balancer||8080|[2001:db8::1]:80 lb.example:80|1/2|true',
        'node-port||8080|192.168.10.1:30080 192.168.20.1:30080|1/2|true',
        'external-ip||8080|203.0.113.9:80|1/2|true',
        'cluster-ip||8080||1/2|true',
      ],
    ],
    [
      'an Ingress by the port it names',
      ways([service({})], { ingresses: [ingress] }),
      ['ingress|shop|8080|https://shop.example/api|1/2|true', 'cluster-ip||8080||1/2|true'],
    ],
    [
      'an Ingress that leads everything here',
      ways([service({})], {
        ingresses: [
          { ...ingress, spec: { rules: [], tlsHosts: [], defaultService: { name: 'waf', port: 80 } } },
        ],
      }).slice(0, 1),
      ['ingress|shop|8080|http://*/|1/2|true'],
    ],
    [
      'no port named: the Service has the same number',
      ways([service({ ports: [{ port: 53, protocol: 'UDP' }] })]),
      ['cluster-ip||53||1/2|true'],
    ],
    [
      'a name no container has stays',
      ways([service({ ports: [{ port: 53, targetPort: 'dns' }] })]),
      ['cluster-ip||dns||1/2|true'],
    ],
    ['endpoints written by hand', ways([service({ selector: {} })]), ['cluster-ip||8080||1/2|true']],
    [
      'a pod that is not ready',
      ways([service({})], {}, { ...pod, metadata: { ...pod.metadata, name: 'waf-2' } }),
      ['cluster-ip||8080||1/2|false'],
    ],
    ['a Service of other pods', ways([service({ selector: { app: 'other' } })], { endpoints: [] }), []],
    [
      'a Service of another namespace',
      ways([{ ...service({}), metadata: { ...metadata, namespace: 'other', name: 'waf' } }]),
      [],
    ],
    ['an ExternalName', ways([service({ type: 'ExternalName' })]), []],
  ])('%s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('ways out', () => {
  const out = (interfaces: NetworkInterface[], of: Pod = pod) =>
    podPath(of, { ...base, interfaces }).out.map((w) => [w.interface, w.seenAs, w.how, w.assumed].join(' '));
  test('of the talk: translated to the node', () => {
    expect(out(base.interfaces)).toEqual(['eth0 192.168.10.1 node-snat true']);
  });
  test('the default route comes first', () => {
    expect(
      out([
        iface('eth0', { isDefaultRoute: false }),
        iface('net1', { addresses: ['192.0.2.1'] }),
        iface('net2', { isDefaultRoute: true }),
      ]),
    ).toEqual(['net2  direct false', 'eth0 192.168.10.1 node-snat true', 'net1 192.0.2.1 direct false']);
  });
  test('what is not attached leads nowhere', () => {
    expect(out([iface('eth0', { reported: false }), iface('net1', { reported: false })])).toEqual([]);
  });
  test('on the host', () => {
    expect(out([], { ...pod, spec: { ...pod.spec, hostNetwork: true } })).toEqual([
      'host 192.168.10.1 host-network false',
    ]);
  });
});

test('a Service in a line', () => {
  expect(
    serviceSummary(
      service({
        type: 'NodePort',
        ports: [
          { port: 80, nodePort: 30080 },
          { port: 53, protocol: 'UDP' },
        ],
      }),
      endpoints,
    ),
  ).toEqual({
    name: 'waf',
    type: 'NodePort',
    clusterIP: '10.96.0.7',
    dnsName: 'waf.ns.svc',
    ports: ['80:30080/TCP', '53/UDP'],
    ready: 1,
    total: 2,
  });
});
