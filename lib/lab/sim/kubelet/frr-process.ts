import { parseFrrConfig } from '../frr/config.ts';
import { readConfigFile, textOf } from '../frr/running-config.ts';
import type { Interface } from '../multus/interface.ts';
import type { ContainerSpec, Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { behaviourOf } from './container.ts';
import { tagOf } from './images.ts';

const order = ['zebra', 'bgpd', 'ospfd', 'isisd', 'staticd', 'bfdd'];

/** watchfrr starts the daemons that /etc/frr/daemons switches on. False when there is none: the container ends. */
export function startFrr(
  sim: Simulation,
  pod: Pod,
  container: ContainerSpec,
  interfaces: Interface[],
  log: (line: string) => void,
): boolean {
  const switches = sim.files.read(pod, container, '/etc/frr/daemons');
  if (switches === undefined) {
    log('/usr/lib/docker/docker-start: line 4: /etc/frr/daemons: No such file or directory');
    return false;
  }
  const on = new Set([...switches.matchAll(/^\s*(\w+)=["']?yes/gm)].map((match) => match[1]));
  const daemons = order.filter((name) => name === 'zebra' || name === 'staticd' || on.has(name));
  const version = frrVersion(container);
  const { namespace, name } = pod.metadata;
  const stamp = new Date(sim.clock.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  log(`${stamp} WATCHFRR: [T83RR-8SM5G] watchfrr ${version} starting: vty@0`);
  for (const daemon of daemons)
    log(`${stamp} WATCHFRR: [ZCJ3S-SPH5S] ${daemon} state -> down : initial connection attempt failed`);
  log(
    `${stamp} WATCHFRR: [YFT0P-5Q5YX] Forked background command [pid 13]: /usr/lib/frr/watchfrr.sh restart all`,
  );
  for (const daemon of daemons)
    log(`${stamp} WATCHFRR: [QDG3Y-BY5TN] ${daemon} state -> up : connect succeeded`);
  log(`${stamp} WATCHFRR: [KWE5Q-QNGFC] all daemons up, doing startup-complete notify`);
  const frrConf = sim.files.read(pod, container, '/etc/frr/frr.conf') ?? '';
  const profile = parseFrrConfig(frrConf);
  const tree = readConfigFile(frrConf, version);
  const { dead = [] } = behaviourOf(sim.scenario, 'frr', pod, container) ?? {};
  sim.mesh.start({
    key: `${namespace}/${name}`,
    hostname: name,
    version,
    tree,
    config: { ...parseFrrConfig(textOf(tree, dead)), profile: profile.profile },
    daemons,
    dead,
    interfaces,
    startedAt: sim.clock.now(),
  });
  return true;
}

/** The release that an image's tag names. */
export function frrVersion(container: ContainerSpec): string {
  return tagOf(container.image ?? '').replace(/^v/, '');
}
