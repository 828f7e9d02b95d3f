import { findContainer } from './containers.ts';
import type { LogRequest } from './hooks.ts';
import type { Call } from './lab-context.ts';
import { isRecord, record, text } from './object.ts';
import { replyText } from './reply.ts';
import { badRequest } from './status-error.ts';

/** GET of a pod's log: streamed as it comes. */
export async function serveLog(call: Call): Promise<void> {
  const { lab, response, query, path } = call;
  const { pod, container, status } = findContainer(
    lab,
    path.namespace,
    path.name ?? '',
    query.get('container'),
  );
  const previous = isTrue(query, 'previous');
  if (text(record(pod.spec).nodeName) === '') {
    replyText(response, 200, '');
    return;
  }
  const name = pod.metadata.name;
  const waiting = record(status.state).waiting;
  if (previous && !isRecord(record(status.lastState).terminated)) {
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  }
  // A container that waits after a crash still has the log of that run.
  if (!previous && isRecord(waiting) && !isRecord(record(status.lastState).terminated)) {
    const reason = text(waiting.reason);
    const why =
      reason === 'ErrImagePull' || reason === 'ImagePullBackOff'
        ? 'trying and failing to pull image'
        : reason;
    throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
  }
  const stop = new AbortController();
  response.on('close', () => stop.abort());
  const request: LogRequest = {
    namespace: pod.metadata.namespace ?? '',
    pod: name,
    container,
    previous,
    follow: isTrue(query, 'follow'),
    tailLines: count(query, 'tailLines'),
    sinceSeconds: count(query, 'sinceSeconds'),
    sinceTime: time(query),
    timestamps: isTrue(query, 'timestamps'),
    signal: stop.signal,
  };
  const lines = lab.logs?.(request) ?? none();
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  const limit = count(query, 'limitBytes') ?? Number.POSITIVE_INFINITY;
  let sent = 0;
  for await (const line of lines) {
    const bytes = Buffer.from(line).subarray(0, limit - sent);
    sent += bytes.length;
    if (response.destroyed) return;
    if (!response.write(bytes)) await drained(response);
    if (sent >= limit) break;
  }
  response.end();
}

async function* none(): AsyncGenerator<string> {}

function drained(response: Call['response']): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}

function isTrue(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value === 'true' || value === '1' || value === '';
}

function count(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^\d+$/.test(value))
    throw badRequest(`PodLogOptions "" is invalid: ${name}: Invalid value: "${value}"`);
  return Number(value);
}

function time(query: URLSearchParams): Date | undefined {
  const value = query.get('sinceTime');
  if (value === null) return undefined;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw badRequest(`parsing time "${value}" as RFC 3339 failed`);
  return date;
}
