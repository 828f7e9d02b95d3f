import { describe, expect, test } from 'vitest';
import type { NetworkAttachmentDefinition, Pod } from '../kubernetes.ts';
import type { PodNetwork } from './path.ts';
import { podInterfaces } from './pod-interfaces.ts';

const metadata = { uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
const definitions: Record<string, unknown> = {
  'ns/a': '{"type":"bridge","ipam":{"type":"static"}}',
  'ns/b': '{"plugins":[{"type":"macvlan","ipam":{"type":"whereabouts"}},{"type":"tuning"}]}',
  'ns/sriov': '{"type":"sriov"}',
  'ns/html': '<html>',
  'kube-system/other-default': '{"type":"ovs"}',
};
const calico: PodNetwork = { cni: 'calico', encapsulation: 'ipip', source: null };

const context = {
  definition(namespace: string, name: string): NetworkAttachmentDefinition | undefined {
    const config = definitions[`${namespace}/${name}`];
    const resource =
      name === 'sriov' ? { annotations: { 'k8s.v1.cni.cncf.io/resourceName': 'intel.com/vf' } } : {};
    return config === undefined
      ? undefined
      : { metadata: { ...metadata, namespace, name, ...resource }, spec: { config } };
  },
  definitionsKnown: true,
  podNetwork: calico,
};

function pod(
  networks: unknown,
  status: unknown,
  more: { phase?: string; annotations?: Record<string, string>; hostNetwork?: boolean } = {},
): Pod {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return {
    metadata: {
      ...metadata,
      name: 'p',
      namespace: 'ns',
      annotations: {
        ...(networks === undefined ? {} : { 'k8s.v1.cni.cncf.io/networks': text(networks) }),
        ...(status === undefined ? {} : { 'k8s.v1.cni.cncf.io/network-status': text(status) }),
        ...more.annotations,
      },
    },
    spec: { containers: [], hostNetwork: more.hostNetwork ?? false },
    status: {
      phase: more.phase ?? 'Running',
      podIP: '10.0.0.1',
      podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
    },
  };
}

const eth0 = {
  name: 'cluster',
  interface: 'eth0',
  ips: ['10.0.0.1'],
  mac: '02:00:00:00:00:01',
  default: true,
};
const line = (of: Pod, more: Partial<typeof context> = {}) =>
  podInterfaces(of, { ...context, ...more }).interfaces.map((i) =>
    [
      i.name,
      i.network,
      i.kind,
      i.addresses.join('+'),
      i.isDefaultRoute,
      i.problem && `${i.problem.code}:${i.problem.health}`,
    ].join(' '),
  );

describe('podInterfaces', () => {
  test('a plain pod has eth0 from its status alone, dual-stack', () => {
    expect(line(pod(undefined, undefined))).toEqual(['eth0  calico 10.0.0.1+fd00::1  ']);
  });

  test('requested and reported by namespace and name', () => {
    const net1 = { name: 'ns/a', interface: 'net1', ips: ['192.0.2.1'], mtu: 9000 };
    const { interfaces } = podInterfaces(pod('a', [eth0, net1]), context);
    expect(interfaces[1]).toMatchObject({
      network: 'ns/a',
      kind: 'bridge',
      ipam: 'static',
      mtu: 9000,
      requested: true,
      reported: true,
      problem: null,
    });
  });

  test('a plugin list: the first is the kind', () => {
    const { interfaces } = podInterfaces(pod('b', [eth0, { name: 'ns/b', interface: 'net1' }]), context);
    expect(interfaces[1]).toMatchObject({
      kind: 'macvlan',
      plugins: ['macvlan', 'tuning'],
      ipam: 'whereabouts',
    });
  });

  test('a virtual function with its device and resource', () => {
    const device = {
      type: 'pci',
      version: '1.1.0',
      pci: { 'pci-address': '0000:18:02.5', 'pf-pci-address': '0000:18:00.0', 'rdma-device': 'mlx5_2' },
    };
    const { interfaces } = podInterfaces(
      pod('sriov', [eth0, { name: 'ns/sriov', interface: 'net1', 'device-info': device }]),
      context,
    );
    expect(interfaces[1]).toMatchObject({
      resourceName: 'intel.com/vf',
      device: { type: 'pci', address: '0000:18:02.5', parent: '0000:18:00.0', rdma: 'mlx5_2' },
    });
  });

  test.each<[string, Pod, string[]]>([
    [
      'the caution of the default route on the pod network',
      pod('a', [eth0, { name: 'ns/a', interface: 'net1' }]),
      ['eth0 cluster calico 10.0.0.1 true default-route-pod-network:ok', 'net1 ns/a bridge  false '],
    ],
    [
      'the default route on a secondary network',
      pod(
        [{ name: 'a', 'default-route': ['192.0.2.254'] }],
        [
          { ...eth0, default: false },
          { name: 'ns/a', interface: 'net1', default: true },
        ],
      ),
      ['eth0 cluster calico 10.0.0.1 false ', 'net1 ns/a bridge  true default-route-secondary:ok'],
    ],
    [
      'a default route that was asked for and not given',
      pod([{ name: 'a', 'default-route': ['192.0.2.254'] }], [eth0, { name: 'ns/a', interface: 'net1' }]),
      [
        'eth0 cluster calico 10.0.0.1 true default-route-pod-network:ok',
        'net1 ns/a bridge  false default-route-pod-network:degraded',
      ],
    ],
    [
      'the same network twice, told apart by interface',
      pod('a@x, a@y', [
        { ...eth0, default: undefined },
        { name: 'ns/a', interface: 'y', ips: ['192.0.2.2'] },
        { name: 'ns/a', interface: 'x', ips: ['192.0.2.1'] },
      ]),
      ['eth0 cluster calico 10.0.0.1  ', 'x ns/a bridge 192.0.2.1  ', 'y ns/a bridge 192.0.2.2  '],
    ],
    [
      'reported under the bare name, as old releases do',
      pod('a', [
        { name: '', interface: 'eth0' },
        { name: 'a', interface: 'net1' },
      ]),
      ['eth0  calico 10.0.0.1+fd00::1  ', 'net1 ns/a bridge   '],
    ],
    [
      'attached and not reported',
      pod('a', [eth0]),
      ['eth0 cluster calico 10.0.0.1 true ', 'net1 ns/a bridge   interface-unreported:degraded'],
    ],
    [
      'not reported yet',
      pod('a', undefined, { phase: 'Pending' }),
      ['eth0  calico 10.0.0.1+fd00::1  ', 'net1 ns/a bridge   '],
    ],
    [
      'no such definition',
      pod('nowhere@up0', undefined, { phase: 'Pending' }),
      ['eth0  calico 10.0.0.1+fd00::1  ', 'up0 ns/nowhere    definition-missing:down'],
    ],
    [
      'the definition was deleted afterwards',
      pod('nowhere', [eth0, { name: 'ns/nowhere', interface: 'net1' }]),
      [
        'eth0 cluster calico 10.0.0.1 true default-route-pod-network:ok',
        'net1 ns/nowhere   false definition-missing:degraded',
      ],
    ],
    [
      'a definition that is not JSON',
      pod('html', undefined, { phase: 'Pending' }),
      ['eth0  calico 10.0.0.1+fd00::1  ', 'net1 ns/html    definition-unreadable:down'],
    ],
    [
      'another address than requested',
      pod(
        [{ name: 'a', ips: ['192.0.2.1/24'] }],
        [eth0, { name: 'ns/a', interface: 'net1', ips: ['192.0.2.9'] }],
      ),
      [
        'eth0 cluster calico 10.0.0.1 true default-route-pod-network:ok',
        'net1 ns/a bridge 192.0.2.9 false address-mismatch:degraded',
      ],
    ],
    [
      'the same IPv6 address written otherwise',
      pod(
        [{ name: 'a', ips: ['2001:DB8:0::1/64'] }],
        [
          { ...eth0, default: undefined },
          { name: 'ns/a', interface: 'net1', ips: ['2001:db8::1'] },
        ],
      ),
      ['eth0 cluster calico 10.0.0.1  ', 'net1 ns/a bridge 2001:db8::1  '],
    ],
    [
      'one that nobody asked for',
      pod(undefined, [
        { ...eth0, default: undefined },
        { name: 'ns/b', interface: 'net7' },
      ]),
      ['eth0 cluster calico 10.0.0.1  ', 'net7 ns/b macvlan   interface-unrequested:ok'],
    ],
    [
      'another default network',
      pod(undefined, undefined, { annotations: { 'v1.multus-cni.io/default-network': 'other-default' } }),
      ['eth0 kube-system/other-default ovs 10.0.0.1+fd00::1  '],
    ],
    ['on the host', pod('a', undefined, { hostNetwork: true }), []],
    ['ended', pod('a', [eth0], { phase: 'Succeeded' }), []],
  ])('%s', (_what, of, expected) => {
    expect(line(of)).toEqual(expected);
  });

  test('nothing is called missing where definitions cannot be listed', () => {
    expect(line(pod('nowhere', undefined, { phase: 'Pending' }), { definitionsKnown: false })[1]).toBe(
      'net1 ns/nowhere    ',
    );
  });

  test('an annotation that cannot be read is kept, and nothing is called unreported for it', () => {
    const { interfaces, reasons, unreadable } = podInterfaces(pod('a', '<html>'), context);
    expect(reasons).toMatchObject([
      { code: 'network-status-unreadable', health: 'unknown', subject: 'k8s.v1.cni.cncf.io/network-status' },
    ]);
    expect(unreadable).toEqual({ 'k8s.v1.cni.cncf.io/network-status': '<html>' });
    expect(interfaces[1]?.problem).toBeNull();
  });

  test('one bad entry does not hide the others', () => {
    const { interfaces, unreadable } = podInterfaces(
      pod('a, B!, b', [eth0, 7, { name: 'ns/a', interface: 'net1', mtu: 'big' }]),
      context,
    );
    expect(interfaces.map((i) => [i.name, i.reported])).toEqual([
      ['eth0', true],
      ['net1', true],
      ['net2', false],
    ]);
    expect(Object.keys(unreadable)).toHaveLength(2);
  });

  test('the older name of the report', () => {
    const of = pod('a', undefined, {
      annotations: {
        'k8s.v1.cni.cncf.io/networks-status': JSON.stringify([eth0, { name: 'ns/a', interface: 'net1' }]),
      },
    });
    expect(podInterfaces(of, context).interfaces[1]?.reported).toBe(true);
  });
});
