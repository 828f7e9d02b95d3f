import { constants, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gzipHead, gzipSegment } from './gzip-segment.ts';

test('segments can be joined in any order, and repeated, after one head', () => {
  const piece = fc.string({ maxLength: 5_000 });
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1 }), fc.array(fc.nat()), (pieces, picks) => {
      const segments = pieces.map((text) => gzipSegment(Buffer.from(text), 6));
      const chosen = picks.map((pick) => pick % pieces.length);
      const joined = Buffer.concat([gzipHead, ...chosen.flatMap((index) => segments[index] ?? [])]);
      const plain = gunzipSync(joined, { finishFlush: constants.Z_SYNC_FLUSH });
      expect(plain.equals(Buffer.concat(chosen.map((index) => Buffer.from(pieces[index] ?? ''))))).toBe(true);
    }),
  );
});
