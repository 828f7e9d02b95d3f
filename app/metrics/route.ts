import { running } from '#lib/live/running.ts';

export const dynamic = 'force-dynamic';

/** Prometheus text format 0.0.4. */
export async function GET(): Promise<Response> {
  const { hub } = running();
  return new Response(await hub.metrics(), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  });
}
