import type { IncomingMessage, ServerResponse } from 'node:http';
import { readStream } from '#lib/contracts/stream-scope.ts';
import { malformed } from '#lib/http/parse.ts';
import type { Running } from '#lib/live/running.ts';
import { answerProblem } from './answer-problem.ts';
import { followView } from './follow-view.ts';

type Connection = Running['connection'];

/** Whether the request is for `GET /api/v1/stream`. */
export const wantsStream = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && new URL(url ?? '/', 'http://localhost').pathname === readStream.path;

/**
 * Rows as they change, as server-sent events; resumes by `Last-Event-ID`. Written to the socket by hand: a route handler of
 * Next.js may not set Content-Encoding, and one compression for all viewers is the point. Nothing is taken from the hub while
 * the socket is full: what has changed in the meantime is told at once when it has room again.
 * @param connection acts as who asks: he gets what he may list, and no more once he may no longer
 */
export async function answerStream(
  request: IncomingMessage,
  response: ServerResponse,
  running: Pick<Running, 'hub' | 'connection'>,
  connection: Connection,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = readStream.query.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) return answerProblem(response, malformed(query.error), url.pathname);
  const gzip = acceptsGzip(request.headers['accept-encoding'] ?? '');
  const followed = await followView(connection, running, {
    scope: query.data.scope,
    lastEventId: headerText(request.headers['last-event-id']),
    gzip,
    wake: pump,
    onEnd: () => response.end(),
  });
  if (!followed.ok) return answerProblem(response, followed.fault, url.pathname);
  const stream = followed.value;
  if (response.destroyed) return stream.close();
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
    if (!response.headersSent || response.destroyed || response.writableEnded || response.writableNeedDrain)
      return;
    const parts = stream.take();
    if (parts.length > 0) response.write(parts.length === 1 ? parts[0] : Buffer.concat(parts));
  }
}

/** RFC 9110, 12.5.3: listed, and not with a weight of zero. */
export const acceptsGzip = (header: string): boolean => /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header);

const headerText = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;
