import type { LiveAnswer, LiveKind } from '#lib/contracts/live.ts';
import { parseBgpFailed, parseBgpSummary, withBgpFailures } from '#lib/domain/frr/bgp.ts';
import {
  type CommandEnd,
  otherShowCommands,
  readEnd,
  routingCommands,
  vtysh,
} from '#lib/domain/frr/commands.ts';
import { parseRouteSummary } from '#lib/domain/frr/route-summary.ts';
import { isAdministrativelyDown } from '#lib/domain/frr/summarize-routing.ts';
import { parseDaemons, parseVersion } from '#lib/domain/frr/version.ts';
import { parseIpAddress } from '#lib/domain/network/ip-address.ts';
import { parseIpRoute } from '#lib/domain/network/ip-route.ts';
import type { Reading } from '#lib/domain/reading.ts';
import { ok, type Result } from '#lib/domain/result.ts';

/** Runs one command in the container that was chosen. */
export type Run = (command: readonly string[]) => Promise<Result<CommandEnd>>;

export type Parsed = Partial<
  Pick<LiveAnswer, 'interfaces' | 'routes' | 'routeSummary' | 'sessions' | 'version' | 'daemons'>
>;

export interface LiveCommand {
  program: 'ip' | 'vtysh';
  /** `routing`: the container runs FRRouting. */
  read: (run: Run, about: { routing: boolean }) => Promise<Result<Reading<Parsed>>>;
}

/** Everything that can be read in a pod. What is not in this table is not run. */
export const liveCommands = {
  interfaces: {
    program: 'ip',
    async read(run) {
      const end = await ip(run, ['addr']);
      if (!end.ok) return end;
      const { value, problems } = readEnd(end.value, parseIpAddress, []);
      return ok({ value: { interfaces: value }, problems });
    },
  },
  routes: {
    program: 'ip',
    async read(run, { routing }) {
      const v4 = await ip(run, ['route']);
      if (!v4.ok) return v4;
      const v6 = await ip(run, ['-6', 'route']);
      if (!v6.ok) return v6;
      const four = readEnd(v4.value, (text) => parseIpRoute(text, 'inet'), []);
      const six = readEnd(v6.value, (text) => parseIpRoute(text, 'inet6'), []);
      const problems = [...four.problems, ...six.problems];
      const value: Parsed = { routes: [...four.value, ...six.value] };
      if (!routing) return ok({ value, problems });
      const summary = await run(vtysh(otherShowCommands.routeSummary));
      if (!summary.ok) return ok({ value, problems: [...problems, summary.fault.detail] });
      const counts = readEnd(summary.value, parseRouteSummary, null);
      return ok({
        value: { ...value, routeSummary: counts.value },
        problems: [...problems, ...counts.problems],
      });
    },
  },
  bgp: {
    program: 'vtysh',
    async read(run) {
      const end = await run(vtysh(routingCommands.bgp.show));
      if (!end.ok) return end;
      const { value, problems } = readEnd(end.value, parseBgpSummary, []);
      if (!value.some((session) => !session.up && !isAdministrativelyDown(session)))
        return ok({ value: { sessions: value }, problems });
      const failed = await run(vtysh(otherShowCommands.bgpFailed));
      if (!failed.ok) return ok({ value: { sessions: value }, problems: [...problems, failed.fault.detail] });
      const why = readEnd(failed.value, parseBgpFailed, new Map<string, string>());
      return ok({
        value: { sessions: withBgpFailures(value, why.value) },
        // Not every release knows this command: then why a session is down is not told, and nothing is wrong.
        problems: [...problems, ...why.problems.filter((one) => !one.startsWith('% Unknown command'))],
      });
    },
  },
  ospf: sessionsOf('ospf'),
  isis: sessionsOf('isis'),
  bfd: sessionsOf('bfd'),
  version: {
    program: 'vtysh',
    async read(run) {
      const end = await run(vtysh(otherShowCommands.version));
      if (!end.ok) return end;
      const version = readEnd(end.value, parseVersion, null);
      const list = await run(vtysh(otherShowCommands.daemons));
      if (!list.ok)
        return ok({ value: { version: version.value }, problems: [...version.problems, list.fault.detail] });
      const daemons = readEnd(list.value, parseDaemons, []);
      return ok({
        value: { version: version.value, daemons: daemons.value },
        problems: [...version.problems, ...daemons.problems],
      });
    },
  },
} as const satisfies Record<LiveKind, LiveCommand>;

function sessionsOf(protocol: 'ospf' | 'isis' | 'bfd'): LiveCommand {
  const { show, parse } = routingCommands[protocol];
  return {
    program: 'vtysh',
    async read(run) {
      const end = await run(vtysh(show));
      if (!end.ok) return end;
      const { value, problems } = readEnd(end.value, parse, []);
      return ok({ value: { sessions: value }, problems });
    },
  };
}

/** `ip -j …`; busybox' ip has no `-j`, says so with its usage, and is asked again for text. */
async function ip(run: Run, words: readonly string[]): Promise<Result<CommandEnd>> {
  const end = await run(['ip', '-j', ...words]);
  if (!end.ok || end.value.exitCode === 0) return end;
  const refusedOption = /(invalid|unrecognized) option|Option "-j" is unknown|Usage: ip/i;
  return refusedOption.test(end.value.stderr) ? run(['ip', ...words]) : end;
}
