import { running } from '#lib/live/running.ts';

export const dynamic = 'force-dynamic';

/** Ready once every watch has its first snapshot, or is known to be forbidden or not served. */
export function GET(): Response {
  const { hub } = running();
  if (hub.ready) return new Response('ok\n');
  const waiting = hub.freshness().watches.filter(({ state }) => state === 'connecting');
  return new Response(`waiting for the first list of ${waiting.map(({ kind }) => kind).join(', ')}\n`, {
    status: 503,
  });
}
