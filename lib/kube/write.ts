import type { ActionWrite } from '#lib/domain/action/action.ts';
import type { Result, Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { number, record, type Wire } from './trim/wire.ts';

export interface WriteOptions {
  right: Right | undefined;
  /** Let the API server do everything but store it. */
  dryRun: boolean;
}

/** Who changed an object, for its history: `managedFields[].manager`, as `kubectl-scale`. */
const fieldManager = 'cnf-console';

/**
 * Sends one change and returns the object as it is then. Faults in the API server's own words: `conflict` where the
 * object's version is another, `refused` by quota, admission or validation, `unreachable` where it is not known
 * whether the change was made.
 */
export async function write(
  connection: Connection,
  { method, path, contentType, body }: ActionWrite,
  { right, dryRun }: WriteOptions,
): Promise<Result<Wire, RequestFault>> {
  const query = new URLSearchParams({ fieldManager });
  if (dryRun) query.set('dryRun', 'All');
  const answer = await requestJson(connection, `${path}?${query}`, {
    method,
    contentType,
    body: JSON.stringify(body),
    right,
  });
  if (!answer.ok) return answer;
  return { ok: true, value: record(answer.value) };
}

/** `metadata.generation` of an answer; null for a subresource, which has none. */
export const generationOf = (object: Wire): number | null =>
  number(record(object.metadata).generation) ?? null;
