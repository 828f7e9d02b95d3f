import type { CommandOutput } from './command-output.ts';
import { configure } from './configure.ts';
import { checkConfig, majorOf } from './grammar/check.ts';
import type { FrrMesh } from './mesh.ts';
import type { Router } from './router.ts';
import { showBgpSummary, showBgpSummaryFailed, showBgpVrfAllSummary } from './show-bgp.ts';
import { showIsisNeighbor, showOspfNeighbor, showOspfVrfAllNeighbor } from './show-igp.ts';
import {
  showBfdPeers,
  showDaemons,
  showInterfaceBrief,
  showRouteSummary,
  showVersion,
  showWatchfrr,
} from './show-rest.ts';
import { runningConfig } from './show-running.ts';

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
  'show running-config': { daemon: 'watchfrr', show: runningConfig },
};

/** Where vtysh runs: the FRR of the container, if it runs, and the files it sees. */
export interface VtyshSite {
  router: Router | undefined;
  version: string;
  mesh: FrrMesh;
  now: number;
  readFile: (path: string) => string | undefined;
  /** Writes /etc/frr/frr.conf; the reason where it cannot. */
  writeConfig: (text: string) => string | undefined;
}

/** `vtysh -C -f FILE`, or `vtysh [-E] -c COMMAND …`: the outputs one after the other, until a command fails. */
export function vtysh(args: readonly string[], site: VtyshSite): CommandOutput {
  const commands: string[] = [];
  let check = false;
  let echo = false;
  let file: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const value = args[index + 1];
    if (arg === '-C' || arg === '--dryrun') check = true;
    else if (arg === '-E' || arg === '--echo') echo = true;
    else if (
      ['-c', '-f', '--command', '--inputfile', '--config_dir', '--vty_socket', '-N'].includes(arg) &&
      value !== undefined
    ) {
      if (arg === '-c' || arg === '--command') commands.push(value);
      if (arg === '-f' || arg === '--inputfile') file = value;
      index += 1;
    } else
      return {
        stdout: '',
        stderr: `vtysh: invalid option -- '${arg}'\nTry \`vtysh --help' for more information.\n`,
        code: 1,
      };
  }
  if (check) return dryRun(file, site);
  if (site.router === undefined)
    return { stdout: '', stderr: 'Exiting: failed to connect to any daemons.\n', code: 1 };
  return run(commands, site.router, site, echo);
}

function dryRun(file: string | undefined, { version, readFile }: VtyshSite): CommandOutput {
  const path = file ?? '/etc/frr/frr.conf';
  const text = readFile(path);
  const last = majorOf(version) >= 10 ? 'Configuration file[/etc/frr/frr.conf] processing failure: 11\n' : '';
  if (text === undefined)
    return {
      stdout: '',
      stderr: `% Can't open configuration file ${path} due to 'No such file or directory'.\n${last}`,
      code: 11,
    };
  return { stdout: '', ...checkConfig(text, version) };
}

function run(
  commands: readonly string[],
  router: Router,
  site: VtyshSite,
  /** A line `prompt# command` before the output of each. */
  echo: boolean,
): CommandOutput {
  let stdout = '';
  for (const [index, command] of commands.entries()) {
    if (echo) stdout += `${router.hostname}# ${command}\n`;
    const words = command.trim().replace(/\s+/g, ' ');
    if (/^conf(?:igure)?(?: t(?:erminal)?)?$/.test(words)) {
      const { stdout: said, stderr, code } = configure(commands.slice(index + 1), router, site.mesh);
      return { stdout: stdout + said, stderr, code };
    }
    if (/^(?:write(?: memory| file)?|copy running-config startup-config)$/.test(words)) {
      const written = writeRunning(router, site);
      stdout += written.stdout;
      if (written.code !== 0) return { ...written, stdout };
      continue;
    }
    const known = shows[words];
    if (known === undefined)
      return { stdout: `${stdout}% Unknown command: ${command}\n`, stderr: '', code: 1 };
    const { daemon } = known;
    if (daemon !== 'watchfrr' && (!router.daemons.includes(daemon) || router.dead.includes(daemon)))
      return { stdout, stderr: `${daemon} is not running\n`, code: 1 };
    stdout += known.show(router, site.mesh, site.now);
  }
  return { stdout, stderr: '', code: 0 };
}

/** `write`, with the words of a vtysh that cannot. */
export function writeRunning(router: Router, { writeConfig }: Pick<VtyshSite, 'writeConfig'>): CommandOutput {
  const head = 'Note: this version of vtysh never writes vtysh.conf\nBuilding Configuration...\n';
  const text = runningConfig(router).split('\n').slice(3).join('\n');
  const reason = writeConfig(text);
  if (reason === undefined)
    return {
      stdout: `${head}Integrated configuration saved to /etc/frr/frr.conf\n[OK]\n`,
      stderr: '',
      code: 0,
    };
  return {
    stdout: `${head}Unlink failed for /etc/frr/frr.conf.sav: ${reason}\nError renaming /etc/frr/frr.conf to /etc/frr/frr.conf.sav: ${reason}\n% Error: failed to open configuration file /etc/frr/frr.conf: ${reason}\n% Configuration write failed.\n`,
    stderr: '',
    code: 1,
  };
}
