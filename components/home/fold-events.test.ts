import { expect, test } from 'vitest';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { foldEvents } from './fold-events.ts';

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
  expect(folded).toEqual([event('10:00:30', { count: 6 })]);
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
