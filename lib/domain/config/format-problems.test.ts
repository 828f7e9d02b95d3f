import { expect, test } from 'vitest';
import { formatProblems } from './format-problems.ts';

const places = (kind: 'json' | 'yaml' | 'text', text: string) =>
  formatProblems(kind, text).map(({ line, severity, source }) => [line, severity, source]);

test('JSON is at fault where it stops being any', () => {
  expect(places('json', '{"a": 1,\n "b": [1, 2\n}\n')).toEqual([[3, 'error', 'json']]);
  expect(places('json', '{"a": 1,\n "b":\n\n')).toEqual([[2, 'error', 'json']]);
  expect(places('json', '{"a": 1}\n')).toEqual([]);
});

test('so is YAML; of other texts nothing is known', () => {
  expect(places('yaml', 'a: 1\nb: [1, 2\nc: 3\n')[0]).toEqual([3, 'error', 'yaml']);
  expect(places('yaml', 'a: 1\nb: [1, 2]\n')).toEqual([]);
  expect(places('text', 'a: [')).toEqual([]);
});
