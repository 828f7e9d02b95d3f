import type { IncomingMessage, ServerResponse } from 'node:http';
import { readStream } from '#lib/contracts/stream-scope.ts';
import type { Fault } from '#lib/domain/result.ts';
import { malformed } from '#lib/http/parse.ts';
import { problemOf } from '#lib/http/problem.ts';
import type { Hub } from '#lib/live/hub.ts';

/** Whether the request is for `GET /api/v1/stream`. */
export const wantsStream = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && new URL(url ?? '/', 'http://localhost').pathname === readStream.path;

/**
 * Rows as they change, as server-sent events; resumes by `Last-Event-ID`. Written to the socket by hand: a route handler of
 * Next.js may not set Content-Encoding, and one compression for all viewers is the point. Nothing is taken from the hub while
 * the socket is full: what has changed in the meantime is told at once when it has room again.
 */
export function answerStream(request: IncomingMessage, response: ServerResponse, hub: Hub): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = readStream.query.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) {
    refuse(response, malformed(query.error), url.pathname);
    return;
  }
  const gzip = acceptsGzip(request.headers['accept-encoding'] ?? '');
  const subscribed = hub.subscribe({
    scope: query.data.scope,
    view: 'all',
    lastEventId: headerText(request.headers['last-event-id']),
    gzip,
    wake: pump,
  });
  if (!subscribed.ok) {
    refuse(response, subscribed.fault, url.pathname);
    return;
  }
  const stream = subscribed.value;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies that buffer would hold events back.
    'x-accel-buffering': 'no',
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  request.socket.setNoDelay(true);
  response.on('drain', pump);
  response.on('close', stream.close);
  pump();

  function pump(): void {
    if (response.destroyed || response.writableNeedDrain) return;
    const parts = stream.take();
    if (parts.length > 0) response.write(parts.length === 1 ? parts[0] : Buffer.concat(parts));
  }
}

/** RFC 9110, 12.5.3: listed, and not with a weight of zero. */
export const acceptsGzip = (header: string): boolean => /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header);

const headerText = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;

function refuse(response: ServerResponse, fault: Fault, instance: string): void {
  const problem = problemOf(fault, instance);
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(problem));
}
