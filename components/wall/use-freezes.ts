'use client';
import useSWR from 'swr';
import { fetchJson } from '#lib/client/fetcher.ts';

/** What may not be changed now; `chain` is null for a whole namespace. */
export interface FreezeItem {
  namespace: string;
  chain: string | null;
  by: string;
  reason: string;
  until: string | null;
}

const refreshMs = 10_000;
const none: FreezeItem[] = [];

/** The freezes, by the wall's own path, which a display link opens too. */
export function useFreezes(): readonly FreezeItem[] {
  const { data } = useSWR<{ items: FreezeItem[] }>('/wall/freezes', fetchJson, {
    refreshInterval: refreshMs,
  });
  return data?.items ?? none;
}
