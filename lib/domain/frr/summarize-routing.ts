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
    down: expected.filter((session) => !session.up).slice(0, maxDown),
    problem: problems.length === 0 ? null : problems.slice(0, 3).join('; ') + more,
  };
}
