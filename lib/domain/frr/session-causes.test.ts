import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RoutingSession } from './routing-summary.ts';
import { type RouterPod, sessionCauses } from './session-causes.ts';

const session = (peer: string, remoteAs: number, localAs: number): RoutingSession => ({
  protocol: 'bgp',
  peer,
  context: 'default ipv4Unicast',
  state: 'Idle',
  up: false,
  seconds: null,
  prefixesReceived: null,
  prefixesSent: null,
  remoteAs,
  localAs,
  description: null,
  detail: null,
});
const router = (name: string, address: string, down: RoutingSession[], network = 'edge/ext1'): RouterPod => ({
  namespace: 'edge',
  name,
  interfaces: [{ network, addresses: [`${address}/24`] }],
  routing: { down, problem: null },
});

const as = fc.integer({ min: 1, max: 4_294_967_295 });

test('is told of the end that expects another AS, and of no other', () => {
  fc.assert(
    fc.property(as, as, as, as, (asOfA, expectedOfB, asOfB, expectedOfA) => {
      const a = router('a', '192.0.2.1', [session('192.0.2.2', expectedOfB, asOfA)]);
      const b = router('b', '192.0.2.2', [session('192.0.2.1', expectedOfA, asOfB)]);
      const told = sessionCauses(a, [a, b]);
      expect(told).toEqual(
        expectedOfB === asOfB
          ? []
          : [
              {
                code: 'as-mismatch',
                router: 'a',
                peer: '192.0.2.2',
                pod: { namespace: 'edge', name: 'b' },
                expected: expectedOfB,
                actual: asOfB,
              },
            ],
      );
    }),
  );
});

test('a pod of the same address in another network is another router', () => {
  const a = router('a', '192.0.2.1', [session('192.0.2.2', 65_007, 65_001)]);
  const other = router('b', '192.0.2.2', [session('192.0.2.1', 65_001, 65_002)], 'edge/ext2');
  expect(sessionCauses(a, [a, other])).toEqual([]);
});

test('where nothing speaks BGP at the other end, its own words are told', () => {
  const a = router('a', '192.0.2.1', [session('192.0.2.2', 65_002, 65_001)]);
  const b = { ...router('b', '192.0.2.2', []), routing: { down: [], problem: 'bgpd is not running' } };
  expect(sessionCauses(a, [a, b])).toMatchObject([
    { code: 'peer-problem', pod: { name: 'b' }, problem: 'bgpd is not running' },
  ]);
});

test('without a session that is down, or a reading, there is nothing to tell', () => {
  const b = router('b', '192.0.2.2', [session('192.0.2.1', 65_001, 65_002)]);
  expect(sessionCauses(router('a', '192.0.2.1', []), [b])).toEqual([]);
  expect(sessionCauses({ ...router('a', '192.0.2.1', []), routing: null }, [b])).toEqual([]);
});
