'use client';
import { useSyncExternalStore } from 'react';
import type { Freshness, WatchedKind, WatchStatus } from '#lib/domain/cluster/freshness.ts';
import type { Fault } from '#lib/domain/result.ts';
import { live } from './live.ts';
import type { ConnectionState } from './stream.ts';

/** How far what is on the screen can be trusted. */
export interface PageFreshness {
  state: Freshness['state'];
  /**
   * Who is behind: the `cluster` does not answer the console, it answers and the watches of some `kinds` are behind all the same,
   * or the `console` does not answer the page (sleep, Wi-Fi, a restart). Null while live.
   */
  cause: 'cluster' | 'kinds' | 'console' | null;
  /** RFC 3339, by the server's clock; null before anything was heard. */
  since: string | null;
  heardAt: string | null;
  /** One sentence of the server, where it is the cluster. */
  reason: string | null;
  /** What the console answered, where it refuses. */
  fault: Fault | null;
  watches: readonly WatchStatus[];
}

const nothingYet: PageFreshness = {
  state: 'connecting',
  cause: null,
  since: null,
  heardAt: null,
  reason: null,
  fault: null,
  watches: [],
};

/** Brings the server's word and the page's own observation together: the worse of the two counts. */
export function pageFreshness(state: ConnectionState): PageFreshness {
  const { freshness, heardAt, clockOffset, silent, fault } = state;
  const watches = freshness?.watches ?? [];
  const heard = heardAt === null ? null : new Date(heardAt + clockOffset).toISOString();
  if (fault && (fault.kind === 'forbidden' || fault.kind === 'unauthenticated' || heard === null)) {
    return {
      state: 'stale',
      cause: 'console',
      since: heard,
      heardAt: heard,
      reason: fault.detail || null,
      fault,
      watches,
    };
  }
  if (silent) {
    return { state: 'stale', cause: 'console', since: heard, heardAt: heard, reason: null, fault, watches };
  }
  if (!freshness) return nothingYet;
  return {
    state: freshness.state,
    cause: freshness.state === 'live' ? null : freshness.answers ? 'kinds' : 'cluster',
    since: freshness.since,
    heardAt: freshness.heardAt,
    reason: freshness.reason,
    fault: null,
    watches,
  };
}

let of: ConnectionState | null = null;
let last: PageFreshness = nothingYet;
function current(): PageFreshness {
  const state = live.state();
  if (state !== of) {
    of = state;
    const next = pageFreshness(state);
    if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
  }
  return last;
}

export function useFreshness(): PageFreshness {
  return useSyncExternalStore(live.subscribe, current, () => nothingYet);
}

/** The cluster behind the page; null before the first event. */
export function useCluster(): ConnectionState['cluster'] {
  return useSyncExternalStore(
    live.subscribe,
    () => live.state().cluster,
    () => null,
  );
}

/** True once the console was replaced by another build. */
export function useOutdated(): boolean {
  return useSyncExternalStore(
    live.subscribe,
    () => live.state().outdated,
    () => false,
  );
}

/** The kinds whose watches are not live for now, each once. */
export function kindsBehind(watches: readonly WatchStatus[]): WatchedKind[] {
  const behind = watches.filter(({ state }) => state === 'stale' || state === 'connecting');
  return [...new Set(behind.map(({ kind }) => kind))];
}

/** What a network function is made of. */
export const functionKinds = ['deployments', 'statefulsets', 'daemonsets', 'pods'] as const;

/** Those of them that may not be read, or not everywhere, each once: what is told of the others is not all. */
export function useHiddenKinds(): readonly WatchedKind[] {
  const { watches } = useFreshness();
  return functionKinds.filter((kind) =>
    watches.some((one) => one.kind === kind && one.state === 'forbidden'),
  );
}

/** The watches of a kind that are missing for good (forbidden or not served): why a list may be short. */
export function missingWatches(watches: readonly WatchStatus[], kind: WatchedKind): WatchStatus[] {
  return watches.filter(
    (watch) => watch.kind === kind && (watch.state === 'forbidden' || watch.state === 'not-served'),
  );
}
