import { expect, test } from 'vitest';
import { readGates } from './gates.ts';
import type { Observed, ObservedPod } from './observed.ts';
import type { Run } from './run.ts';

const key = 'bgp default ipv4Unicast 192.0.2.1';
const base = { pod: 'router-0', slot: 'router-0', ready: true, sessions: [{ key, prefixes: 3 }] };
const run = {
  target: { kind: 'statefulsets', name: 'router' },
  strategy: { gates: ['sessions'], soakSeconds: 0, prefixPercent: 100 },
  baseline: { pods: [{ ...base, interfaces: [], restarts: 0 }], chain: [] },
  gated: true,
  forward: [],
  back: null,
} as unknown as Run;
const gateOf = (pod: Partial<ObservedPod>) => {
  const here = { name: 'router-0', terminating: false, sessions: [], ...pod } as ObservedPod;
  const seen = { pods: [here], chain: [] } as unknown as Observed;
  return readGates(run, seen, [], new Date()).find(({ gate }) => gate === 'sessions');
};

test('a daemon that does not run is told before the sessions that it should have', () => {
  expect(gateOf({ daemons: ['zebra', 'bgpd'] })).toMatchObject({
    have: 0,
    want: 1,
    detail: `router-0 ${key}`,
  });
  expect(gateOf({ daemons: ['zebra'] })).toMatchObject({
    ...{ state: 'waiting', have: 0, want: 1 },
    detail: `router-0: bgpd is not running, router-0 ${key}`,
  });
  // What could not be read tells nothing of its daemons.
  expect(gateOf({ sessions: null })?.detail).toBe(`router-0 ${key}`);
});
