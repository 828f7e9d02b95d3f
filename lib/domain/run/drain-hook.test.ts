import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrainHook, hookFor } from './drain-hook.ts';

const hook = (container: string | null, image: string | null): DrainHook => ({
  container,
  image,
  command: ['lbctl', 'drain'],
  undo: ['lbctl', 'serve'],
});
const lb = [
  { name: 'log', image: 'registry.example.net/log:v1' },
  { name: 'lb', image: 'registry.example.net/lb:v2.21' },
];

describe('a hook', () => {
  it.each([
    ['lb', null, 'lb'],
    ['l*', null, 'log'],
    [null, 'registry.example.net/lb:*', 'lb'],
    [null, '*/lb:v2*', 'lb'],
    ['lb', '*/log:*', null],
    ['b', null, null],
    [null, 'registry.example.net/lb', null],
    [null, '*lb:v2.21*v2.21', null],
  ])('for %s of %s fits %s', (container, image, found) => {
    expect(hookFor([hook(container, image)], lb)?.container ?? null).toBe(found);
  });

  it('is the first that fits', () => {
    const [first, second] = [hook('lb', null), hook('log', null)];
    expect(hookFor([first, second], lb)?.hook).toBe(first);
    expect(hookFor([], lb)).toBeNull();
  });

  it('takes a pattern for letters, as a regular expression of them does', () => {
    const letters = fc.stringMatching(/^[a*.]{0,6}$/);
    fc.assert(
      fc.property(letters, fc.stringMatching(/^[a.]{0,8}$/), (pattern, name) => {
        const expected = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name);
        expect(hookFor([hook(pattern, null)], [{ name }]) !== null).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
