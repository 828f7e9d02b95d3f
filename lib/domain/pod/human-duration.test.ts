import { describe, expect, test } from 'vitest';
import { humanDuration, printAge } from './human-duration.ts';
import { printRestarts } from './print-restarts.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000] as const;

/** Source: k8s.io/apimachinery pkg/util/duration/duration_test.go has the same borders. */
describe('humanDuration', () => {
  test.each([
    [-2 * second, '<invalid>'],
    [-1.5 * second, '0s'],
    [-1, '0s'],
    [0, '0s'],
    [999, '0s'],
    [119 * second + 999, '119s'],
    [2 * minute, '2m'],
    [2 * minute + second, '2m1s'],
    [10 * minute - 1, '9m59s'],
    [10 * minute + 59 * second, '10m'],
    [3 * hour - 1, '179m'],
    [3 * hour, '3h'],
    [4 * hour + 23 * minute, '4h23m'],
    [8 * hour - 1, '7h59m'],
    [8 * hour + 59 * minute, '8h'],
    [48 * hour - 1, '47h'],
    [2 * day, '2d'],
    [3 * day + 22 * hour, '3d22h'],
    [8 * day - 1, '7d23h'],
    [8 * day + 23 * hour, '8d'],
    [2 * 365 * day - 1, '729d'],
    [2 * 365 * day, '2y'],
    [2 * 365 * day + 3 * day, '2y3d'],
    [8 * 365 * day - 1, '7y364d'],
    [8 * 365 * day + 20 * day, '8y'],
    [Number.NaN, '<invalid>'],
  ])('%d ms is %s', (milliseconds, expected) => {
    expect(humanDuration(milliseconds)).toBe(expected);
  });
});

describe('printAge', () => {
  const now = new Date('2026-01-05T00:00:00Z');
  test.each([
    [undefined, '<unknown>'],
    ['', '<unknown>'],
    ['yesterday', '<invalid>'],
    ['2026-01-06T00:00:00Z', '<invalid>'],
    ['2026-01-01T00:00:00Z', '4d'],
  ])('%s is %s', (createdAt, expected) => {
    expect(printAge(createdAt, now)).toBe(expected);
  });
});

describe('printRestarts', () => {
  const now = new Date('2026-01-05T00:00:00Z');
  const row = { restartCount: 10, lastRestartAt: '2026-01-01T02:00:00Z' };
  test.each([
    [row, true, '10 (3d22h ago)'],
    [row, false, '10'],
    [{ ...row, lastRestartAt: null }, true, '10'],
    [{ ...row, restartCount: 0 }, true, '0'],
  ])('%o, age %s: %s', (of, withAge, expected) => {
    expect(printRestarts(of, now, { withAge })).toBe(expected);
  });
});
