import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, comparedEdits, regionsOf } from './changes.ts';

const text = fc.array(fc.constantFrom<string>('a', 'b', '!', ' exit', ''), { maxLength: 14 });

test('changes make one text of the other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const made = [...before];
      for (const { from, to, lines } of changesOf(before, after).reverse())
        made.splice(from, to - from, ...lines);
      expect(made).toEqual(after);
    }),
    { numRuns: 3_000 },
  );
});

test('regions are the three texts, and both sides changed only what neither kept', () => {
  fc.assert(
    fc.property(text, text, text, (base, yours, theirs) => {
      const regions = regionsOf(base, yours, theirs);
      expect(regions.flatMap((region) => region.base)).toEqual(base);
      expect(regions.flatMap((region) => region.yours)).toEqual(yours);
      expect(regions.flatMap((region) => region.theirs)).toEqual(theirs);
      for (const { changed, ...region } of regions) {
        if (!changed.yours) expect(region.yours).toEqual(region.base);
        if (!changed.theirs) expect(region.theirs).toEqual(region.base);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('texts of a mebibyte that have nothing in common are one change between the ends they share', () => {
  const numbered = (word: string) => Array.from({ length: 100_000 }, (_, at) => `${word} ${at}`);
  const before = ['first', ...numbered('before'), 'last'];
  const after = ['first', ...numbered('after'), 'last'];
  expect(changesOf(before, after)).toEqual([{ from: 1, to: 100_001, lines: numbered('after') }]);
  // Of as many lines that are all the same, one that changes is found.
  const alike = Array<string>(500_000).fill('!');
  expect(changesOf(alike, alike.with(7, '! changed'))).toEqual([{ from: 7, to: 8, lines: ['! changed'] }]);
  expect(regionsOf(alike, ['short'], alike.with(7, '! changed'))).toHaveLength(1);
  // As many edits as are compared are told one by one.
  const edits = alike.slice(0, 30_000).map((line, at) => (at % 20 === 0 ? `! ${at}` : line));
  expect(changesOf(alike.slice(0, 30_000), edits)).toHaveLength(1_500);
  expect(2 * 1_500).toBeLessThan(comparedEdits);
});
