import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Severity } from './alert.ts';
import { type Book, emptyBook, type Look, look, nextChange, openIn } from './book.ts';
import type { Finding } from './findings.ts';
import { alertRules } from './rules.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const about = { namespace: 'edge', kind: 'deployments', name: 'waf', chain: 'internet' } as const;
const trouble = (severity: Severity, more: Partial<Finding> = {}): Finding => ({
  id: 'function-unwell/edge/deployments/waf',
  rule: 'function-unwell',
  about,
  severity,
  ...more,
});
const at = (book: Book, second: number, found: readonly Finding[], more: Partial<Look> = {}): Book =>
  look(book, {
    now: start + second * 1000,
    found,
    timing: {},
    asked: () => true,
    exists: () => true,
    known: () => null,
    ...more,
  });
const { after, keep } = alertRules['function-unwell'];
const told = (book: Book) =>
  openIn(book).map(({ severity, firedAt }) => [severity, ((firedAt ?? 0) - start) / 1000]);

test('waits, fires, stays, and is over', () => {
  let book = at(emptyBook, 0, [trouble('critical')]);
  expect(told(book)).toEqual([]);
  expect(nextChange(book, {})).toBe(after.critical * 1000);
  book = at(book, after.critical, [trouble('critical')]);
  expect(told(book)).toEqual([['critical', after.critical]]);
  book = at(book, 40, []);
  expect(told(book)).toEqual([['critical', after.critical]]);
  expect(nextChange(book, {})).toBe(keep * 1000);
  book = at(book, 40 + keep, []);
  expect(told(book)).toEqual([]);
  expect([...book.entries.values()].map(({ resolvedAt }) => resolvedAt)).toEqual([
    start + (40 + keep) * 1000,
  ]);
  book = at(book, 40 + keep + 901, []);
  expect(book.entries.size).toBe(0);
});

test('what the cluster tells of its beginning counts, and what is gone is over at once', () => {
  const since = new Date(start - 3_600_000).toISOString();
  let book = at(emptyBook, 0, [trouble('warning', { since })]);
  expect(openIn(book).map((one) => one.since)).toEqual([start - 3_600_000]);
  book = at(book, 1, [], { exists: () => false });
  expect(told(book)).toEqual([]);
});

test('a warning becomes critical and not the other way round', () => {
  let book = at(emptyBook, 0, [trouble('warning')]);
  book = at(book, after.warning, [trouble('critical')]);
  expect(told(book)).toEqual([['warning', after.warning]]);
  book = at(book, after.warning + after.critical, [trouble('warning')]);
  expect(told(book)).toEqual([['critical', after.warning]]);
});

test('while data is stale nothing fires and nothing is over', () => {
  let book = at(emptyBook, 0, [trouble('critical')]);
  book = at(book, 3_600, [], { asked: () => false });
  expect(told(book)).toEqual([]);
  book = at(book, 3_601, [trouble('critical')]);
  // The hour without sight is no time in trouble.
  expect(told(book)).toEqual([]);
  book = at(book, 3_601 + after.critical, [trouble('critical')]);
  expect(told(book)).toHaveLength(1);
  book = at(book, 9_000, [], { asked: () => false });
  expect(told(book)).toHaveLength(1);
});

test('what was there at the first look may have begun before, unless somebody tells when', () => {
  const orEarlier = (book: Book) => [...book.entries.values()].map((entry) => entry.orEarlier);
  const since = new Date(start - 60_000).toISOString();
  expect(orEarlier(at(emptyBook, 0, [trouble('warning')]))).toEqual([true]);
  expect(orEarlier(at(emptyBook, 0, [trouble('warning', { since })]))).toEqual([false]);
  expect(orEarlier(at(emptyBook, 0, [trouble('warning', { since, orEarlier: true })]))).toEqual([true]);
  expect(orEarlier(at(at(emptyBook, 0, []), 5, [trouble('warning')]))).toEqual([false]);
});

test('what was told before is known at once, with its times', () => {
  const known = { since: start - 60_000, firedAt: start - 30_000, severity: 'critical' } as const;
  const book = at(emptyBook, 0, [trouble('warning')], { known: () => known });
  expect(openIn(book)).toMatchObject([known]);
});

test('a rule that is switched off tells nothing, and what it told is over', () => {
  let book = at(emptyBook, 0, [trouble('critical')]);
  book = at(book, after.critical, [trouble('critical')]);
  book = at(book, 31, [trouble('critical')], { timing: { 'function-unwell': 'off' } });
  book = at(book, 32, [], { timing: { 'function-unwell': 'off' } });
  expect(told(book)).toEqual([]);
});

/** A trouble that comes and goes: how long it lasts and how long it is away, each in seconds. */
const flaps = fc.array(
  fc.record({
    bad: fc.integer({ min: 1, max: 120 }),
    good: fc.integer({ min: 1, max: keep - 2 }),
    severity: fc.constantFrom<Severity>('warning', 'critical'),
  }),
  { minLength: 1, maxLength: 40 },
);

test('however it flaps, faster than the keep time it is one alert, and it is over once it is quiet', () => {
  fc.assert(
    fc.property(flaps, fc.integer({ min: 1, max: 7 }), (times, step) => {
      let book = emptyBook;
      let second = 0;
      const beginnings = new Set<number>();
      const see = (found: readonly Finding[], seconds: number) => {
        for (const end = second + seconds; second < end; second += Math.min(step, end - second)) {
          book = at(book, second, found);
          for (const { firedAt } of openIn(book)) beginnings.add(firedAt ?? 0);
        }
      };
      for (const { bad, good, severity } of times) {
        // The same trouble twice in one look is still one.
        see([trouble(severity), trouble(severity)], bad);
        see([], good);
        expect(openIn(book).length).toBeLessThanOrEqual(1);
      }
      const critical = times
        .filter((one) => one.severity === 'critical')
        .reduce((sum, one) => sum + one.bad, 0);
      const all = times.reduce((sum, one) => sum + one.bad, 0);
      const slack = times.length * step;
      if (critical > after.critical + slack || all > after.warning + slack) expect(beginnings.size).toBe(1);
      if (critical < after.critical - slack && all < after.warning - slack) expect(beginnings.size).toBe(0);
      expect(beginnings.size).toBeLessThanOrEqual(1);
      second += keep;
      see([], step);
      expect(openIn(book)).toEqual([]);
    }),
  );
});
