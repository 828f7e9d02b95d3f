import { running } from '#lib/live/running.ts';

export const dynamic = 'force-dynamic';

/** Prometheus text format 0.0.4. */
export async function GET(): Promise<Response> {
  const { registry } = running().hub.metrics;
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
}
