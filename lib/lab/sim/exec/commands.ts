import { type CommandOutput, vtysh } from '../frr/vtysh.ts';
import { frrFiles } from '../kubelet/frr-process.ts';
import { findImage } from '../kubelet/images.ts';
import { readScript } from '../kubelet/script.ts';
import { addrText, type ExtraRoute, links, routes, routeText } from '../multus/ip-output.ts';
import type { ContainerSpec, Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';

export interface CommandContext {
  sim: Simulation;
  pod: Pod;
  container: ContainerSpec;
}

type Command = (args: readonly string[], context: CommandContext) => CommandOutput;

const ok = (stdout: string): CommandOutput => ({ stdout, stderr: '', code: 0 });
const failed = (stderr: string, code: number): CommandOutput => ({ stdout: '', stderr, code });

/** What each command does. The FRR image has those of the second table besides; that is the place for `vtysh -C` and frr-reload.py. */
const everywhere: Record<string, Command> = {
  ip,
  hostname: (_args, { pod }) => ok(`${pod.metadata.name}\n`),
  ls: (args, context) => list(args.find((item) => !item.startsWith('-')) ?? '/', context),
  cat: (args, context) => concatenate(args, context),
  true: () => ok(''),
  false: () => failed('', 1),
  sh: (args) => shell(args),
  bash: (args) => shell(args),
};

const inFrr: Record<string, Command> = {
  vtysh: (args, { sim, pod }) => {
    const router = sim.mesh.routers.get(`${pod.metadata.namespace}/${pod.metadata.name}`);
    if (router === undefined) return failed('Exiting: failed to connect to any daemons.\n', 1);
    return vtysh(args, router, sim.mesh, sim.clock.now());
  },
};

/** The command of that name in the container's image; undefined when the image has none. */
export function findCommand(name: string, { sim, container }: CommandContext): Command | undefined {
  const program = findImage(sim.scenario, container.image ?? '')?.program ?? 'plain';
  if (program === 'distroless') return undefined;
  const base = name.split('/').at(-1) ?? name;
  return (program === 'frr' ? inFrr[base] : undefined) ?? everywhere[base];
}

/** Scripts of the few commands that `readScript` knows; they take no time here. */
function shell(args: readonly string[]): CommandOutput {
  const script = readScript(['sh', ...args]);
  if (script === undefined) return failed(`sh: 1: ${args.at(-1) ?? ''}: not found\n`, 127);
  const said = (stderr: boolean) =>
    script.lines.filter((line) => line.stderr === stderr).map(({ text }) => `${text}\n`);
  return { stdout: said(false).join(''), stderr: said(true).join(''), code: script.exit?.code ?? 0 };
}

function ip(args: readonly string[], { sim, pod }: CommandContext): CommandOutput {
  const options = args.filter((item) => item.startsWith('-'));
  const [object = 'help', ...rest] = args.filter((item) => !item.startsWith('-'));
  const json = options.some((item) => ['-j', '-json', '--json'].includes(item));
  const family = options.includes('-6') ? 6 : 4;
  const interfaces = sim.interfaces.get(pod.metadata.uid ?? '') ?? [];
  const verb = rest[0] ?? 'show';
  if (!['show', 'list', 'ls'].includes(verb))
    return failed(`Command "${verb}" is unknown, try "ip ${object} help".\n`, 255);
  const isLink = 'link'.startsWith(object);
  if ('address'.startsWith(object) || isLink) {
    const known = links(interfaces);
    const device = rest.slice(1).find((item) => item !== 'dev');
    if (device !== undefined && !known.some(({ ifname }) => ifname === device))
      return failed(`Device "${device}" does not exist.\n`, 1);
    const wanted = options.includes('-6') ? 'inet6' : options.includes('-4') ? 'inet' : undefined;
    const all = known
      .filter(({ ifname }) => device === undefined || ifname === device)
      .map((item) => ({
        ...item,
        addr_info: isLink
          ? []
          : item.addr_info.filter((info) => wanted === undefined || info.family === wanted),
      }));
    return ok(json ? `${JSON.stringify(all)}\n` : addrText(all));
  }
  if ('route'.startsWith(object)) {
    const table = routes(interfaces, learned(sim, pod), family);
    return ok(json ? `${JSON.stringify(table)}\n` : routeText(table));
  }
  return failed(`Object "${object}" is unknown, try "ip help".\n`, 1);
}

/** Routes that FRR has put into the kernel. */
function learned(sim: Simulation, pod: Pod): ExtraRoute[] {
  const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
  const router = sim.mesh.routers.get(key);
  if (router === undefined) return [];
  const fixed = router.config.staticRoutes.map(({ prefix, via }) => ({
    destination: prefix,
    ...(via === 'blackhole' || via === 'Null0' ? { blackhole: true } : { gateway: via }),
    protocol: 'static',
    metric: 20,
  }));
  const known = new Set(fixed.map(({ destination }) => destination));
  const bgp = [...sim.mesh.table(key, 'ipv4Unicast')].flatMap(([destination, { gateway }]) =>
    gateway === undefined || known.has(destination)
      ? []
      : [{ destination, gateway, protocol: 'bgp', metric: 20 }],
  );
  return [...fixed, ...bgp];
}

function list(path: string, { sim, pod, container }: CommandContext): CommandOutput {
  const folder = path.replace(/\/$/, '');
  const files = frrFiles(sim, pod, container);
  if (folder === '/etc/frr' && files !== undefined) return ok(`${Object.keys(files).sort().join('\n')}\n`);
  if (folder === '') return ok('bin\ndev\netc\nhome\nlib\nproc\nroot\nrun\nsbin\nsys\ntmp\nusr\nvar\n');
  return failed(`ls: cannot access '${path}': No such file or directory\n`, 2);
}

function concatenate(args: readonly string[], { sim, pod, container }: CommandContext): CommandOutput {
  let stdout = '';
  for (const path of args) {
    const file = /^\/etc\/frr\/([^/]+)$/.exec(path)?.[1];
    const content = file === undefined ? undefined : frrFiles(sim, pod, container)?.[file];
    if (content !== undefined) stdout += content;
    else if (path === '/etc/hostname') stdout += `${pod.metadata.name}\n`;
    else return { stdout, stderr: `cat: ${path}: No such file or directory\n`, code: 1 };
  }
  return ok(stdout);
}
