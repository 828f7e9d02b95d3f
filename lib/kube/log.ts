import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '#lib/domain/result.ts';
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

/** How long a followed log is waited for before it counts as silent. A refusal comes at once. */
const silentAfterMs = 1_500;

/**
 * A container's log as the kubelet sends it; nothing is read ahead of the reader but the socket's buffers. Faults are
 * Kubernetes' own refusals: `refused` (`previous terminated container "x" in pod "y" not found`), `not-found`,
 * `forbidden`; `unreachable` where nobody answers.
 *
 * The kubelet answers a followed log only with its first line, so a container that is silent would look like a server
 * that does not answer: after a moment an open, empty log is returned, which fails where a refusal comes after all.
 */
export async function streamLog(connection: Connection, request: LogRequest): Promise<Result<Readable>> {
  if (!request.follow) return openLog(connection, request, request.signal);
  const gone = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, gone.signal]) : gone.signal;
  const opening = openLog(connection, request, signal);
  const silent = new AbortController();
  const wait = sleep(silentAfterMs, null, { signal: silent.signal }).catch(() => null);
  const first = await Promise.race([opening, wait]);
  silent.abort();
  if (first !== null) return first;
  const log = Readable.from(linesWhenTheyCome(opening), { objectMode: false });
  log.once('close', () => gone.abort());
  // A reader that went away has no use for the error; one that reads gets it from the stream.
  log.on('error', () => undefined);
  return ok(log);
}

async function* linesWhenTheyCome(opening: Promise<Result<Readable>>): AsyncGenerator<Buffer> {
  const opened = await opening;
  if (!opened.ok) throw new Error(opened.fault.detail);
  yield* opened.value;
}

async function openLog(
  connection: Connection,
  request: LogRequest,
  signal: AbortSignal | undefined,
): Promise<Result<Readable>> {
  const { namespace, pod, follow } = request;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  const opened = await open(connection, `${path}?${queryOf(request)}`, {
    signal,
    // A container that says nothing for an hour is followed for an hour.
    bodyTimeoutMs: follow ? 0 : 30_000,
    headTimeoutMs: follow ? 0 : 10_000,
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
