import { expect, test } from 'vitest';
import type { WatchStatus } from '#lib/domain/cluster/freshness.ts';
import { overallFreshness, type Reachability } from './freshness.ts';

const now = new Date('2026-11-24T10:00:00Z');
const reach: Reachability = { state: 'answers', heardAt: now.getTime(), reason: null };
const watch = (kind: WatchStatus['kind'], state: WatchStatus['state']): WatchStatus => ({
  ...{ kind, state, namespace: null, since: now.toISOString(), objects: 0 },
  reason: state === 'stale' ? 'closed' : null,
});
const live = overallFreshness(null, [watch('pods', 'live')], reach, now);

test('one watch that is behind is no cluster that does not answer', () => {
  const watches = [watch('pods', 'live'), watch('ingresses', 'stale')];
  expect(overallFreshness(live, watches, reach, now)).toMatchObject({
    state: 'stale',
    answers: true,
    reason: 'ingresses: closed',
  });
  const silent: Reachability = { ...reach, state: 'silent', reason: 'no route' };
  expect(overallFreshness(live, watches, silent, now)).toMatchObject({
    state: 'stale',
    answers: false,
    reason: 'no route',
  });
});
