'use client';
import useSWR from 'swr';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import type { ActionRequest, ActionTarget } from '#lib/domain/action/action.ts';
import type { Fault } from '#lib/domain/result.ts';
import { type PreviewAnswer, previewPath } from './api.ts';
import { useAgainWhenLive, useAgainWithRuns } from './use-again.ts';

export interface Preview {
  /** The latest answer; while the next one is awaited, of the request before. */
  data: PreviewAnswer | null;
  fault: Fault | null;
  /** Whether `data` is of this very request, and fresh. */
  current: boolean;
  again: () => Promise<unknown>;
}

/** The fault that something thrown carries. */
export const faultIn = (error: unknown): Fault => (error instanceof FaultError ? error.fault : unreachable);

/** What an action would do, from the server; asked anew for every other request, by hand, and when the cluster is heard again. */
export function usePreview(target: ActionTarget, request: ActionRequest | null, opened: string): Preview {
  const { data, error, isValidating, mutate } = useSWR<PreviewAnswer | null, unknown>(
    request === null ? null : [previewPath(target), JSON.stringify(request), opened],
    ([path]: [string]) => sendJson<PreviewAnswer>('POST', path, request),
    {
      keepPreviousData: true,
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
      shouldRetryOnError: false,
      dedupingInterval: 0,
    },
  );
  const fault = error === undefined || isValidating ? null : faultIn(error);
  useAgainWhenLive(fault, mutate);
  useAgainWithRuns(target, mutate);
  return {
    data: data ?? null,
    fault,
    current: !isValidating && fault === null && data != null,
    again: () => mutate(),
  };
}
