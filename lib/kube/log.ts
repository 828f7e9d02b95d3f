import type { Readable } from 'node:stream';
import { fail, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { codeOf, open } from './request.ts';

export interface LogRequest {
  namespace: string;
  pod: string;
  container: string;
  follow: boolean;
  /** Lines from the end to begin with; null for all that the node has. */
  tail: number | null;
  /** The container's run before its last restart. */
  previous: boolean;
  timestamps: boolean;
  signal?: AbortSignal | undefined;
}

/** Bytes of a log that is not followed; kubectl has no bound, a browser needs one. */
const limitBytes = 16 * 1024 * 1024;

/**
 * A container's log as the kubelet sends it; nothing is read ahead of the reader but the socket's buffers. Faults are
 * Kubernetes' own refusals: `refused` (`previous terminated container "x" in pod "y" not found`), `not-found`,
 * `forbidden`; `unreachable` where nobody answers.
 */
export async function streamLog(connection: Connection, request: LogRequest): Promise<Result<Readable>> {
  const { namespace, pod } = request;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  const opened = await open(connection, `${path}?${queryOf(request)}`, {
    signal: request.signal,
    // A container that says nothing for an hour is followed for an hour.
    bodyTimeoutMs: request.follow ? 0 : 30_000,
    // The head of a followed log comes with its first line in old API servers.
    headTimeoutMs: request.follow ? 0 : 10_000,
    right: { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace, name: pod },
  });
  if (opened.ok) return opened;
  // What is asked for is well formed: a 400 says that the container has no such log.
  if (codeOf(opened.fault) === 400) return fail('refused', opened.fault.detail);
  return opened;
}

function queryOf({ container, follow, tail, previous, timestamps }: LogRequest): URLSearchParams {
  const query = new URLSearchParams({ container });
  if (follow) query.set('follow', 'true');
  else query.set('limitBytes', String(limitBytes));
  if (tail !== null) query.set('tailLines', String(tail));
  if (previous) query.set('previous', 'true');
  if (timestamps) query.set('timestamps', 'true');
  return query;
}
