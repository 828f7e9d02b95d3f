import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healths } from '#lib/domain/health.ts';
import { columnIds } from './columns.ts';
import { listQuery, parseListState } from './list-state.ts';

describe('the list’s address', () => {
  it('holds every filter and the sort', () => {
    const state = fc.record({
      filter: fc.record({
        text: fc.string(),
        namespace: fc.string(),
        health: fc.constantFrom('' as const, 'trouble' as const, ...healths),
        chain: fc.string(),
        function: fc.string(),
      }),
      sort: fc.record({ column: fc.constantFrom(...columnIds), descending: fc.boolean() }),
    });
    fc.assert(
      fc.property(state, (wanted) => {
        expect(parseListState(new URLSearchParams(listQuery(wanted)))).toEqual(wanted);
      }),
    );
  });

  it('is empty for the list as it is at first', () => {
    expect(listQuery(parseListState(new URLSearchParams('')))).toBe('');
    expect(listQuery(parseListState(new URLSearchParams('health=purple&sort=-colour')))).toBe('');
  });
});
