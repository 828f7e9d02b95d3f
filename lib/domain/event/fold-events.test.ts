import { expect, test } from 'vitest';
import type { EventView } from './event-view.ts';
import { foldEvents, lastBegun } from './fold-events.ts';

const event = (at: string, over: Partial<EventView> = {}): EventView => ({
  key: at,
  at: `2026-01-01T${at}Z`,
  firstAt: null,
  count: 1,
  type: 'Warning',
  reason: 'FailedCreatePodSandBox',
  message: `attempt of ${at}`,
  namespace: 'cnf-edge',
  object: { kind: 'Pod', name: 'ids-1' },
  function: null,
  source: null,
  ...over,
});

test('repetitions are one row: the newest, counted', () => {
  const folded = foldEvents([event('10:00:00'), event('10:00:30', { count: 4 }), event('10:00:15')]);
  expect(folded).toEqual([event('10:00:30', { count: 6, firstAt: '2026-01-01T10:00:00Z' })]);
});

test('another object, namespace or reason is another row, newest first', () => {
  const rows = [
    event('10:00:00'),
    event('10:00:03', { object: { kind: 'Pod', name: 'ids-2' } }),
    event('10:00:02', { namespace: 'cnf-core' }),
    event('10:00:01', { reason: 'Unhealthy' }),
  ];
  expect(foldEvents(rows).map(({ key }) => key)).toEqual(['10:00:03', '10:00:02', '10:00:01', '10:00:00']);
});

test('what began last is the last change, however often something else is still repeated', () => {
  const scaled = event('10:00:00', { reason: 'ScalingReplicaSet', type: 'Normal' });
  const old = event('10:00:30', { firstAt: '2026-01-01T04:00:00Z', count: 365 });
  const attempts = [event('10:00:40', { namespace: 'b' }), event('09:00:00', { namespace: 'b' })];
  expect(lastBegun([old, scaled, ...attempts]).map(({ reason, count }) => [reason, count])).toEqual([
    ['ScalingReplicaSet', 1],
    ['FailedCreatePodSandBox', 2],
    ['FailedCreatePodSandBox', 365],
  ]);
});
