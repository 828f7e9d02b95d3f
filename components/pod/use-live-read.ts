'use client';
import useSWR from 'swr';
import { FaultError, fetchJson } from '#lib/client/fetcher.ts';
import { useRights } from '#lib/client/use-rights.ts';
import type { LiveAnswer, LiveKind } from '#lib/contracts/live.ts';
import type { Fault } from '#lib/domain/result.ts';

export interface Live {
  data: LiveAnswer | null;
  fault: Fault | null;
  reading: boolean;
  /** Reads once more, now. */
  again: () => void;
}

/**
 * Runs a fixed command in the pod and gives what it said. Read when the component mounts, and by hand after that: each
 * read is an exec in somebody's router, so nothing reads by itself again.
 */
export function useLiveRead(namespace: string, name: string, what: LiveKind): Live {
  const path = `/api/v1/pods/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}/live/${what}`;
  // What is known to be refused is not asked.
  const may = useRights(namespace)('live');
  const isMissing = may.state === 'missing';
  const { data, error, isValidating, mutate } = useSWR<LiveAnswer, unknown>(
    isMissing ? null : path,
    fetchJson,
    {
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
      revalidateIfStale: true,
      shouldRetryOnError: false,
      dedupingInterval: 1_000,
    },
  );
  const fault = isMissing
    ? ({ kind: 'forbidden', detail: may.reason ?? '', right: may.right } satisfies Fault)
    : error === undefined
      ? null
      : error instanceof FaultError
        ? error.fault
        : ({ kind: 'unreachable', detail: '' } satisfies Fault);
  return { data: data ?? null, fault, reading: isValidating, again: () => void mutate() };
}
