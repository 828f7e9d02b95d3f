import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventStreamReader, type ServerEvent } from './event-stream.ts';

function read(pieces: string[]): ServerEvent[] {
  const seen: ServerEvent[] = [];
  const feed = eventStreamReader((event) => seen.push(event));
  for (const piece of pieces) feed(piece);
  return seen;
}

describe('eventStreamReader', () => {
  it('reads names, ids and data, passes over comments, and drops an event that has not ended', () => {
    const text =
      ': hello\n\nevent: delta\nid: a:1\ndata: {"x":1}\n\ndata:two\ndata: lines\n\ndata: cut off\n';
    expect(read([text])).toEqual([
      { event: 'delta', id: 'a:1', data: '{"x":1}' },
      { event: 'message', id: 'a:1', data: 'two\nlines' },
    ]);
  });

  it('reads the same whatever the line ends are and wherever the pieces are cut', () => {
    const line = fc.constantFrom(
      'event: a',
      'event: b',
      'id: 7',
      'data: x',
      'data:',
      ': note',
      'data: ü日本',
      '',
      '',
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(200), { maxLength: 12 }),
        (lines, end, cuts) => {
          const whole = lines.map((text) => text + end).join('');
          const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
          const pieces = places.slice(1).map((to, index) => whole.slice(places[index], to));
          expect(read(pieces)).toEqual(read([lines.map((text) => `${text}\n`).join('')]));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
