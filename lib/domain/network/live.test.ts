import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareInterfaces } from './compare-interfaces.ts';
import type { NetworkInterface } from './interface.ts';
import { parseIpAddress } from './ip-address.ts';
import { parseIpRoute } from './ip-route.ts';

const sample = (name: string) => readFileSync(path.join(import.meta.dirname, '__fixtures__', name), 'utf8');

describe('ip addr', () => {
  test('JSON and text of one pod read alike', () => {
    const json = parseIpAddress(sample('ip-addr.json'));
    expect(json.problems).toEqual([]);
    expect(json.value.map(({ name }) => name)).toEqual(['lo', 'eth0', 'net1']);
    expect(json.value[2]).toEqual({
      name: 'net1',
      mac: '12:70:19:2b:4a:b6',
      mtu: 1500,
      state: 'UP',
      flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
      addresses: [
        { family: 'inet', address: '192.168.201.71', prefixLength: 24, scope: 'global' },
        { family: 'inet6', address: 'fe80::1070:19ff:fe2b:4ab6', prefixLength: 64, scope: 'link' },
      ],
    });
    expect(parseIpAddress(sample('ip-addr.txt'))).toEqual(json);
  });

  test("the talk's own output, with its host interface names", () => {
    const text = [
      '2: eth0@if68: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1436 qdisc noqueue state UP group default',
      '    link/ether 1e:ac:3a:83:7f:ac brd ff:ff:ff:ff:ff:ff link-netnsid 0',
      '    inet 100.127.0.25/18 brd 100.127.63.255 scope global eth0',
      '       valid_lft forever preferred_lft forever',
    ].join('\n');
    expect(parseIpAddress(text).value).toMatchObject([
      { name: 'eth0', mtu: 1436, addresses: [{ address: '100.127.0.25', prefixLength: 18 }] },
    ]);
  });

  test('what is neither is a problem', () => {
    expect(parseIpAddress('ip: not found')).toEqual({ value: [], problems: ['ip: not found'] });
    expect(parseIpAddress('').problems).toHaveLength(1);
    expect(parseIpAddress('[{"ifname":').problems[0]).toMatch(/^Not JSON/);
  });
});

describe('ip route', () => {
  test('JSON and text of one pod read alike', () => {
    const json = parseIpRoute(sample('ip-route.json'), 'inet');
    expect(json.problems).toEqual([]);
    expect(json.value.map(({ type, destination }) => [type, destination])).toEqual([
      [null, 'default'],
      ['blackhole', '10.71.1.0/24'],
      ['blackhole', '10.71.2.0/24'],
      [null, '10.244.0.0/24'],
      [null, '192.168.201.0/24'],
    ]);
    expect(json.value[0]?.nextHops).toEqual([{ gateway: '10.244.0.1', device: 'eth0', weight: null }]);
    expect(json.value[1]?.nextHops).toEqual([]);
    expect(parseIpRoute(sample('ip-route.txt'), 'inet')).toEqual(json);
  });

  test('several next hops, and one of another family', () => {
    const json = JSON.stringify([
      {
        dst: '10.0.0.0/8',
        protocol: 'bgp',
        nexthops: [
          { gateway: '192.0.2.1', dev: 'net1', weight: 1 },
          { via: { family: 'inet6', host: 'fe80::1' }, dev: 'net2', weight: 1 },
        ],
      },
    ]);
    const text =
      '10.0.0.0/8 proto bgp \n\tnexthop via 192.0.2.1 dev net1 weight 1 \n\tnexthop via inet6 fe80::1 dev net2 weight 1 ';
    const nextHops = [
      { gateway: '192.0.2.1', device: 'net1', weight: 1 },
      { gateway: 'fe80::1', device: 'net2', weight: 1 },
    ];
    expect(parseIpRoute(json, 'inet').value).toMatchObject([{ nextHops, protocol: 'bgp' }]);
    expect(parseIpRoute(text, 'inet').value).toMatchObject([{ nextHops, protocol: 'bgp' }]);
  });

  test('no route is no problem; a sentence is', () => {
    expect(parseIpRoute('', 'inet6')).toEqual({ value: [], problems: [] });
    expect(parseIpRoute('RTNETLINK answers: no', 'inet').problems).toEqual(['RTNETLINK answers: no']);
  });
});

