import { expect, test } from 'vitest';
import type { Reason } from '../health.ts';
import type { AlertView } from './alert.ts';
import { troubleSince } from './trouble-since.ts';

const about = { namespace: 'edge', kind: 'statefulsets', name: 'frr' } as const;
const crash: Reason = { code: 'crash-loop', health: 'down', lastAt: '2026-11-24T10:30:00Z' };
const alert = { ...about, state: 'firing', since: '2026-11-24T10:00:00Z' } as AlertView;
const row = (...reasons: Reason[]) => ({ ...about, health: 'down' as const, reasons });
const since = '2026-11-24T10:10:00Z';

test.each<[string, Reason[], AlertView[], string | null]>([
  [
    'the oldest of the worst',
    [
      { ...crash, since },
      { ...crash, since: '2026-11-24T10:20:00Z' },
    ],
    [alert],
    since,
  ],
  ['not what is less bad', [{ code: 'session-down', health: 'degraded', since }], [], null],
  ['where the cluster does not tell, its alert', [crash], [alert], alert.since],
  ['not the last crash', [crash], [], null],
  ['not the alert of another', [crash], [{ ...alert, name: 'waf' }], null],
  ['not an alert that is about to be over', [crash], [{ ...alert, state: 'settling' }], null],
])('since when trouble lasts: %s', (_what, reasons, alerts, expected) => {
  expect(troubleSince([row(...reasons)], alerts)?.since ?? null).toBe(expected);
});

test('that it may have begun before is kept with it', () => {
  expect(troubleSince([row({ ...crash, since, orEarlier: true })], [])).toEqual({ since, orEarlier: true });
  expect(troubleSince([row(crash)], [{ ...alert, orEarlier: true }])).toEqual({
    since: alert.since,
    orEarlier: true,
  });
});
