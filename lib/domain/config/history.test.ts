import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beyondBounds, historyOf, keptRevisions, noteOf, readChange, readRevisionNote } from './history.ts';

const note = (hash: string, how: 'applied' | 'outside' = 'applied') =>
  noteOf({
    hash,
    size: 10,
    changed: ['frr.conf'],
    change:
      how === 'applied'
        ? { at: '2026-11-23T10:00:00Z', by: 'ann', why: 'x', how, restoredFrom: null, hash }
        : null,
    last: { manager: 'kubectl-edit', at: '2026-11-23T11:00:00Z' },
    first: false,
    now: '2026-11-23T12:00:00Z',
  });

test('a change from elsewhere is the newest entry, though it is not kept yet', () => {
  const kept = [{ revision: 1, note: note('a') }];
  expect(historyOf(kept, note('a')).map(({ revision, current }) => [revision, current])).toEqual([[1, true]]);
  expect(historyOf(kept, note('b', 'outside'))[0]).toMatchObject({
    revision: null,
    how: 'outside',
    manager: 'kubectl-edit',
    by: null,
    current: true,
  });
});

test('a note is of its own texts only, and may be anything', () => {
  const text = JSON.stringify({
    at: '2026-11-23T10:00:00Z',
    by: 'ann',
    why: null,
    how: 'applied',
    hash: 'a',
  });
  expect(readChange(text, 'a')?.by).toBe('ann');
  expect(readChange(text, 'b')).toBeNull();
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (value) => {
      readChange(value, 'a');
      readRevisionNote(value);
    }),
  );
});

test('what is beyond the bounds goes, the oldest first; the newest stays', () => {
  const many = Array.from({ length: keptRevisions + 3 }, (_, n) => ({ revision: n + 1, size: 1 }));
  expect(beyondBounds(many).map(({ revision }) => revision)).toEqual([1, 2, 3]);
  expect(
    beyondBounds([
      { revision: 1, size: 1 },
      { revision: 2, size: 1e9 },
    ]).map(({ revision }) => revision),
  ).toEqual([1]);
});
