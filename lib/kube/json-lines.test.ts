import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineSplitter } from './json-lines.ts';

test('lines come out whole, however the bytes are cut', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(8), { minLength: 1 }), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const found: string[] = [];
      const splitter = lineSplitter((text) => found.push(text));
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = (cuts[turn % cuts.length] ?? 0) + 1;
        splitter.push(bytes.subarray(at, at + size));
        at += size;
      }
      expect(found).toEqual(lines.map((text) => Buffer.from(text).toString()));
      expect(splitter.rest()).toBe(0);
    }),
  );
});
