import { functionMetrics } from '#lib/live/function-metrics.ts';
import { running } from '#lib/live/running.ts';
import { viewerOf } from '#lib/services/viewer.ts';

export const dynamic = 'force-dynamic';

/**
 * Prometheus text format 0.0.4: the console's own, and the chains and functions that whoever asks may see. Where `/metrics` is open to
 * everybody on a console with sign-in, who has not signed in is told of none.
 */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerOf(request);
  const functions = viewer.ok ? await functionMetrics(viewer.value.hub) : '';
  return new Response((await running().hub.metrics()) + functions, {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  });
}
