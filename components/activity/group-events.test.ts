import { describe, expect, it } from 'vitest';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { eventMatches, groupEvents } from './group-events.ts';

const event = (key: string, at: string, more: Partial<EventView> = {}): EventView => ({
  key,
  at,
  firstAt: null,
  count: 1,
  type: 'Normal',
  reason: 'Started',
  message: 'Started container waf',
  namespace: 'janog52',
  object: { kind: 'Pod', name: 'waf-0' },
  function: 'janog52/deployments/waf',
  source: null,
  ...more,
});

describe('events on a time line', () => {
  it('stand newest first, together with those of the same five minutes', () => {
    const groups = groupEvents(
      [
        event('a', '2023-07-05T10:01:00Z'),
        event('b', '2023-07-05T10:04:59Z', { type: 'Warning' }),
        event('c', '2023-07-05T10:05:00Z'),
      ],
      5,
    );
    expect(groups.map((group) => [group.from, group.warnings, group.events.map(({ key }) => key)])).toEqual([
      ['2023-07-05T10:05:00.000Z', 0, ['c']],
      ['2023-07-05T10:00:00.000Z', 1, ['b', 'a']],
    ]);
  });

  it('keep an event whose time cannot be read, last', () => {
    const groups = groupEvents([event('x', 'yesterday'), event('a', '2023-07-05T10:01:00Z')], 5);
    expect(groups.map((group) => group.from)).toEqual(['2023-07-05T10:00:00.000Z', null]);
  });

  it('are found by words, namespace, type and function', () => {
    const none = { q: '', namespace: '', type: '', function: '' };
    const one = event('a', '2023-07-05T10:01:00Z');
    expect(eventMatches({ ...none, q: 'waf-0 STARTED' })(one)).toBe(true);
    expect(eventMatches({ ...none, q: 'lb' })(one)).toBe(false);
    expect(eventMatches({ ...none, namespace: 'default' })(one)).toBe(false);
    expect(eventMatches({ ...none, type: 'Warning' })(one)).toBe(false);
    expect(eventMatches({ ...none, function: 'janog52/deployments/waf' })(one)).toBe(true);
  });
});
