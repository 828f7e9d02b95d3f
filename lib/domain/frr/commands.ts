import type { Reading } from '../reading.ts';
import { quote } from '../reading.ts';
import { parseBfdPeers } from './bfd.ts';
import { parseBgpSummary } from './bgp.ts';
import { parseIsisNeighbors } from './isis.ts';
import { parseOspfNeighbors } from './ospf.ts';
import type { RoutingSession } from './routing-summary.ts';

/**
 * What is run to read routing sessions, see {@link vtyshEach}. Nothing else is ever run for reading;
 * `show bgp neighbors graceful-restart json` for one ends bgpd 8.4.4.
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

/**
 * Several commands by one vtysh, as an exec costs far more than a command. Each is announced by a line `prompt# command` (`-E`), or
 * nothing would tell where the JSON of one ends. It stops at the first that fails. Source: FRR vtysh/vtysh_main.c.
 */
export const vtyshEach = (shows: readonly string[]): string[] => [
  'vtysh',
  '-E',
  ...shows.flatMap((show) => ['-c', show]),
];

/**
 * How each command of {@link vtyshEach} ended, in their order, one at least. Those after one that failed, or whose output was too
 * long, were not run or not read, and are missing.
 */
export function endOfEach(shows: readonly string[], end: CommandEnd): CommandEnd[] {
  const printed: string[][] = [];
  for (const line of end.stdout.split('\n')) {
    const next = shows[printed.length];
    if (next !== undefined && line.endsWith(`# ${next}`)) printed.push([]);
    else printed.at(-1)?.push(line);
  }
  // Nothing was announced where vtysh itself could not begin.
  if (printed.length === 0) return shows.map(() => end);
  return printed.map((lines, index) => {
    const stdout = lines.join('\n');
    return index === printed.length - 1
      ? { ...end, stdout }
      : { stdout, stderr: '', exitCode: 0, truncated: false };
  });
}

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
