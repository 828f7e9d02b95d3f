import { cut } from '../cut.ts';
import type { RoutingSession, RoutingSummary } from '../frr/routing-summary.ts';
import type { Reason } from '../health.ts';

/**
 * Why a router's sessions are not as configured. A router without any session up does not serve; with some it serves
 * less than it should.
 */
export function routingReasons(routing: RoutingSummary | null): Reason[] {
  if (!routing) return [];
  const health = routing.established === 0 ? 'down' : 'degraded';
  const daemon: Reason[] = routing.problem
    ? [{ code: 'routing-daemon-down', health, message: cut(routing.problem, 1024), since: routing.at }]
    : [];
  return [...daemon, ...routing.down.map((session) => sessionReason(session, health))];
}

function sessionReason(session: RoutingSession, health: Reason['health']): Reason {
  // RFC 8212: established, and nothing accepted or sent for want of a policy.
  const code = session.detail === 'Policy' ? 'session-policy' : 'session-down';
  const words = [session.protocol, session.context, session.state, session.detail ?? ''].filter(
    (w) => w !== '',
  );
  return { code, health, subject: cut(session.peer, 253), message: cut(words.join(' '), 1024) };
}
