'use client';
import useSWR from 'swr';
import { fetchJson } from '#lib/client/fetcher.ts';
import type { Rights } from '#lib/contracts/rights.ts';
import type { GatedAction } from '#lib/domain/action/rights.ts';
import type { Right } from '#lib/domain/result.ts';
import type { ConfigRef } from './api.ts';

/** Whether the person may do something to a ConfigMap: `unknown` while nobody has said so, never taken for allowed. */
export interface MayDo {
  state: 'allowed' | 'missing' | 'unknown';
  /** The right to ask for. */
  missing: Right | null;
}

const unknown: MayDo = { state: 'unknown', missing: null };

/** What the person may do to one ConfigMap. */
export function useRights({ namespace, name }: ConfigRef): (action: GatedAction) => MayDo {
  const query = new URLSearchParams({ namespace, kind: 'configmaps', name });
  const { data } = useSWR<Rights, unknown>(`/api/v1/rights?${query}`, fetchJson, {
    refreshInterval: 60_000,
    revalidateOnFocus: false,
  });
  return (action) => {
    const found = data?.rights.find((one) => one.action === action);
    if (!found) return unknown;
    const [right] = found.missing;
    return found.allowed ? { state: 'allowed', missing: null } : { state: 'missing', missing: right ?? null };
  };
}