describe('declared against live', () => {
  const net1: NetworkInterface = {
    name: 'net1',
    network: 'core/ext1',
    kind: 'bridge',
    plugins: ['bridge'],
    ipam: 'static',
    isDefaultRoute: false,
    mac: '12:70:19:2B:4A:B6',
    mtu: null,
    addresses: ['192.168.201.71'],
    device: null,
    resourceName: null,
    requested: true,
    reported: true,
    problem: null,
  };
  const live = parseIpAddress(sample('ip-addr.json')).value.filter(({ name }) => name !== 'eth0');
  const verdict = (declared: Partial<NetworkInterface>) =>
    compareInterfaces([{ ...net1, ...declared }], live).find(
      ({ name }) => name === (declared.name ?? 'net1'),
    );

  test('agrees, whatever the letter case of the MAC or a prefix length in the request', () => {
    expect(verdict({})).toEqual({ name: 'net1', verdict: 'agrees', message: 'As declared.' });
    expect(verdict({ addresses: ['192.168.201.71/24'] })?.verdict).toBe('agrees');
    expect(verdict({ addresses: ['FE80:0:0:0:1070:19FF:FE2B:4AB6'] })?.verdict).toBe('agrees');
  });

  test('another address, another MAC, not there, not reported', () => {
    expect(verdict({ addresses: ['192.168.201.9'] })).toMatchObject({
      verdict: 'address-mismatch',
      message: 'Declared 192.168.201.9; the pod has 192.168.201.71.',
    });
    expect(verdict({ mac: '00:00:00:00:00:01' })?.verdict).toBe('address-mismatch');
    expect(verdict({ name: 'net9' })?.verdict).toBe('missing');
    expect(verdict({ reported: false })?.verdict).toBe('unreported');
  });

  test('an interface nobody declared is told, loopback is not', () => {
    expect(compareInterfaces([], live)).toMatchObject([{ name: 'net1', verdict: 'unreported' }]);
  });
});

describe('hostile output', () => {
  const samples = ['ip-addr.json', 'ip-addr.txt', 'ip-route.json', 'ip-route.txt', 'ip-6-route.json'].map(
    sample,
  );
  const key = fc.constantFrom(
    'ifname',
    'addr_info',
    'local',
    'family',
    'dst',
    'nexthops',
    'via',
    'dev',
    'flags',
    '__proto__',
  );
  const shaped = fc.array(
    fc.dictionary(
      key,
      fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(fc.dictionary(key, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }), { maxLength: 3 }),
        fc.constant('inet'),
      ),
      { maxKeys: 5 },
    ),
    { maxLength: 4 },
  );
  const output = fc.oneof(
    shaped.map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(40), fc.string({ maxLength: 20 }))
      .map(([text, from, length, put]) => {
        const start = from % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + length);
      }),
  );

  test('nothing throws, and the problems are bounded', () => {
    fc.assert(
      fc.property(output, (stdout) => {
        const interfaces = parseIpAddress(stdout);
        const routes = parseIpRoute(stdout, 'inet');
        compareInterfaces([], interfaces.value);
        for (const { problems } of [interfaces, routes]) {
          expect(problems.length).toBeLessThanOrEqual(20);
          for (const problem of problems) expect(problem.length).toBeLessThan(400);
        }
        for (const { name, addresses } of interfaces.value) {
          expect(typeof name).toBe('string');
          for (const { address } of addresses) expect(typeof address).toBe('string');
        }
        for (const { destination, nextHops } of routes.value) {
          expect(typeof destination).toBe('string');
          expect(Array.isArray(nextHops)).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
