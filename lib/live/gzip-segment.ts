import { constants, deflateRawSync } from 'node:zlib';

/** The head of a gzip member: deflate, no name, no time. Source: RFC 1952, section 2.3. */
export const gzipHead: Uint8Array = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

const small = 2_048;

/**
 * A piece of a deflate stream that can follow any other such piece: it ends on a byte boundary without being the last block
 * and refers to nothing before itself. So one event is compressed once, and the same bytes are sent to every browser, each of
 * which only got a head of its own. Source: RFC 1951, section 3.2.3; zlib.h on Z_FULL_FLUSH.
 */
export function gzipSegment(bytes: Uint8Array, level: number): Uint8Array {
  return deflateRawSync(bytes, {
    level,
    finishFlush: constants.Z_FULL_FLUSH,
    // zlib clears its tables for each piece; small ones need no window of 32 KiB.
    ...(bytes.length <= small ? { windowBits: 11, memLevel: 4 } : { windowBits: 15, memLevel: 9 }),
  });
}
