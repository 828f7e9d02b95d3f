'use client';
import useSWR from 'swr';
import type { namedKinds, Rights } from '#lib/contracts/rights.ts';
import type { GatedAction } from '#lib/domain/action/rights.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import type { Right } from '#lib/domain/result.ts';
import { FaultError, fetchJson } from './fetcher.ts';

/**
 * - `asking`   no answer yet: nothing is said against it, the server decides
 * - `unknown`  the API server cannot say
 */
export type May =
  | { state: 'allowed' | 'asking' | 'unknown' }
  | { state: 'missing'; right: Right; reason: string | null };

/** Milliseconds for which the server's own answer may be old. */
const refreshMs = 60_000;

/** One object that rights may be given for by its name. */
export interface RightsObject {
  kind: (typeof namedKinds)[number];
  name: string;
}

/**
 * What the signed-in user may do in a namespace, or to one object of it: one request for all buttons on a page, asked again every
 * minute.
 */
export function useRights(
  namespace: string | null,
  object?: RightsObject,
): (action: GatedAction, kind?: WorkloadKind) => May {
  const { data, error } = useSWR<Rights, unknown>(
    namespace === null ? null : `/api/v1/rights?${new URLSearchParams({ namespace, ...object })}`,
    fetchJson,
    {
      refreshInterval: refreshMs,
      dedupingInterval: 5_000,
      revalidateOnFocus: false,
      errorRetryInterval: 5_000,
    },
  );
  return (action, kind) => {
    if (data === undefined) return { state: isRefused(error) ? 'unknown' : 'asking' };
    const found = data.rights.find(
      (one) => one.action === action && (one.kind === null || one.kind === kind),
    );
    if (found === undefined) return { state: 'unknown' };
    const [right] = found.missing;
    return found.allowed || right === undefined
      ? { state: 'allowed' }
      : { state: 'missing', right, reason: found.reason };
  };
}

/** The API server cannot say; anything else leaves it to the server. */
const isRefused = (error: unknown): boolean =>
  error instanceof FaultError && error.fault.kind === 'unreachable';
