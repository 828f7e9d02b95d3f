import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostPerPage, tileSizes, type WallItem, wallPages } from './layout.ts';

const heightEm = 37;
const item = fc.record({
  troubled: fc.boolean(),
  functions: fc.integer({ min: 1, max: 12 }),
  id: fc.integer(),
});

test('every chain is shown once, and what is wrong stands before what is not', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 130 }), (items) => {
      const shown = wallPages(items, heightEm).flatMap(({ troubled, calm }) => [
        ...troubled.items,
        ...calm.items,
      ]);
      expect(shown).toHaveLength(items.length);
      expect(new Set(shown)).toEqual(new Set(items));
      const firstCalm = shown.findIndex((one) => !one.troubled);
      if (firstCalm >= 0) expect(shown.slice(firstCalm).every((one) => !one.troubled)).toBe(true);
    }),
  );
});

test('one page holds up to forty chains, whatever is wrong with them, and none is higher than the screen', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: mostPerPage }), (items) => {
      const pages = wallPages(items, heightEm);
      expect(pages).toHaveLength(1);
      for (const { troubled, calm } of pages) {
        const total = [troubled, calm].reduce((sum, { rows, height }) => sum + rows * height, 0);
        expect(total).toBeLessThanOrEqual(heightEm);
        if (troubled.items.length > 0)
          expect(tileSizes.indexOf(troubled.size)).toBeLessThanOrEqual(tileSizes.indexOf(calm.size));
      }
    }),
  );
});

test('what is wrong is as large as the others allow', () => {
  const chains = (count: number, troubled: boolean): WallItem[] =>
    Array.from({ length: count }, () => ({ troubled, functions: 3 }));
  const sizes = (...items: WallItem[][]) => {
    const [page] = wallPages(items.flat(), heightEm);
    return [page?.troubled.size, page?.calm.size];
  };
  expect(sizes(chains(1, true))).toEqual(['full', 'full']);
  expect(sizes(chains(1, true), chains(2, false))).toEqual(['full', 'full']);
  expect(sizes(chains(1, true), chains(12, false))).toEqual(['full', 'third']);
  expect(sizes(chains(1, true), chains(24, false))).toEqual(['full', 'quarter']);
  expect(sizes(chains(4, true), chains(20, false))).toEqual(['half', 'line']);
  expect(sizes(chains(0, true), chains(40, false))).toEqual(['full', 'quarter']);
  expect(sizes(chains(1, true), chains(39, false))).toEqual(['full', 'line']);
  expect(sizes(chains(20, true), chains(20, false))).toEqual(['tall', 'line']);
  expect(sizes(chains(21, true), chains(19, false))).toEqual(['quarter', 'line']);
});

test('nothing to show is one empty page', () => {
  expect(wallPages([], heightEm)).toHaveLength(1);
});
