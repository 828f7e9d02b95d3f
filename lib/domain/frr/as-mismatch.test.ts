import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asMismatches, type RouterPod } from './as-mismatch.ts';
import type { RoutingSession } from './routing-summary.ts';

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
const router = (name: string, address: string, down: RoutingSession[]): RouterPod => ({
  namespace: 'edge',
  name,
  interfaces: [{ addresses: [`${address}/24`] }],
  routing: { down },
});

const as = fc.integer({ min: 1, max: 4_294_967_295 });

test('is told of the end that expects another AS, and of no other', () => {
  fc.assert(
    fc.property(as, as, as, as, (asOfA, expectedOfB, asOfB, expectedOfA) => {
      const a = router('a', '192.0.2.1', [session('192.0.2.2', expectedOfB, asOfA)]);
      const b = router('b', '192.0.2.2', [session('192.0.2.1', expectedOfA, asOfB)]);
      const told = asMismatches(a, [a, b]);
      expect(told).toEqual(
        expectedOfB === asOfB
          ? []
          : [
              {
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

test('a pod of the same address that does not speak with it is another one', () => {
  const a = router('a', '192.0.2.1', [session('192.0.2.2', 65_007, 65_001)]);
  const other = router('b', '192.0.2.2', [session('198.51.100.1', 65_001, 65_002)]);
  expect(asMismatches(a, [a, other])).toEqual([]);
});

test('without a session that is down, or a reading, there is nothing to tell', () => {
  const b = router('b', '192.0.2.2', [session('192.0.2.1', 65_001, 65_002)]);
  expect(asMismatches(router('a', '192.0.2.1', []), [b])).toEqual([]);
  expect(asMismatches({ ...router('a', '192.0.2.1', []), routing: null }, [b])).toEqual([]);
});
