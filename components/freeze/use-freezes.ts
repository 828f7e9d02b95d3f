'use client';
import { useEffect } from 'react';
import useSWR from 'swr';
import { fetchJson } from '#lib/client/fetcher.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { recordSource } from '#lib/domain/action/record.ts';

/** A freeze that holds, of a chain or, with null, of the whole namespace. */
export interface DeclaredFreeze {
  namespace: string;
  chain: string | null;
  by: string;
  reason: string;
  until: string | null;
  unreadable: string | null;
}

/** Milliseconds after which a freeze that somebody set without the console shows. */
const refreshMs = 15_000;

/** What is frozen now, in a namespace or anywhere, and how to look again. */
export function useFreezes(namespace?: string): {
  freezes: readonly DeclaredFreeze[];
  again: () => void;
} {
  const { data, mutate } = useSWR<{ items: DeclaredFreeze[] }, unknown>(
    namespace === undefined ? '/api/v1/freezes' : `/api/v1/freezes?${new URLSearchParams({ namespace })}`,
    fetchJson,
    { refreshInterval: refreshMs },
  );
  const { list } = useRows('events');
  const news = list
    .filter(({ source, reason }) => source === recordSource && /^Console(Un)?[Ff]reezeDone$/.test(reason))
    .map(({ key }) => key)
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each freeze that the stream tells of
  useEffect(() => void mutate(), [news]);
  return { freezes: data?.items ?? none, again: () => void mutate() };
}

const none: readonly DeclaredFreeze[] = [];
