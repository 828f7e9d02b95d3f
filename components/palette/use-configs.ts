'use client';
import useSWR from 'swr';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import type { ConfigList } from '../config/api.ts';

const none: ConfigList['items'] = [];

/** ConfigMaps that functions use; asked for when the palette needs them, and once for all of its parts. */
export function useConfigs(): ConfigList['items'] {
  const { data } = useSWR<ConfigList, FaultError>('/api/v1/configs', fetchJson, { dedupingInterval: 5_000 });
  return data?.items ?? none;
}
