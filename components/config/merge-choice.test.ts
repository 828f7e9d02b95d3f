import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, type MergeKey, mergedText } from './merge-choice.ts';

/** A merge of parts: plain lines, and conflicts with their markers, as the server writes them. */
function keyOf(parts: (string | { yours: string[]; theirs: string[] })[]): MergeKey {
  const lines: string[] = [];
  const conflicts: MergeKey['merge']['conflicts'] = [];
  for (const part of parts) {
    if (typeof part === 'string') lines.push(part);
    else {
      const marked = ['<<<<<<< yours', ...part.yours, '=======', ...part.theirs, '>>>>>>> theirs'];
      conflicts.push({ line: lines.length + 1, lines: marked.length, base: [], ...part });
      lines.push(...marked);
    }
  }
  return {
    key: 'frr.conf',
    base: '',
    baseKnown: true,
    yours: '',
    theirs: '',
    merge: { clean: conflicts.length === 0, text: lines.join('\n'), conflicts },
  };
}

const choose = (choice: Decision['choice'], own = ''): Decision => ({ choice, own });

describe('a merge', () => {
  const key = keyOf(['a', { yours: ['y1', 'y2'], theirs: ['t'] }, 'b', { yours: ['y3'], theirs: [] }, '']);

  it('is open until every conflict is decided', () => {
    expect(mergedText(key, [choose('yours'), undefined])).toBeNull();
  });

  it('takes what was chosen', () => {
    expect(mergedText(key, [choose('yours'), choose('theirs')])).toBe('a\ny1\ny2\nb\n');
    expect(mergedText(key, [choose('both'), choose('own', 'x\nz')])).toBe('a\nt\ny1\ny2\nb\nx\nz\n');
  });

  it('loses no line of either side where both are taken', () => {
    const line = fc.stringMatching(/^[a-z !]{0,6}$/);
    const part = fc.oneof(line, fc.record({ yours: fc.array(line), theirs: fc.array(line) }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const conflicts = parts.filter((one) => typeof one !== 'string');
        const text = mergedText(
          keyOf(parts),
          conflicts.map(() => choose('both')),
        );
        const expected = parts.flatMap((one) =>
          typeof one === 'string' ? [one] : [...one.theirs, ...one.yours],
        );
        expect(text).toBe(expected.join('\n'));
      }),
    );
  });
});
