import type { IncomingMessage, ServerResponse } from 'node:http';
import { readStream } from '#lib/contracts/stream-scope.ts';
import { fail } from '#lib/domain/result.ts';
import { malformed } from '#lib/http/parse.ts';
import { answerProblem } from './answer-problem.ts';
import { followView, type Looker } from './follow-view.ts';
import { wallPaths } from './open-paths.ts';

/** Whether the request is for `GET /api/v1/stream`, or for the same on the wall's own path. */
export function wantsStream({ method, url }: IncomingMessage): boolean {
  const { pathname } = new URL(url ?? '/', 'http://localhost');
  return method === 'GET' && (pathname === readStream.path || pathname === wallPaths.stream);
}

/**
 * Rows as they change, as server-sent events; resumes by `Last-Event-ID`. Written to the socket by hand: a route handler of
 * Next.js may not set Content-Encoding, and one compression for all viewers is the point. Nothing is taken from the hub while
 * the socket is full: what has changed in the meantime is told at once when it has room again.
 * @param looker gets what he may see, and no more once he may no longer
 * @param topics that he may ask for; null for all
 */
export async function answerStream(
  request: IncomingMessage,
  response: ServerResponse,
  looker: Looker,
  topics: readonly string[] | null,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = readStream.query.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) return answerProblem(response, malformed(query.error), url.pathname);
  const other = query.data.scope.find((topic) => topics !== null && !topics.includes(topic));
  if (other !== undefined)
    return answerProblem(response, fail('forbidden', `A display has no topic ${other}.`).fault, url.pathname);
  const gzip = acceptsGzip(request.headers['accept-encoding'] ?? '');
  const followed = await followView(looker, {
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
