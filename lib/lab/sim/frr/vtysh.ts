import type { FrrMesh } from './mesh.ts';
import type { Router } from './router.ts';
import { showBgpSummary, showBgpSummaryFailed, showBgpVrfAllSummary } from './show-bgp.ts';
import { showIsisNeighbor, showOspfNeighbor, showOspfVrfAllNeighbor } from './show-igp.ts';
import {
  showBfdPeers,
  showDaemons,
  showInterfaceBrief,
  showRouteSummary,
  showRunningConfig,
  showVersion,
  showWatchfrr,
} from './show-rest.ts';

export interface CommandOutput {
  stdout: string;
  stderr: string;
  code: number;
}

type Show = (router: Router, mesh: FrrMesh, now: number) => string;

/** What the lab's FRR answers, and the daemon that must run for it. */
const shows: Record<string, { daemon: string; show: Show }> = {
  'show bgp vrf all summary json': { daemon: 'bgpd', show: showBgpVrfAllSummary },
  'show bgp summary json': { daemon: 'bgpd', show: showBgpSummary },
  'show bgp summary failed json': { daemon: 'bgpd', show: showBgpSummaryFailed },
  'show ip ospf neighbor json': { daemon: 'ospfd', show: showOspfNeighbor },
  'show ip ospf vrf all neighbor json': { daemon: 'ospfd', show: showOspfVrfAllNeighbor },
  'show isis neighbor json': { daemon: 'isisd', show: showIsisNeighbor },
  'show bfd peers json': { daemon: 'bfdd', show: showBfdPeers },
  'show ip route summary json': { daemon: 'zebra', show: showRouteSummary },
  'show interface brief json': { daemon: 'zebra', show: showInterfaceBrief },
  'show version': { daemon: 'watchfrr', show: showVersion },
  'show daemons': { daemon: 'watchfrr', show: showDaemons },
  'show watchfrr': { daemon: 'watchfrr', show: showWatchfrr },
  'show running-config': { daemon: 'watchfrr', show: showRunningConfig },
};

/** `vtysh -c COMMAND …`: the outputs one after the other, until a command fails. */
export function vtysh(args: readonly string[], router: Router, mesh: FrrMesh, now: number): CommandOutput {
  let stdout = '';
  for (let index = 0; index < args.length; index += 2) {
    const command = args[index + 1];
    if (args[index] !== '-c' || command === undefined) {
      return {
        stdout,
        stderr: `vtysh: invalid option -- '${args[index] ?? ''}'\nTry \`vtysh --help' for more information.\n`,
        code: 1,
      };
    }
    const known = shows[command.trim().replace(/\s+/g, ' ')];
    if (known === undefined)
      return { stdout: `${stdout}% Unknown command: ${command}\n`, stderr: '', code: 1 };
    if (known.daemon !== 'watchfrr' && !router.daemons.includes(known.daemon))
      return { stdout, stderr: `${known.daemon} is not running\n`, code: 1 };
    stdout += known.show(router, mesh, now);
  }
  return { stdout, stderr: '', code: 0 };
}
