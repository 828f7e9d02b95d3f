import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threeWayMerge } from './merge.ts';

describe('two who edit', () => {
  const base = 'a\nb\nc\nd\ne\n';

  test('other lines: both stay', () => {
    expect(threeWayMerge(base, 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\n')).toEqual({
      clean: true,
      text: 'A\nb\nc\nd\nE\n',
      conflicts: [],
    });
  });

  test('the same line: both are shown, between markers, at their place', () => {
    const merge = threeWayMerge(base, 'a\nb\nmine\nd\ne\n', 'a\nb\ntheirs\nd\ne\n');
    expect(merge.clean).toBe(false);
    expect(merge.conflicts).toEqual([
      { line: 3, lines: 7, base: ['c'], yours: ['mine'], theirs: ['theirs'] },
    ]);
    expect(merge.text?.split('\n').slice(2, 9)).toEqual([
      '<<<<<<< yours',
      'mine',
      '||||||| base',
      'c',
      '=======',
      'theirs',
      '>>>>>>> theirs',
    ]);
  });

  test('one deletes the key that the other changes: a conflict', () => {
    expect(threeWayMerge(base, null, 'x\n').clean).toBe(false);
    expect(threeWayMerge(base, null, base)).toEqual({ clean: true, text: null, conflicts: [] });
  });
});

const row = fc.constantFrom('a', 'b', 'c', ' neighbor x', '!', '');
const edited = fc
  .array(row, { maxLength: 12 })
  .chain((base) =>
    fc.tuple(
      fc.constant(base),
      ...[0, 1].map(() => fc.array(fc.tuple(fc.nat(12), fc.nat(2), fc.uuid()), { maxLength: 3 })),
    ),
  );
const ends = fc.constantFrom('', '\n');

/** Replaces, inserts or deletes lines; each new line is like no other. */
function apply(base: readonly string[], edits: readonly (readonly [number, number, string])[]): string[] {
  const lines = [...base];
  for (const [at, deletes, fresh] of edits) lines.splice(Math.min(at, lines.length), deletes, fresh);
  return lines;
}

test('no line that either side wrote is ever lost without a word', () => {
  fc.assert(
    fc.property(edited, ends, ends, ends, ([base, one, two], a, b, c) => {
      const yours = apply(base, one as [number, number, string][]);
      const theirs = apply(base, two as [number, number, string][]);
      const merge = threeWayMerge(base.join('\n') + a, yours.join('\n') + b, theirs.join('\n') + c);
      const told = new Set([
        ...(merge.text ?? '').split('\n'),
        ...merge.conflicts.flatMap((conflict) => [...conflict.yours, ...conflict.theirs]),
      ]);
      for (const line of [...yours, ...theirs])
        if (!(base as readonly string[]).includes(line)) expect(told).toContain(line);
      if (merge.clean) expect(merge.text).not.toContain('<<<<<<<');
    }),
    { numRuns: 3_000 },
  );
});

test('a clean merge is the lines that both kept and the lines that either wrote, no other; both outcomes occur', () => {
  const outcomes = { clean: 0, conflict: 0 };
  const edits = fc.array(fc.tuple(fc.nat(12), fc.nat(2), fc.uuid()), { maxLength: 2 });
  fc.assert(
    fc.property(fc.nat(12), edits, edits, (length, one, two) => {
      const base = Array.from({ length }, (_, at) => `line ${at}`);
      const [yours, theirs] = [apply(base, one), apply(base, two)];
      const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
      const merge = threeWayMerge(text(base), text(yours), text(theirs));
      const lines = (merge.text ?? '').split('\n').filter((line) => line !== '');
      const kept = base.filter((line) => yours.includes(line) && theirs.includes(line));
      const written = [...yours, ...theirs].filter((line) => !base.includes(line));
      expect(lines).toEqual(expect.arrayContaining(kept));
      if (merge.clean) expect([...lines].sort()).toEqual([...kept, ...written].sort());
      outcomes[merge.clean ? 'clean' : 'conflict'] += 1;
    }),
    { numRuns: 3_000 },
  );
  expect(outcomes.clean).toBeGreaterThan(100);
  expect(outcomes.conflict).toBeGreaterThan(100);
});
