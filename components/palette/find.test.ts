import fc from 'fast-check';
import { expect, test } from 'vitest';
import { find } from './find.ts';

const one = (name: string, place = 'edge') => ({ key: `${place}/${name}`, name, place });
const names = (typed: string, ...all: ReturnType<typeof one>[]) =>
  find(all, typed, 10).map(({ name }) => name);

test('what begins with it comes first, then what has it, then where its place has it', () => {
  expect(names('waf', one('x', 'waf'), one('new-waf'), one('waf-b'), one('waf-a'))).toEqual([
    'waf-a',
    'waf-b',
    'new-waf',
    'x',
  ]);
});

test('what is of one group stays together, by weight within it', () => {
  const act = (verb: string, weight: number, namespace: string) => ({
    ...one(`${verb}: waf`, namespace),
    group: `${namespace}/waf`,
    weight,
  });
  const acts = ['lab', 'edge'].flatMap((namespace) => [
    act('Restart', 1, namespace),
    act('Scale', 0, namespace),
  ]);
  expect(find(acts, 'waf', 10).map(({ name, place }) => `${place} ${name}`)).toEqual([
    'edge Scale: waf',
    'edge Restart: waf',
    'lab Scale: waf',
    'lab Restart: waf',
  ]);
});

test('every word must occur, in the name or the place, however it is written', () => {
  expect(names('EDGE waf', one('waf'), one('waf', 'core'), one('lb'))).toEqual(['waf']);
});

test('never gives more than it may, and only what has every word', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), fc.nat(20), (all, typed, most) => {
      const found = find(
        all.map((name) => one(name)),
        typed,
        most,
      );
      expect(found.length).toBeLessThanOrEqual(most);
      for (const { name } of found)
        for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean))
          expect(`${name.toLowerCase()} edge`).toContain(word);
    }),
  );
});
