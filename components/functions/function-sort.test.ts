import { describe, expect, it } from 'vitest';
import { functionRow as row } from '#lib/domain/workload/__fixtures__/function-row.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { matchesFunction, sortFunctions } from './function-sort.ts';

const names = (rows: FunctionRow[]) => rows.map((one) => one.name);

describe('sortFunctions', () => {
  const rows = [row('b'), row('a', { health: 'down' }), row('c', { health: 'degraded', ready: 0 })];
  it('puts trouble first unless asked otherwise, also for an order it does not know', () => {
    expect(names(sortFunctions(rows, 'health'))).toEqual(['a', 'c', 'b']);
    expect(names(sortFunctions(rows, 'nonsense'))).toEqual(['a', 'c', 'b']);
    expect(names(sortFunctions(rows, '-health'))).toEqual(['b', 'c', 'a']);
  });
  it('orders a chain as the traffic goes, not by name', () => {
    const chain = [
      row('z', { chain: 'x', order: 9 }),
      row('y', { chain: 'x', order: 10 }),
      row('a', { chain: 'x' }),
    ];
    expect(names(sortFunctions(chain, 'chain'))).toEqual(['z', 'y', 'a']);
  });
  it('orders by the share of replicas that are ready', () => {
    expect(names(sortFunctions(rows, 'ready'))).toEqual(['c', 'a', 'b']);
  });
});

describe('matchesFunction', () => {
  const waf = row('waf', {
    versions: [{ version: 'v2.24.123', image: 'x', replicas: 3, ready: 3 }],
    chain: 'Edge',
  });
  it.each([
    [[], true],
    [['waf', '2.24'], true],
    [['edge'], true],
    [['waf', 'nothing'], false],
  ])('%j: %s', (words, expected) => expect(matchesFunction(waf, words)).toBe(expected));
});
