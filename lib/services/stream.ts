import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { eventStream } from '#lib/live/event-stream.ts';
import { running } from '#lib/live/running.ts';

/** Rows as they change, as server-sent events; resumes by `Last-Event-ID`. */
export function stream({ query, request }: Call<unknown, { scope: string[] }>) {
  const gzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get('accept-encoding') ?? '');
  const opened = eventStream({
    hub: running().hub,
    scope: query.scope,
    lastEventId: request.headers.get('last-event-id'),
    gzip,
    signal: request.signal,
  });
  if (!opened.ok) return opened;
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies that buffer would hold events back.
    'x-accel-buffering': 'no',
    ...(gzip && { 'content-encoding': 'gzip' }),
  };
  return ok(new Response(opened.value, { headers }));
}
