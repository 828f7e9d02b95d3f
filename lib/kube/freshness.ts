import type { Freshness, WatchStatus } from '#lib/domain/cluster/freshness.ts';

/** Whether the API server answers at all, whatever the watches say. */
export interface Reachability {
  state: 'unknown' | 'answers' | 'silent';
  /** Milliseconds since the epoch. */
  heardAt: number | null;
  reason: string | null;
}

/**
 * One word for all watches. Kinds that are not served or not allowed do not count, nor does one that comes later (a CRD that
 * has just been installed) before it has its first list.
 */
export function overallFreshness(
  before: Freshness | null,
  watches: WatchStatus[],
  reach: Reachability,
  now: Date,
): Freshness {
  const wasComplete = before !== null && before.state !== 'connecting';
  const stale = watches.find(({ state }) => state === 'stale');
  const connecting = watches.find(({ state }) => state === 'connecting');
  let state: Freshness['state'] = 'live';
  let reason: string | null = null;
  if (!wasComplete && (connecting !== undefined || reach.state === 'unknown')) {
    state = 'connecting';
    reason = reach.reason ?? connecting?.reason ?? null;
  } else if (reach.state === 'silent') {
    state = 'stale';
    reason = reach.reason;
  } else if (stale !== undefined) {
    state = 'stale';
    reason = `${stale.kind}${stale.namespace === null ? '' : ` in ${stale.namespace}`}: ${stale.reason ?? 'not confirmed'}`;
  }
  return {
    state,
    since: before?.state === state ? before.since : now.toISOString(),
    answers: reach.state === 'answers',
    heardAt: reach.heardAt === null ? null : new Date(reach.heardAt).toISOString(),
    reason,
    watches,
  };
}
