'use client';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { TopicRows } from '#lib/contracts/stream.ts';
import { live } from './live.ts';

export type ListTopic =
  | 'functions'
  | 'other-workloads'
  | 'chains'
  | 'pods'
  | 'networks'
  | 'events'
  | 'runs'
  | 'chain-runs'
  | 'alerts';
type DetailTopic = `pod:${string}` | `function:${string}` | `run:${string}`;
type DetailOf<T extends DetailTopic> = T extends `pod:${string}`
  ? TopicRows['pod']
  : T extends `run:${string}`
    ? TopicRows['run']
    : TopicRows['function'];

export interface Rows<Row> {
  /** False until the first snapshot: show the skeleton, not "nothing here". */
  loaded: boolean;
  /** Replaced when something in it changed; rows that did not change keep their identity. */
  list: readonly Row[];
  rows: ReadonlyMap<string, Row>;
}

const serverState = { loaded: false, rows: new Map(), list: [] };

function useTopic(topic: string) {
  const subscribe = useCallback(
    (listener: () => void) => {
      const release = live.retain(topic);
      const unsubscribe = live.store.subscribe(topic, listener);
      return () => {
        unsubscribe();
        release();
      };
    },
    [topic],
  );
  return useSyncExternalStore(
    subscribe,
    () => live.store.state(topic),
    () => serverState,
  );
}

/** All rows of a topic, live. Re-renders at most once a frame, and only when this topic changed. */
export function useRows<T extends ListTopic>(topic: T): Rows<TopicRows[T]> {
  return useTopic(topic) as Rows<TopicRows[T]>;
}

/** One pod, function or run with everything: `useRow('pod:namespace/name')`. `row` is null while loading and when absent. */
export function useRow<T extends DetailTopic>(topic: T): { loaded: boolean; row: DetailOf<T> | null } {
  const { loaded, list } = useTopic(topic);
  return { loaded, row: (list[0] ?? null) as DetailOf<T> | null };
}

/**
 * Asks for topics that parts of the page will need once the first rows are there, without rendering for them: so the
 * page opens with one connection instead of one more for each part that appears.
 */
export function useAhead(...topics: ListTopic[]): void {
  const names = topics.join();
  useEffect(() => {
    const releases = names.split(',').map((topic) => live.retain(topic));
    return () => {
      for (const release of releases) release();
    };
  }, [names]);
}
