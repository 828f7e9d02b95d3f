import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogBuffer, mostCharacters } from './log-buffer.ts';
import { plainText } from './plain-text.ts';

const texts = (buffer: ReturnType<typeof createLogBuffer>) => buffer.state().lines.map((line) => line.text);

describe('the log buffer', () => {
  it('joins pieces into the lines they were cut from, wherever the cuts are', () => {
    const line = fc.string({ maxLength: 20, unit: fc.constantFrom('a', 'b', ' ', '<', '語') });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.array(fc.nat(400), { maxLength: 10 }),
        (lines, cuts) => {
          const whole = lines.map((text) => `${text}\n`).join('');
          const buffer = createLogBuffer();
          const at = [
            0,
            ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b),
            whole.length,
          ];
          at.slice(1).forEach((end, index) => {
            buffer.append(whole.slice(at[index], end));
          });
          buffer.end();
          expect(texts(buffer)).toEqual(lines);
        },
      ),
    );
  });

  it('keeps the newest lines within its bound and counts what it let go', () => {
    const buffer = createLogBuffer(10);
    for (let index = 1; index <= 105; index++) buffer.append(`line ${index}\n`);
    const { lines, dropped } = buffer.state();
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toEqual({ number: 105, text: 'line 105' });
    expect(lines[0]?.number).toBe(dropped + 1);
    expect(dropped).toBe(95);
  });

  it('cuts a line that is too long and says by how much', () => {
    const buffer = createLogBuffer();
    buffer.append(`${'x'.repeat(mostCharacters + 7)}\n`);
    expect(texts(buffer)[0]).toBe(`${'x'.repeat(mostCharacters)}… (+7)`);
  });

  it('shows what stands behind the last newline once the stream has ended', () => {
    const buffer = createLogBuffer();
    buffer.append('a\nb');
    expect(texts(buffer)).toEqual(['a']);
    buffer.end();
    expect(texts(buffer)).toEqual(['a', 'b']);
  });

  it('is the same object while nothing changed', () => {
    const buffer = createLogBuffer();
    buffer.append('a\n');
    expect(buffer.state()).toBe(buffer.state());
  });
});

describe('plain text of a log line', () => {
  it('drops colours, cursor movements, titles and links', () => {
    expect(plainText('\u001b[1;31merror\u001b[0m done\u001b[2K')).toBe('error done');
    expect(plainText('\u001b]0;title\u0007text \u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\')).toBe(
      'text link',
    );
  });

  it('shows what is left of control characters, and leaves markup as text', () => {
    expect(plainText('a\u0007b\u001b')).toBe('a␇b␛');
    expect(plainText('<img src=x onerror=alert(1)>\tü')).toBe('<img src=x onerror=alert(1)>\tü');
    expect(plainText('abc\u202edef')).toBe('abc\ufffddef');
  });

  it('leaves no escape in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(plainText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
      { numRuns: 10_000 },
    );
  });
});
