import type { RoutingSession, RoutingSummary } from './routing-summary.ts';

/** What one command told of a pod's routing. */
export interface RoutingPart {
  sessions: RoutingSession[];
  problems: string[];
}

const maxDown = 20;

/** Shut by configuration: BGP's `Idle (Admin)`, BFD's `shutdown`. Such a session is not expected to be up. */
export function isAdministrativelyDown(session: RoutingSession): boolean {
  return !session.up && (session.state === 'Idle (Admin)' || session.state === 'shutdown');
}

/**
 * Counts the sessions of all commands. A BGP peer counts once per address family, as each can be up with nothing
 * accepted on its own. Of those that are up, what FRR has to say stays in their `detail`.
 * @param at when it was read, RFC 3339
 */
export function routingSummary(parts: readonly RoutingPart[], at: string): RoutingSummary {
  const expected = parts
    .flatMap((part) => part.sessions)
    .filter((session) => !isAdministrativelyDown(session));
  const problems = [...new Set(parts.flatMap((part) => part.problems))];
  const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
  return {
    at,
    established: expected.filter((session) => session.up).length,
    configured: expected.length,
    down: expected
      .filter((session) => !session.up)
      .slice(0, maxDown)
      .map((session) => withSince(session, at)),
    problem: problems.length === 0 ? null : problems.slice(0, 3).join('; ') + more,
    unread: null,
  };
}

/** A session that never came up has no beginning in FRR. */
function withSince(session: RoutingSession, at: string): RoutingSession {
  if (session.seconds === null) return session;
  return { ...session, since: new Date(Date.parse(at) - session.seconds * 1000).toISOString() };
}

/** FRR counts whole seconds and a reading takes its time: by so much the same moment comes out differently; milliseconds. */
const sameMoment = 5_000;

/**
 * Keeps the moment that was worked out first, so that a session that stays down is no news at each reading. One without a
 * beginning that an earlier reading did not have among those that are down began with this reading.
 * @param isEarly a problem may have been there before the first reading: what a daemon's absence means is known at the second
 */
export function steadyRouting(
  before: RoutingSummary | undefined,
  next: RoutingSummary,
  isEarly: boolean,
): RoutingSummary {
  const known = new Map(before?.down.map((session) => [idOf(session), session.since]));
  const wasComplete = before !== undefined && before.unread === null && before.problem === null;
  const couldTell = wasComplete && before.down.length < maxDown;
  const isOld = before !== undefined && before.problem === next.problem;
  return {
    ...next,
    ...(next.problem !== null && {
      problemSince: (isOld && before.problemSince) || next.at,
      ...((isOld ? before.problemOrEarlier : isEarly) && { problemOrEarlier: true }),
    }),
    down: next.down.map((session) => {
      const id = idOf(session);
      const since = known.get(id);
      if (session.since === undefined) {
        const first = couldTell && !known.has(id) ? next.at : since;
        return first === undefined ? session : { ...session, since: first };
      }
      const moved = Math.abs(Date.parse(since ?? '') - Date.parse(session.since ?? ''));
      return since !== undefined && moved < sameMoment ? { ...session, since } : session;
    }),
  };
}

const idOf = ({ protocol, context, peer }: RoutingSession): string =>
  JSON.stringify([protocol, context, peer]);

/** Where nothing was read: no session is claimed to be up, and none to be down. */
export const unreadRouting = (unread: RoutingSummary['unread'], at: string): RoutingSummary => ({
  ...routingSummary([], at),
  unread,
});
