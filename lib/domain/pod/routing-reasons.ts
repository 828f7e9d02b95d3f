import { cut } from '../cut.ts';
import type { RoutingSession, RoutingSummary } from '../frr/routing-summary.ts';
import type { Reason } from '../health.ts';

/**
 * Why a router's sessions are not as configured. A router without any session up does not serve; with some it serves
 * less than it should.
 * @param startedAt when the router's container started, RFC 3339: a session that has never been up is down since then
 */
export function routingReasons(routing: RoutingSummary | null, startedAt?: string): Reason[] {
  if (!routing) return [];
  const { unread } = routing;
  if (unread) {
    // Whoever may not read them knows no less of the rest; one that does not answer may be in trouble.
    const health = unread.forbidden ? 'ok' : 'unknown';
    return [{ code: 'routing-unread', health, message: cut(unread.detail, 1024) }];
  }
  const health = routing.established === 0 ? 'down' : 'degraded';
  const daemon: Reason[] = routing.problem
    ? [
        {
          code: 'routing-daemon-down',
          health,
          message: cut(routing.problem, 1024),
          since: routing.problemSince ?? routing.at,
          ...(routing.problemOrEarlier && { orEarlier: true }),
        },
      ]
    : [];
  return [...daemon, ...routing.down.map((session) => sessionReason(session, health, startedAt))];
}

function sessionReason(
  session: RoutingSession,
  health: Reason['health'],
  startedAt: string | undefined,
): Reason {
  // RFC 8212: established, and nothing accepted or sent for want of a policy.
  const code = session.detail === 'Policy' ? 'session-policy' : 'session-down';
  const { protocol, context, detail } = session;
  const words = [protocol, context, detail ?? ''].filter((w) => w !== '');
  const state = cut(session.state, 64);
  const since = session.since ?? startedAt;
  return {
    code,
    health,
    subject: cut(session.peer, 253),
    message: cut(words.join(' '), 1024),
    ...(code === 'session-down' ? { session: { protocol, state } } : {}),
    ...(since ? { since } : {}),
  };
}
