import type { Reading } from '../reading.ts';
import { quote } from '../reading.ts';
import { parseBfdPeers } from './bfd.ts';
import { parseBgpSummary } from './bgp.ts';
import { parseIsisNeighbors } from './isis.ts';
import { parseOspfNeighbors } from './ospf.ts';
import type { RoutingSession } from './routing-summary.ts';

/**
 * What is run to read routing sessions: one `vtysh -c` per exec, as vtysh glues the JSON of several together. Nothing
 * else is ever run for reading; `show bgp neighbors graceful-restart json` for one ends bgpd 8.4.4.
 */
export const routingCommands = {
  bgp: { daemon: 'bgpd', show: 'show bgp vrf all summary json', parse: parseBgpSummary },
  ospf: { daemon: 'ospfd', show: 'show ip ospf vrf all neighbor json', parse: parseOspfNeighbors },
  isis: { daemon: 'isisd', show: 'show isis neighbor json', parse: parseIsisNeighbors },
  bfd: { daemon: 'bfdd', show: 'show bfd peers json', parse: parseBfdPeers },
} as const satisfies Record<
  RoutingSession['protocol'],
  { daemon: string; show: string; parse: (stdout: string) => Reading<RoutingSession[]> }
>;

export const otherShowCommands = {
  bgpFailed: 'show bgp vrf all summary failed json',
  routeSummary: 'show ip route summary json',
  version: 'show version',
  daemons: 'show daemons',
} as const;

export const vtysh = (show: string): string[] => ['vtysh', '-c', show];

/** How a command ended in a container. */
export interface CommandEnd {
  stdout: string;
  stderr: string;
  exitCode: number;
  truncated: boolean;
}

/** Why a command's output is not an answer, in its own words; null where it is one. */
export function commandProblem(end: CommandEnd): string | null {
  if (end.truncated) return 'The output is longer than what is read of it.';
  if (end.exitCode === 0) return null;
  return (
    quote(end.stderr, 300) || quote(end.stdout, 300) || `The command ended with exit code ${end.exitCode}.`
  );
}

/** Reads a command's output by its parser; one that failed has nothing to read. */
export function readEnd<T>(end: CommandEnd, parse: (stdout: string) => Reading<T>, nothing: T): Reading<T> {
  const problem = commandProblem(end);
  return problem === null ? parse(end.stdout) : { value: nothing, problems: [problem] };
}
