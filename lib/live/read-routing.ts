import { parseBgpFailed, withBgpFailures } from '#lib/domain/frr/bgp.ts';
import {
  type CommandEnd,
  otherShowCommands,
  readEnd,
  routingCommands,
  vtysh,
} from '#lib/domain/frr/commands.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import {
  isAdministrativelyDown,
  type RoutingPart,
  routingSummary,
} from '#lib/domain/frr/summarize-routing.ts';
import { parseDaemons } from '#lib/domain/frr/version.ts';
import { ok, type Result } from '#lib/domain/result.ts';

export type RunInPod = (command: readonly string[]) => Promise<Result<CommandEnd>>;

/**
 * The daemons that run in a pod. Faults are those of the exec; a vtysh that could not say it gives the daemons `known`.
 * One that ran before and does not now stays in the list, so that its absence is told by its own command.
 */
export async function readDaemons(run: RunInPod, known: ReadonlySet<string>): Promise<Result<Set<string>>> {
  const end = await run(vtysh(otherShowCommands.daemons));
  if (!end.ok) return end;
  return ok(new Set([...known, ...readEnd(end.value, parseDaemons, []).value]));
}

/** Sessions of every routing protocol whose daemon runs, one exec each; of BGP also why a session is down. */
export async function readRouting(
  run: RunInPod,
  daemons: ReadonlySet<string>,
  now: () => Date,
): Promise<Result<RoutingSummary>> {
  const parts: RoutingPart[] = [];
  for (const [protocol, { daemon, show, parse }] of Object.entries(routingCommands)) {
    if (!daemons.has(daemon)) continue;
    const end = await run(vtysh(show));
    if (!end.ok) return end;
    const read = readEnd(end.value, parse, []);
    let sessions = read.value;
    if (protocol === 'bgp' && sessions.some((one) => !one.up && !isAdministrativelyDown(one))) {
      const failed = await run(vtysh(otherShowCommands.bgpFailed));
      if (!failed.ok) return failed;
      sessions = withBgpFailures(sessions, readEnd(failed.value, parseBgpFailed, new Map()).value);
    }
    parts.push({ sessions, problems: read.problems });
  }
  if (parts.length === 0) parts.push({ sessions: [], problems: ['No routing daemon runs.'] });
  return ok(routingSummary(parts, now().toISOString()));
}
