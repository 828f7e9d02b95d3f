import { describe, expect, it } from 'vitest';
import type { RecordedAction } from '#lib/contracts/acting.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { type Entry, entriesOf, entryMatches, functionOf, spansOf, withoutBegun } from './time-line.ts';

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
const action = (id: string, at: string, more: Partial<RecordedAction> = {}): RecordedAction => ({
  id,
  action: 'scale',
  at,
  by: 'operator',
  why: 'load after the match',
  summary: 'scale waf from 3 to 5',
  namespace: 'janog52',
  object: { kind: 'Deployment', name: 'waf' },
  parameters: { kind: 'deployments', from: 3, replicas: 5 },
  overrode: null,
  outcome: null,
  ...more,
});
const one = (view: EventView): Entry => ({ key: view.key, at: view.at, event: view });

describe('a time line', () => {
  it('stands newest first, together what is of the same five minutes', () => {
    const spans = spansOf(
      entriesOf(
        [event('a', '2023-07-05T10:01:00Z'), event('b', '2023-07-05T10:04:59Z', { type: 'Warning' })],
        [action('act12345', '2023-07-05T10:05:00Z'), action('act12346', '2023-07-05T10:02:00Z')],
      ),
      5,
    );
    expect(
      spans.map(({ from, warnings, entries }) => [from, warnings, entries.map(({ key }) => key)]),
    ).toEqual([
      ['2023-07-05T10:05:00.000Z', 0, ['janog52/act12345']],
      ['2023-07-05T10:00:00.000Z', 1, ['b', 'janog52/act12346', 'a']],
    ]);
  });

  it('is not drowned by the same that is tried again and again: ids apart, it is one entry', () => {
    const tried = (key: string, at: string, id: string) =>
      event(key, at, { reason: 'FailedCreatePodSandBox', message: `failed for sandbox "${id}": no ext9` });
    const [span] = spansOf(
      [
        tried('a', '2023-07-05T10:01:00Z', '42896f62c73b2c2103eb22f0'),
        tried('b', '2023-07-05T10:02:00Z', '719f12e764f866271d15d9b9'),
        event('c', '2023-07-05T10:03:00Z', { reason: 'FailedCreatePodSandBox', message: 'another cause' }),
      ].map(one),
      5,
    );
    expect(span?.entries.map(({ key, event: of }) => [key, of?.count, of?.firstAt])).toEqual([
      ['c', 1, null],
      ['b', 2, '2023-07-05T10:01:00Z'],
    ]);
  });

  it('keeps an event whose time cannot be read, last', () => {
    const spans = spansOf([event('x', 'yesterday'), event('a', '2023-07-05T10:01:00Z')].map(one), 5);
    expect(spans.map(({ from }) => from)).toEqual(['2023-07-05T10:00:00.000Z', null]);
  });

  it('tells an action once, and hides no event that only claims to be one', () => {
    const own = { source: 'cnf-console', reason: 'ConsoleScale' };
    const entries = entriesOf(
      [
        event('intent', '', { ...own, message: 'operator: scale waf from 3 to 5 (act12345)' }),
        event('outcome', '', { ...own, message: 'operator: scale waf: done (act12345)' }),
        event('forged', '', { ...own, message: 'operator: scale waf (act99999)' }),
        event('foreign', '', { source: 'kubelet', message: 'look at (act12345)' }),
      ],
      [action('act12345', '2023-07-05T10:05:00Z')],
    );
    expect(entries.map(({ key }) => key)).toEqual(['forged', 'foreign', 'janog52/act12345']);
  });

  it('is searched by words, namespace, type, function, person and action', () => {
    const none = { q: '', namespace: '', type: '', function: '', by: '', action: '' };
    const [told, done] = entriesOf([event('a', '2023-07-05T10:01:00Z')], [action('act12345', '')]);
    const both = (filter: Partial<typeof none>) =>
      [told, done].map((entry) => entry !== undefined && entryMatches({ ...none, ...filter })(entry));
    expect(both({ q: 'waf-0 STARTED' })).toEqual([true, false]);
    expect(both({ q: 'match operator' })).toEqual([false, true]);
    expect(both({ namespace: 'default' })).toEqual([false, false]);
    expect(both({ type: 'Normal' })).toEqual([true, false]);
    expect(both({ type: 'action' })).toEqual([false, true]);
    expect(both({ function: 'janog52/deployments/waf' })).toEqual([true, true]);
    expect(both({ by: 'operator' })).toEqual([false, true]);
    expect(both({ by: 'viewer' })).toEqual([false, false]);
    expect(both({ action: 'scale' })).toEqual([false, true]);
  });

  it('knows the function of what was done to a pod, and that a namespace is none', () => {
    const evicted = action('act12345', '', {
      object: { kind: 'Pod', name: 'waf-0' },
      parameters: { kind: 'deployments', function: 'waf', uid: 'u' },
    });
    expect(functionOf(evicted)).toBe('janog52/deployments/waf');
    expect(functionOf(action('act12345', '', { parameters: {} }))).toBeNull();
  });
});

it('leaves an action’s beginning out once its outcome is told, and whatever else only looks like one', () => {
  const at = '2023-07-05T10:01:00Z';
  const told = (key: string, reason: string, id: string, source: string | null = 'cnf-console') =>
    event(key, at, { reason, source, message: `operator: scale waf (${id})` });
  const kept = withoutBegun([
    told('ended', 'ConsoleScale', 'aaaaaaaa1'),
    told('outcome', 'ConsoleScaleDone', 'aaaaaaaa1'),
    told('under way', 'ConsoleRestart', 'bbbbbbbb2'),
    told('of another', 'ConsoleScale', 'aaaaaaaa1', 'kubelet'),
    told('forged', 'ConsoleRestartDone', 'bbbbbbbb2', 'kubelet'),
  ]);
  expect(kept.map(({ key }) => key)).toEqual(['outcome', 'under way', 'of another', 'forged']);
});
