import { expect, test } from 'vitest';
import type { PodDrift } from './config-view.ts';
import { newerDrift } from './drift.ts';

const drift = (
  state: PodDrift['state'],
  at: string | null,
  since = at ?? '2026-01-01T00:00:00Z',
): PodDrift => ({
  ...{ pod: 'router-0', function: null, key: 'frr.conf', code: null, detail: null, effect: 'none' },
  ...{ missing: [], extra: [], state, since, at },
});

test.each(['same', 'different'] as const)(
  'what is %s when it is compared first may be so for longer',
  (state) => {
    const first = newerDrift(drift('unknown', null), drift(state, '2026-01-01T00:00:10Z'));
    expect(first).toMatchObject({ since: '2026-01-01T00:00:10Z', orEarlier: true });
    expect(newerDrift(first, drift(state, '2026-01-01T00:01:00Z'))).toMatchObject({
      since: '2026-01-01T00:00:10Z',
      orEarlier: true,
    });
  },
);

test('what changes between two comparisons began with the later', () => {
  const later = newerDrift(drift('same', '2026-01-01T00:00:10Z'), drift('different', '2026-01-01T00:01:00Z'));
  expect(later).toMatchObject({ since: '2026-01-01T00:01:00Z' });
  expect(later).not.toHaveProperty('orEarlier');
});
