import { expect, test } from 'vitest';
import type { PodDrift } from '../config/config-view.ts';
import { driftReasons } from './drift-reasons.ts';

const drift: PodDrift = {
  pod: 'router-0',
  function: null,
  key: 'frr.conf',
  state: 'different',
  since: '2026-11-23T10:00:00Z',
  at: '2026-11-23T10:01:00Z',
  code: null,
  detail: null,
  missing: ['router bgp 65001 › network 203.0.113.0/24', 'ip route 10.0.0.0/8 blackhole'],
  extra: ['hostname old'],
  effect: 'live',
};

test('the reason has the first line of each side, and since when', () => {
  const [reason] = driftReasons(drift);
  expect(reason).toMatchObject({ code: 'config-drift', since: drift.since });
  expect(reason?.message).toBe('missing: network 203.0.113.0/24 (and 1 more); extra: hostname old');
});

test('what was not compared is no reason', () => {
  expect(driftReasons({ ...drift, state: 'unknown' })).toEqual([]);
  expect(driftReasons(null)).toEqual([]);
});
