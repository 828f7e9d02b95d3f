import { expect, test } from 'vitest';
import type { NetworkInterface } from '../../network/interface.ts';
import { advice } from './advice.ts';

const port = (name: string, ...addresses: string[]) => ({ name, addresses }) as unknown as NetworkInterface;
/** As the kernel tells, with prefix lengths. */
const pods = [
  { pod: 'router-0', interfaces: [port('eth0', '10.0.10.2/24'), port('net1', '192.168.201.71/24')] },
];
const codes = (text: string, on = pods) =>
  advice(text, { before: null, pods: on })
    .filter(({ code }) =>
      ['interface-not-attached', 'address-not-on-interface', 'neighbor-not-reachable'].includes(code),
    )
    .map(({ line, code }) => `${line} ${code}`);

test('an interface that no pod has is named; loopbacks and what FRR makes are not', () => {
  const text =
    'interface net2\n ip ospf area 0\nexit\ninterface lo\nexit\ninterface br0\nexit\ninterface net1\nexit\n';
  expect(codes(text)).toEqual(['1 interface-not-attached']);
});

test('an address beside the one that Multus gave is named, in its own family alone', () => {
  const text = 'interface net1\n ip address 192.168.201.99/24\n ipv6 address 2001:db8::1/64\nexit\n';
  expect(codes(text)).toEqual(['2 address-not-on-interface']);
  expect(codes('interface net1\n ip address 192.168.201.71/24\nexit\n')).toEqual([]);
});

test('a neighbor in no network of the pod is named, unless it may be hops away', () => {
  const router = (...lines: string[]) =>
    ['router bgp 65001', ' no bgp ebgp-requires-policy', ...lines.map((line) => ` ${line}`), 'exit', ''].join(
      '\n',
    );
  expect(codes(router('neighbor 192.168.201.72 remote-as 65002'))).toEqual([]);
  expect(codes(router('neighbor 203.0.113.9 remote-as 65002'))).toEqual(['3 neighbor-not-reachable']);
  expect(codes(router('neighbor 203.0.113.9 remote-as 65001'))).toEqual([]);
  expect(
    codes(router('neighbor 203.0.113.9 remote-as 65002', 'neighbor 203.0.113.9 ebgp-multihop 2')),
  ).toEqual([]);
});

test('where nobody says how long the prefixes are, nothing is said of neighbors; without pods nothing at all', () => {
  const text = 'router bgp 65001\n neighbor 203.0.113.9 remote-as 65002\nexit\ninterface net9\nexit\n';
  const reported = [{ pod: 'router-0', interfaces: [port('net1', '192.168.201.71')] }];
  expect(codes(text, reported)).toEqual(['4 interface-not-attached']);
  expect(codes(text, [])).toEqual([]);
});
