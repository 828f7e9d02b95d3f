import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseOspfNeighbors } from '../frr/ospf.ts';
import { sessionKey } from './session-key.ts';

const sample = new URL('../frr/__fixtures__/frr-8.4.4/ospf_vrf_all_neighbor.json', import.meta.url);

it('knows an OSPF neighbor again where the pod has another address', () => {
  const text = readFileSync(sample, 'utf8');
  const keys = (of: string) => parseOspfNeighbors(of).value.map(sessionKey);
  const moved = text.replace(/("ifaceName": ?"[^:"]+:)[^"]+"/g, '$1198.51.100.77"');
  expect(moved).not.toBe(text);
  expect(keys(moved)).toEqual(keys(text));
  expect(keys(text)).not.toEqual([]);
});

it.each([
  [
    { protocol: 'bgp', context: 'default ipv4Unicast', peer: '2001:db8::1' },
    'bgp default ipv4Unicast 2001:db8::1',
  ],
  [{ protocol: 'ospf', context: 'RED net1:192.0.2.1', peer: '1.1.1.1' }, 'ospf RED net1 1.1.1.1'],
  [{ protocol: 'bfd', context: 'net1', peer: '192.0.2.1' }, 'bfd net1 192.0.2.1'],
] as const)('%o', (session, key) => {
  expect(sessionKey(session)).toBe(key);
});
