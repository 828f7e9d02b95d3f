import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import type { PodPath, WayIn, WayOut } from '#lib/domain/network/path.ts';
import { type Figure, intersects, markWidth, type Rectangle, type TextLine } from './figure.ts';
import { interfacesLayout } from './interfaces-layout.ts';
import { pathsLayout } from './paths-layout.ts';
import { columns, shortenMiddle, textWidth } from './text.ts';
import type { FigureWords } from './words.ts';

const words: FigureWords = {
  pod: 'Pod',
  node: 'Node',
  noNode: 'ノード未割り当て',
  podNetwork: 'Pod network',
  unknownNetwork: 'unknown network',
  unknownKind: 'unknown kind',
  defaultRoute: 'default route',
  notReported: '要求済み・報告なし',
  notRequested: 'reported, not requested',
  noAddress: 'no address',
  more: (count) => `+${count}`,
  reason: (reason) => `${reason.code} ${reason.message ?? ''}`,
  podNetworkKind: (network) => `${network.cni} ${network.encapsulation}`,
  outside: 'Outside',
  inCluster: 'Inside the cluster',
  kind: {
    ingress: 'Ingress',
    'load-balancer': 'LoadBalancer',
    'node-port': 'NodePort',
    'external-ip': 'External IP',
    'cluster-ip': 'ClusterIP',
    headless: 'headless',
  },
  ready: (ready, total) => `${ready}/${total} ready`,
  podNotReady: 'pod not ready',
  noWayIn: 'No Service leads to this pod.',
  pending: 'no address yet',
  dnat: 'DNAT',
  proxied: 'proxy',
  noNat: 'no NAT',
  snat: 'SNAT',
  direct: 'direct',
  hostNetwork: 'host network',
  addressUnknown: 'unknown',
  assumed: 'assumed',
};

