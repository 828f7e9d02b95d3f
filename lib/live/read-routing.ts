import { parseBgpFailed, withBgpFailures } from '#lib/domain/frr/bgp.ts';
import {
  type CommandEnd,
  endOfEach,
  otherShowCommands,
  readEnd,
  routingCommands,
  vtysh,
  vtyshEach,
} from '#lib/domain/frr/commands.ts';
import type { RoutingSession, RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import {
  isAdministrativelyDown,
  type RoutingPart,
  routingSummary,
} from '#lib/domain/frr/summarize-routing.ts';
import { parseDaemons } from '#lib/domain/frr/version.ts';
import type { Reading } from '#lib/domain/reading.ts';
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

type Protocol = keyof typeof routingCommands;

/** What each routing protocol whose daemon runs says of its sessions, by as few execs as there are, see {@link vtyshEach}. */
export async function readSessionsOfEach(
  run: RunInPod,
  daemons: ReadonlySet<string>,
): Promise<Result<Map<Protocol, Reading<RoutingSession[]>>>> {
  const asked = Object.entries(routingCommands).filter(([, { daemon }]) => daemons.has(daemon));
  const ends: CommandEnd[] = [];
  while (ends.length < asked.length) {
    const left = asked.slice(ends.length).map(([, { show }]) => show);
    const end = await run(vtyshEach(left));
    if (!end.ok) return end;
    ends.push(...endOfEach(left, end.value));
  }
  return ok(
    new Map(
      asked.flatMap(([protocol, { parse }], index) => {
        const end = ends[index];
        return end ? [[protocol as Protocol, readEnd(end, parse, [])]] : [];
      }),
    ),
  );
}

/** Sessions of every routing protocol whose daemon runs; of BGP also why a session is down. */
export async function readRouting(
  run: RunInPod,
  daemons: ReadonlySet<string>,
  now: () => Date,
): Promise<Result<RoutingSummary>> {
  const each = await readSessionsOfEach(run, daemons);
  if (!each.ok) return each;
  const parts: RoutingPart[] = [];
  for (const [protocol, { value, problems }] of each.value) {
    let sessions = value;
    if (protocol === 'bgp' && sessions.some((one) => !one.up && !isAdministrativelyDown(one))) {
      const failed = await run(vtysh(otherShowCommands.bgpFailed));
      if (!failed.ok) return failed;
      sessions = withBgpFailures(sessions, readEnd(failed.value, parseBgpFailed, new Map()).value);
    }
    parts.push({ sessions, problems });
  }
  if (parts.length === 0) parts.push({ sessions: [], problems: ['No routing daemon runs.'] });
  return ok(routingSummary(parts, now().toISOString()));
}
