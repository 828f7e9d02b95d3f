'use client';
import { useEffect } from 'react';
import useSWR from 'swr';
import type { RecordedAction } from '#lib/contracts/acting.ts';
import { recordSource } from '#lib/domain/action/record.ts';
import { fetchJson } from './fetcher.ts';
import { useRows } from './use-topic.ts';

/** What was done through the console; read again as soon as the cluster's Events tell of something new. */
export function useAudit(): { loaded: boolean; actions: readonly RecordedAction[] } {
  const { data, mutate } = useSWR<{ items: RecordedAction[] }, unknown>('/api/v1/audit', fetchJson, {
    refreshInterval: 60_000,
  });
  const { list } = useRows('events');
  const own = list.filter(({ source }) => source === recordSource);
  const news = own.map(({ key }) => key).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each change of the console's own Events
  useEffect(() => void mutate(), [news]);
  return { loaded: data !== undefined, actions: data?.items ?? none };
}

const none: readonly RecordedAction[] = [];