const hostile = fc.oneof(
  fc.string({ maxLength: 80, unit: 'grapheme' }),
  fc.constantFrom(
    'eth0',
    'net1',
    '<script>alert(1)</script>',
    '\u202egnp.exe',
    '仮想ネットワーク',
    'a'.repeat(253),
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const networkInterface: fc.Arbitrary<NetworkInterface> = fc.record({
  name: hostile,
  network: maybe(hostile),
  kind: maybe(hostile),
  plugins: fc.array(hostile, { maxLength: 4 }),
  ipam: maybe(hostile),
  isDefaultRoute: maybe(fc.boolean()),
  mac: maybe(hostile),
  mtu: maybe(fc.integer()),
  addresses: fc.array(hostile, { maxLength: 6 }),
  device: maybe(
    fc.record({
      type: fc.constant('pci' as const),
      address: maybe(hostile),
      parent: maybe(hostile),
      rdma: maybe(hostile),
    }),
  ),
  resourceName: maybe(hostile),
  requested: fc.boolean(),
  reported: fc.boolean(),
  problem: maybe(
    fc.record({
      code: fc.constant('definition-missing' as const),
      health: fc.constant('down' as const),
      message: hostile,
    }),
  ),
});

const wayIn: fc.Arbitrary<WayIn> = fc.record({
  kind: fc.constantFrom('ingress', 'load-balancer', 'node-port', 'external-ip', 'cluster-ip', 'headless'),
  service: fc.record({
    name: fc.oneof(hostile, fc.constantFrom('waf', 'lb')),
    type: hostile,
    clusterIP: maybe(hostile),
    dnsName: hostile,
    ready: fc.nat(9),
    total: fc.nat(9),
  }),
  port: fc.record({
    name: maybe(hostile),
    protocol: hostile,
    port: fc.nat(65535),
    targetPort: hostile,
    nodePort: maybe(fc.nat(65535)),
  }),
  entrances: fc.array(hostile, { maxLength: 6 }),
  ingress: maybe(hostile),
  podReady: fc.boolean(),
});

const wayOut: fc.Arbitrary<WayOut> = fc.record({
  interface: hostile,
  seenAs: maybe(hostile),
  how: fc.constantFrom('node-snat', 'host-network', 'direct'),
  assumed: fc.boolean(),
});

const path: fc.Arbitrary<PodPath> = fc.record({
  in: fc.array(wayIn, { maxLength: 12 }),
  out: fc.array(wayOut, { maxLength: 8 }),
  node: maybe(fc.record({ name: hostile, address: maybe(hostile) })),
  podNetwork: fc.constant({ cni: 'calico' as const, encapsulation: 'ipip' as const, source: null }),
});

const widths = fc.oneof(fc.integer({ min: 280, max: 2400 }), fc.constantFrom(320, 358, 679, 680, 960));

function area(line: TextLine): Rectangle {
  const width = textWidth(line.text, line.size) + (line.mark ? markWidth(line.size) : 0);
  const x = line.anchor === 'start' ? line.x : line.anchor === 'end' ? line.x - width : line.x - width / 2;
  return { x, y: line.y - line.size * 0.8, width, height: line.size };
}

const inside = (a: Rectangle, b: Rectangle) =>
  a.x >= b.x &&
  a.y >= b.y &&
  a.x + a.width <= b.x + b.width + 0.01 &&
  a.y + a.height <= b.y + b.height + 0.01;

/** Every way in which something drawn lies over something else. */
function collisions(figure: Figure): string[] {
  const found: string[] = [];
  const canvas = { x: 0, y: 0, width: figure.width, height: figure.height };
  const texts = figure.texts.map((line) => ({ id: line.text, box: area(line) }));
  for (const shape of figure.shapes) if (!inside(shape, canvas)) found.push(`${shape.id} leaves the canvas`);
  for (const text of texts) if (!inside(text.box, canvas)) found.push(`"${text.id}" leaves the canvas`);
  figure.shapes.forEach((a, index) => {
    for (const b of figure.shapes.slice(index + 1)) {
      const related =
        a.parent === b.id ||
        b.parent === a.id ||
        (a.role.startsWith('port') && b.id === 'node') ||
        (b.role.startsWith('port') && a.id === 'node');
      if (!related && intersects(a, b)) found.push(`${a.id} over ${b.id}`);
    }
  });
  texts.forEach((a, index) => {
    for (const b of texts.slice(index + 1))
      if (intersects(a.box, b.box)) found.push(`"${a.id}" over "${b.id}"`);
    for (const shape of figure.shapes) {
      const onPort = figure.shapes.some((port) => port.role.startsWith('port') && inside(a.box, port));
      if (!onPort && intersects(a.box, shape) && !inside(a.box, shape))
        found.push(`"${a.id}" over the edge of ${shape.id}`);
    }
    for (const wire of figure.wires) {
      wire.points.slice(1).forEach(([x, y], at) => {
        const [fromX, fromY] = wire.points[at] ?? [x, y];
        const line = {
          x: Math.min(x, fromX),
          y: Math.min(y, fromY),
          width: Math.abs(x - fromX) + 0.5,
          height: Math.abs(y - fromY) + 0.5,
        };
        if (intersects(a.box, line)) found.push(`"${a.id}" over ${wire.id}`);
      });
    }
  });
  return found;
}

describe('figures', () => {
  it('draws one to eight interfaces without anything over anything else', () => {
    fc.assert(
      fc.property(
        fc.array(networkInterface, { minLength: 1, maxLength: 8 }),
        path,
        hostile,
        widths,
        (interfaces, { node, podNetwork }, name, width) => {
          expect(collisions(interfacesLayout({ name, interfaces, node, podNetwork }, words, width))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('draws up to twelve ways in and eight out without anything over anything else', () => {
    fc.assert(
      fc.property(path, hostile, maybe(hostile), widths, (ways, name, podIP, width) => {
        expect(collisions(pathsLayout({ name, podIP, path: ways }, words, width))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('tells an interface that was requested and not reported by its port, its wire and its words', () => {
    const base = {
      kind: null,
      plugins: [],
      ipam: null,
      isDefaultRoute: null,
      mac: null,
      mtu: null,
      addresses: [],
      device: null,
      resourceName: null,
      problem: null,
    };
    const interfaces: NetworkInterface[] = [
      { ...base, name: 'eth0', network: null, requested: true, reported: true },
      { ...base, name: 'net1', network: 'a/b', requested: true, reported: false },
    ];
    const figure = interfacesLayout(
      {
        name: 'frr-0',
        interfaces,
        node: null,
        podNetwork: { cni: 'unknown', encapsulation: 'unknown', source: null },
      },
      words,
      960,
    );
    expect(figure.shapes.find((shape) => shape.id === 'port-1')?.role).toBe('port-unreported');
    expect(figure.wires.find((wire) => wire.id === 'cable-1')?.style).toBe('dashed');
    expect(figure.texts.some((line) => line.text === words.notReported && line.mark === 'problem')).toBe(
      true,
    );
  });

  it('draws the box of a Service once for all of its ways', () => {
    const service = {
      name: 'waf',
      type: 'NodePort',
      clusterIP: '10.96.0.1',
      dnsName: 'waf.a.svc',
      ready: 3,
      total: 3,
    };
    const port = { name: null, protocol: 'TCP', port: 80, targetPort: '8080', nodePort: 30080 };
    const way = { service, port, entrances: ['192.168.10.1:30080'], ingress: null, podReady: true };
    const figure = pathsLayout(
      {
        name: 'waf-0',
        podIP: '10.0.10.1',
        path: {
          in: [
            { ...way, kind: 'node-port' },
            { ...way, kind: 'cluster-ip' },
          ],
          out: [],
          node: null,
          podNetwork: { cni: 'unknown', encapsulation: 'unknown', source: null },
        },
      },
      words,
      960,
    );
    expect(figure.shapes.filter((shape) => shape.role === 'service')).toHaveLength(1);
    expect(
      figure.shapes.filter((shape) => shape.role === 'entrance' || shape.role === 'cluster'),
    ).toHaveLength(2);
    expect(figure.texts.filter((line) => line.text === 'DNAT')).toHaveLength(2);
  });
});

describe('shortening', () => {
  it('keeps both ends and never exceeds the room', () => {
    expect(shortenMiddle('phobos1-8bdccbcb-bscpc', 81, 12)).toBe('phobo…bscpc');
    fc.assert(
      fc.property(hostile, fc.double({ min: 0, max: 600, noNaN: true }), (text, width) => {
        expect(textWidth(shortenMiddle(text, width, 12), 12)).toBeLessThanOrEqual(Math.max(width, 0));
      }),
    );
  });

  it('leaves what fits as it is, wide characters counted as two', () => {
    expect(columns('仮想')).toBe(4);
    expect(shortenMiddle('仮想', 30, 12)).toBe('仮想');
    expect(shortenMiddle('仮想網', 30, 12)).toBe('仮…');
  });
});
