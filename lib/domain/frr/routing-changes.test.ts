import { expect, test } from 'vitest';
import { routingChanges } from './routing-changes.ts';
import type { RoutingSession, RoutingSummary } from './routing-summary.ts';

const pod = { namespace: 'edge', name: 'router-0' };
const down = (peer: string, more: Partial<RoutingSession> = {}): RoutingSession => ({
  ...{ protocol: 'bgp', peer, context: 'default ipv4Unicast', state: 'Active', up: false, seconds: null },
  ...{ prefixesReceived: 0, prefixesSent: 0, remoteAs: 65000, description: null, detail: null },
  ...more,
});
const read = (second: string, list: RoutingSession[], configured = 2): RoutingSummary => ({
  at: `2026-01-01T12:00:${second}.000Z`,
  established: configured - list.length,
  configured,
  down: list,
  problem: null,
  unread: null,
});
const short = (before: RoutingSummary | null, now: RoutingSummary) =>
  routingChanges(pod, before, now).map(({ at, reason, message }) => [at.slice(14, 19), reason, message]);

test('a session goes down when FRR says, and comes up when it was read', () => {
  const well = read('00', []);
  const hold = down('192.0.2.1', { seconds: 4, detail: 'Hold Timer Expired' });
  expect(short(well, read('10', [hold]))).toEqual([
    ['00:06', 'SessionDown', 'bgp 192.0.2.1 (default ipv4Unicast): Active: Hold Timer Expired'],
  ]);
  expect(short(read('10', [hold]), read('20', [hold]))).toEqual([]);
  expect(short(read('20', [hold]), read('30', []))).toEqual([
    ['00:30', 'SessionUp', 'bgp 192.0.2.1 (default ipv4Unicast)'],
  ]);
});

test('of the first reading, what was up before; what never was up, or is not configured any more, is no change', () => {
  expect(short(null, read('30', [down('a', { seconds: 20 }), down('b')]))).toEqual([
    ['00:10', 'SessionDown', 'bgp a (default ipv4Unicast): Active'],
  ]);
  expect(short(read('00', [down('a')], 2), read('10', [], 1))).toEqual([]);
});

test('what could not be read is no change', () => {
  const problem = { ...read('10', [down('a')]), problem: 'bgpd is not running' };
  expect(short(read('00', []), problem)).toEqual([]);
});
