import { describe, expect, it } from 'vitest';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { matchesFunction, sortFunctions } from './function-sort.ts';

const row = (name: string, more: Partial<FunctionRow> = {}): FunctionRow => ({
  namespace: 'edge',
  kind: 'deployments',
  name,
  component: name,
  chain: null,
  order: null,
  versions: [],
  targetVersion: null,
  desired: 1,
  ready: 1,
  health: 'ok',
  reasons: [],
  approach: 'pod-network',
  routing: false,
  sessions: null,
  role: 'chain',
  managedBy: null,
  rollout: { state: 'complete', message: '', updated: 1, available: 1 },
  upgrade: null,
  createdAt: '2026-01-01T00:00:00Z',
  ...more,
});
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
