'use client';
import useSWR from 'swr';
import { type ApplyOutcome, sendConfig } from '#lib/client/config-acts.ts';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import type { Fault } from '#lib/domain/result.ts';
import type { ConfigDiff, ConfigRef } from './api.ts';
import { configApi } from './api.ts';
import type { Base } from './use-edit.ts';

const once = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  revalidateIfStale: false,
  shouldRetryOnError: false,
  dedupingInterval: 0,
} as const;

/** What a text changes: its lines, and what FRR itself would do in each router. */
export function useDiff(of: ConfigRef, key: string, text: string, opened: string) {
  const path = configApi(of, 'diff');
  const { data, error } = useSWR<ConfigDiff | null, unknown>(
    [path, key, opened],
    () => sendJson<ConfigDiff>('POST', path, { key, text }),
    once,
  );
  const fault: Fault | null =
    error === undefined ? null : error instanceof FaultError ? error.fault : unreachable;
  return { diff: data ?? null, fault };
}

/** Whether the API server would take the change: asked once a sheet, before anybody decides. */
export function useDryRun(
  of: ConfigRef,
  base: Base,
  data: Readonly<Record<string, string>>,
  { overrideFreeze, unchecked }: { overrideFreeze: boolean; unchecked: boolean },
  opened: string,
): ApplyOutcome | null {
  const path = configApi(of);
  const { data: outcome } = useSWR<ApplyOutcome, unknown>(
    [path, 'dry-run', opened, overrideFreeze, unchecked],
    () =>
      sendConfig(
        path,
        {
          data: { ...data },
          base: baseOf(base, data),
          resourceVersion: base.resourceVersion,
          dryRun: true,
          ...(overrideFreeze && { overrideFreeze, reason: 'dry run' }),
          ...(unchecked && { unchecked }),
        },
        `${opened}-dry-${overrideFreeze}-${unchecked}`,
      ),
    once,
  );
  return outcome ?? null;
}

/** The texts that the changed keys had. */
export const baseOf = (base: Base, data: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(data).flatMap((key) => {
      const text = base.data[key];
      return text === undefined ? [] : [[key, text]];
    }),
  );
