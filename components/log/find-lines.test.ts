import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtHits, findLines } from './find-lines.ts';

describe('finding in a log', () => {
  it('finds lines whatever their case', () => {
    const lines = ['BGP up', 'ospf', 'bgp down'].map((text, index) => ({ number: index + 1, text }));
    expect(findLines(lines, 'bgp')).toEqual([0, 2]);
    expect(findLines(lines, '')).toEqual([]);
  });

  it('cuts a line at its hits and loses no letter', () => {
    expect(cutAtHits('a BGP b bgp', 'bgp')).toEqual(['a ', 'BGP', ' b ', 'bgp', '']);
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 2 }), (line, text) => {
        expect(cutAtHits(line, text).join('')).toBe(line);
      }),
    );
  });
});
