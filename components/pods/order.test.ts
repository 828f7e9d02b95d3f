import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { columnIds, defaultSort } from './columns.ts';
import { noFilter } from './filter.ts';
import { createPodOrder, podKey } from './order.ts';

const pod = (name: string, more: Partial<PodRow> = {}): PodRow => ({
  namespace: 'janog52',
  name,
  ready: '1/1',
  status: 'Running',
  restartCount: 0,
  lastRestartAt: null,
  createdAt: '2023-07-05T00:00:00Z',
  node: 'node-1',
  podIP: '10.0.10.1',
  function: null,
  chain: null,
  version: null,
  health: 'ok',
  reasons: [],
  interfaces: [],
  routing: null,
  ...more,
});

const table = (...rows: PodRow[]) => new Map(rows.map((row) => [podKey(row), row]));
const names = (rows: PodRow[]) => rows.map((row) => row.name);

describe('the order of the pod list', () => {
  it('is kubectl’s by default: namespace, then name', () => {
    const rows = table(pod('b'), pod('a'), pod('a', { namespace: 'default' }));
    expect(createPodOrder().arrange(rows, noFilter, defaultSort, false).map(podKey)).toEqual([
      'default/a',
      'janog52/a',
      'janog52/b',
    ]);
  });

  it('sorts restarts and addresses as numbers, and what is missing last in both directions', () => {
    const rows = table(
      pod('a', { restartCount: 10, podIP: '10.0.10.2' }),
      pod('b', { restartCount: 9, podIP: '10.0.9.200' }),
      pod('c', { restartCount: 0, podIP: null }),
    );
    const order = createPodOrder();
    const by = (column: 'restarts' | 'ip', descending: boolean) =>
      names(order.arrange(rows, noFilter, { column, descending }, false));
    expect(by('restarts', true)).toEqual(['a', 'b', 'c']);
    expect(by('ip', false)).toEqual(['b', 'a', 'c']);
    expect(by('ip', true)).toEqual(['a', 'b', 'c']);
  });

  it('puts the worst health first', () => {
    const rows = table(pod('a'), pod('b', { health: 'down' }), pod('c', { health: 'degraded' }));
    const sorted = createPodOrder().arrange(rows, noFilter, { column: 'health', descending: false }, false);
    expect(names(sorted)).toEqual(['b', 'c', 'a']);
  });

  it('keeps rows where they are while held, shows new ones last, drops those that are gone', () => {
    const order = createPodOrder();
    const sort = { column: 'restarts', descending: true } as const;
    order.arrange(
      table(pod('a', { restartCount: 2 }), pod('b', { restartCount: 1 }), pod('c')),
      noFilter,
      sort,
      false,
    );
    const next = table(
      pod('new', { restartCount: 50 }),
      pod('b', { restartCount: 9 }),
      pod('a', { restartCount: 2 }),
    );
    expect(names(order.arrange(next, noFilter, sort, true))).toEqual(['a', 'b', 'new']);
    expect(names(order.arrange(next, noFilter, sort, false))).toEqual(['new', 'b', 'a']);
  });

  it('does not hold an order that only comes and goes of pods can change', () => {
    const order = createPodOrder();
    order.arrange(table(pod('b')), noFilter, defaultSort, true);
    expect(names(order.arrange(table(pod('b'), pod('a')), noFilter, defaultSort, true))).toEqual(['a', 'b']);
  });

  it('finds all words in any field, whatever their case', () => {
    const rows = table(
      pod('waf-1', { version: 'v2.24.123' }),
      pod('waf-2', { version: 'v2.25.0' }),
      pod('lb'),
    );
    const found = (text: string) =>
      names(createPodOrder().arrange(rows, { ...noFilter, text }, defaultSort, false));
    expect(found('WAF 2.24')).toEqual(['waf-1']);
    expect(found('  ')).toEqual(['lb', 'waf-1', 'waf-2']);
    expect(found('<script>')).toEqual([]);
  });

  it('orders by every column without losing or doubling a row', () => {
    const rows = table(
      ...Array.from({ length: 50 }, (_, index) =>
        pod(`p${(index * 37) % 50}`, { podIP: index % 3 ? `10.0.0.${index}` : null }),
      ),
    );
    const order = createPodOrder();
    for (const column of columnIds) {
      for (const descending of [false, true]) {
        expect(new Set(order.arrange(rows, noFilter, { column, descending }, false).map(podKey))).toEqual(
          new Set(rows.keys()),
        );
      }
    }
  });

  it('is that of a list made from nothing, whatever changed before', () => {
    const row = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      restartCount: fc.nat(2),
      ready: fc.constantFrom('0/1', '1/1'),
      podIP: fc.constantFrom(null, '10.0.0.9', '10.0.0.10'),
    });
    const step = fc.record({
      rows: fc.uniqueArray(row, { selector: (one) => one.name }),
      column: fc.constantFrom('name', 'restarts', 'ready', 'ip'),
      descending: fc.boolean(),
      hold: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        const order = createPodOrder();
        for (const { rows, column, descending, hold } of steps) {
          const now = table(...rows.map(({ name, ...more }) => pod(name, more)));
          order.arrange(now, noFilter, { column, descending }, hold);
          const arranged = order.arrange(now, noFilter, { column, descending }, false);
          expect(arranged).toEqual(createPodOrder().arrange(now, noFilter, { column, descending }, false));
        }
      }),
    );
  });
});
