import { cut } from '../cut.ts';
import type { EventView } from '../event/event-view.ts';
import type { RoutingSession, RoutingSummary } from './routing-summary.ts';

/** A session that went down or came up, as the time line has it, without the function: who reads it knows whether he sees it. */
export type RoutingChange = Omit<EventView, 'function'>;

/** Where these come from, among the sources of events. */
export const routingSource = 'frr';

const keyOf = ({ protocol, context, peer }: RoutingSession): string => `${protocol} ${context} ${peer}`;

/**
 * What became of a pod's sessions between two readings. Of the first reading, those that are down since FRR says: `peerUptimeMsec` of
 * `show bgp summary` counts from the last reset. One that is not configured any more has not come up.
 * @param before null for the first reading
 */
export function routingChanges(
  { namespace, name }: { namespace: string; name: string },
  before: RoutingSummary | null,
  now: RoutingSummary,
): RoutingChange[] {
  if (now.unread || now.problem !== null) return [];
  const was = new Map(before?.down.map((one) => [keyOf(one), one]));
  const is = new Map(now.down.map((one) => [keyOf(one), one]));
  const change = (session: RoutingSession, up: boolean, at: string): RoutingChange => ({
    key: `routing/${namespace}/${name}/${keyOf(session)}/${at}`,
    at,
    firstAt: null,
    count: 1,
    type: up ? 'Normal' : 'Warning',
    reason: up ? 'SessionUp' : 'SessionDown',
    message: cut(wordsOf(session, up), 1024),
    namespace,
    object: { kind: 'Pod', name },
    source: routingSource,
  });
  const down = [...is.values()].flatMap((session) => {
    if (was.has(keyOf(session))) return [];
    const since =
      session.seconds === null ? null : new Date(Date.parse(now.at) - session.seconds * 1000).toISOString();
    // A session that never was up did not go down.
    if (before === null) return since === null ? [] : [change(session, false, since)];
    return [change(session, false, since !== null && since > before.at ? since : now.at)];
  });
  const gained = before === null ? 0 : now.established - before.established;
  const up = [...was.values()]
    .filter((session) => !is.has(keyOf(session)))
    .slice(0, Math.max(0, gained))
    .map((session) => change(session, true, now.at));
  return [...down, ...up];
}

function wordsOf({ protocol, peer, context, state, detail }: RoutingSession, up: boolean): string {
  const words = up ? [] : [state, detail];
  return [`${protocol} ${peer} (${context})`, ...words.filter(Boolean)].join(': ');
}
