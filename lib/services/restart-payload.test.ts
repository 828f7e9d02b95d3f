import { expect, test } from 'vitest';
import { restartPayload } from './restart-payload.ts';

const [newer, older] = [
  { name: 'p.config.2', revision: 2, hash: 'b' },
  { name: 'p.config.1', revision: 1, hash: 'a' },
];
const of = (runs: Parameters<typeof restartPayload>[0]['runs'], started: string | null) =>
  restartPayload({ configMap: 'p', hash: 'c', earlier: [newer, older], runs }, started)?.from;

test('a restart goes back to the text that ran, by FRR’s own word, then by the template’s, else to the one before', () => {
  expect(of(older, 'b')).toBe('p.config.1');
  expect(of(null, 'a')).toBe('p.config.1');
  expect(of(null, 'unknown')).toBe('p.config.2');
  expect(of(null, null)).toBe('p.config.2');
});

test('it goes back to none where the pods ran the present text before', () => {
  expect(of('present', null)).toBe('');
  expect(of(newer, 'c')).toBe('');
});
