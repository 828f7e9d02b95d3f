import type { ConfigApplied, EditConflict } from '#lib/contracts/config-acts.ts';
import type { Fault } from '#lib/domain/result.ts';
import { faultOf, unreachable } from './fault-of.ts';

/** What came of a change of a ConfigMap: done, somebody else was faster, or refused. */
export type ApplyOutcome =
  | { state: 'applied'; answer: ConfigApplied }
  | { state: 'conflict'; conflict: EditConflict }
  | { state: 'fault'; fault: Fault };

export interface ApplyBody {
  /** Keys that change. */
  data: Record<string, string>;
  /** That was read. */
  resourceVersion: string;
  /** The texts that were read, for the merge. */
  base: Record<string, string>;
  reason?: string;
  dryRun?: boolean;
  overrideFreeze?: boolean;
}

const isConflict = (body: unknown): body is EditConflict =>
  typeof body === 'object' &&
  body !== null &&
  Array.isArray((body as Partial<EditConflict>).keys) &&
  typeof (body as Partial<EditConflict>).resourceVersion === 'string';

/** Changes keys of a ConfigMap. The same key with the same content acts once. */
export async function sendConfig(path: string, body: ApplyBody, key: string): Promise<ApplyOutcome> {
  const response = await fetch(path, {
    method: 'PUT',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (!response) return { state: 'fault', fault: unreachable };
  if (response.ok) return { state: 'applied', answer: (await response.json()) as ConfigApplied };
  if (response.status === 409) {
    const problem: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const conflict = (problem as { conflict?: unknown } | null)?.conflict ?? problem;
    if (isConflict(conflict)) return { state: 'conflict', conflict };
  }
  return { state: 'fault', fault: await faultOf(response) };
}
