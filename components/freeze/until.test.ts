import { expect, it } from 'vitest';
import { untilOf } from './until.ts';

const now = new Date('2026-01-01T12:00:00Z');

it.each([
  ['2026-01-01T12:01', 'utc', '2026-01-01T12:01:00.000Z'],
  ['2026-01-01T12:00', 'utc', null],
  ['', 'utc', null],
  ['soon', 'local', null],
] as const)('%s (%s) ends at %s', (text, zone, end) => {
  expect(untilOf(text, zone, now)).toBe(end);
});
