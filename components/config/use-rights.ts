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

const asked = { refreshInterval: 60_000, revalidateOnFocus: false } as const;

/**
 * What the person may do to one ConfigMap, and with the routers that use it: rights may be given for this one object, and a
 * roll-out is of the namespace's workloads.
 */
export function useRights({ namespace, name }: ConfigRef): (action: GatedAction) => MayDo {
  const object = new URLSearchParams({ namespace, kind: 'configmaps', name });
  const ofObject = useSWR<Rights, unknown>(`/api/v1/rights?${object}`, fetchJson, asked);
  const ofNamespace = useSWR<Rights, unknown>(
    `/api/v1/rights?${new URLSearchParams({ namespace })}`,
    fetchJson,
    asked,
  );
  return (action) => {
    const found =
      ofObject.data?.rights.find((one) => one.action === action) ??
      ofNamespace.data?.rights.find((one) => one.action === action);
    if (!found) return unknown;
    const [right] = found.missing;
    return found.allowed ? { state: 'allowed', missing: null } : { state: 'missing', missing: right ?? null };
  };
}
