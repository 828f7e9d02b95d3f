import type { CommandOutput } from '../frr/command-output.ts';
import { frrReload } from '../frr/frr-reload.ts';
import { type VtyshSite, vtysh, writeRunning } from '../frr/vtysh.ts';
import { behaviourOf } from '../kubelet/container.ts';
import { frrVersion } from '../kubelet/frr-process.ts';
import { findImage } from '../kubelet/images.ts';
import { addrText, type ExtraRoute, links, routes, routeText } from '../multus/ip-output.ts';
import type { ContainerSpec, Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { type Files, fileCommands } from './file-commands.ts';
import { runShell, type Stdin } from './shell.ts';

export interface CommandContext {
  sim: Simulation;
  pod: Pod;
  container: ContainerSpec;
}

type Command = (args: readonly string[], context: CommandContext, stdin: Stdin) => CommandOutput;

const ok = (stdout: string): CommandOutput => ({ stdout, stderr: '', code: 0 });
const failed = (stderr: string, code: number): CommandOutput => ({ stdout: '', stderr, code });

/** What each command does. The FRR image has those of the second table besides. */
const everywhere: Record<string, Command> = {
  ip,
  hostname: (_args, { pod }) => ok(`${pod.metadata.name}\n`),
  ls: (args, context) => list(args.find((item) => !item.startsWith('-')) ?? '/', context),
  pidof: ([name = ''], context) => processId(name, context),
  true: () => ok(''),
  false: () => failed('', 1),
  sh: shell,
  bash: shell,
};

const inFrr: Record<string, Command> = {
  vtysh: (args, context, stdin) => vtysh(args, vtyshSite(context, stdin)),
  'frr-reload.py': reload,
};

/** The command of that name in the container's image; undefined when the image has none. */
export function findCommand(name: string, context: CommandContext): Command | undefined {
  const { sim, pod, container } = context;
  const program = findImage(sim.scenario, container.image ?? '')?.program ?? 'plain';
  if (program === 'distroless') return undefined;
  const base = name.split('/').at(-1) ?? name;
  if (program === 'frr') {
    const python = behaviourOf(sim.scenario, 'frr', pod, container)?.python ?? true;
    if (base === 'python3' && python) return runPython;
    const known = Object.hasOwn(inFrr, base) ? inFrr[base] : undefined;
    if (known !== undefined) return known;
  }
  const own = Object.hasOwn(everywhere, base) ? everywhere[base] : undefined;
  if (own !== undefined) return own;
  const file = Object.hasOwn(fileCommands, base) ? fileCommands[base] : undefined;
  return file === undefined ? undefined : (args, _context, stdin) => file(args, filesOf(context), stdin);
}

function filesOf({ sim, pod, container }: CommandContext): Files {
  return {
    read: (path) =>
      path === '/etc/hostname' ? `${pod.metadata.name}\n` : sim.files.read(pod, container, path),
    write: (path, text) => sim.files.write(pod, container, path, text),
    remove: (path) => sim.files.remove(pod, container, path),
    unusedName: () => sim.random.hex(10),
  };
}

function vtyshSite(context: CommandContext, stdin: Stdin): VtyshSite {
  const { sim, pod, container } = context;
  const files = filesOf(context);
  return {
    router: sim.mesh.routers.get(`${pod.metadata.namespace}/${pod.metadata.name}`),
    version: frrVersion(container),
    mesh: sim.mesh,
    now: sim.clock.now(),
    readFile: (path) => (path === '/dev/stdin' ? stdin.text : files.read(path)),
    writeConfig: (text) => files.write('/etc/frr/frr.conf', text),
  };
}

function reload(args: readonly string[], context: CommandContext, stdin: Stdin): CommandOutput {
  const { sim, pod, container } = context;
  if (behaviourOf(sim.scenario, 'frr', pod, container)?.python === false)
    return failed("env: can't execute 'python3': No such file or directory\n", 127);
  const site = vtyshSite(context, stdin);
  const { router } = site;
  if (router === undefined) return failed('', 1);
  return frrReload(args, { ...site, router, write: () => writeRunning(router, site) });
}

/** Scripts of a few lines; they take no time here. */
function shell(args: readonly string[], context: CommandContext, stdin: Stdin): CommandOutput {
  const files = filesOf(context);
  return runShell(args, stdin, {
    run: (name, words, input) => findCommand(name, context)?.(words, context, input),
    readFile: (path) => (path === '/dev/stdin' ? stdin.text : files.read(path)),
    writeFile: files.write,
  });
}

/** `python3 frr-reload.py …`, and `python3 -c PROGRAM BYTES frr-reload.py …`, which hands its input on as a file. */
function runPython(args: readonly string[], context: CommandContext, stdin: Stdin): CommandOutput {
  const at = args.findIndex((item) => item.endsWith('frr-reload.py'));
  if (at < 0) return ok('');
  const rest = args.slice(at + 1);
  if (args[0] !== '-c') return reload(rest, context, stdin);
  const { sim, pod, container } = context;
  const path = '/proc/4711/fd/3';
  sim.files.write(pod, container, path, stdin.text);
  const said = reload([...rest, path], context, stdin);
  sim.files.remove(pod, container, path);
  return said;
}

function processId(name: string, { sim, pod }: CommandContext): CommandOutput {
  const router = sim.mesh.routers.get(`${pod.metadata.namespace}/${pod.metadata.name}`);
  const place = router?.daemons.indexOf(name) ?? -1;
  if (place < 0 || router?.dead.includes(name)) return failed('', 1);
  return ok(`${30 + place * 3}\n`);
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
  if (folder === '') return ok('bin\ndev\netc\nhome\nlib\nproc\nroot\nrun\nsbin\nsys\ntmp\nusr\nvar\n');
  const names = sim.files.list(pod, container, folder);
  if (names.length > 0 || folder === '/tmp') return ok(names.map((name) => `${name}\n`).join(''));
  return failed(`ls: cannot access '${path}': No such file or directory\n`, 2);
}
