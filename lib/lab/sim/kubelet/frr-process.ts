import { record, text } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import { parseFrrConfig } from '../frr/config.ts';
import type { Interface } from '../multus/interface.ts';
import type { ContainerSpec, Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { tagOf } from './images.ts';

const order = ['zebra', 'bgpd', 'ospfd', 'isisd', 'staticd', 'bfdd'];

/** The files a container finds in /etc/frr, from the ConfigMap mounted there; undefined without one. */
export function frrFiles(
  sim: Simulation,
  pod: Pod,
  container: ContainerSpec,
): Record<string, string> | undefined {
  const mounted = (container.volumeMounts ?? []).filter((mount) => mount.mountPath.startsWith('/etc/frr'));
  for (const mount of mounted) {
    const volume = pod.spec.volumes?.find((item) => item.name === mount.name);
    const name = volume?.configMap?.name;
    if (name === undefined) continue;
    const found = sim.store.get(resourceOf('configmaps'), pod.metadata.namespace, name);
    if (found === undefined) continue;
    return Object.fromEntries(Object.entries(record(found.data)).map(([key, value]) => [key, text(value)]));
  }
  return undefined;
}

/** watchfrr starts the daemons that /etc/frr/daemons switches on. False when there is none: the container ends. */
export function startFrr(
  sim: Simulation,
  pod: Pod,
  container: ContainerSpec,
  interfaces: Interface[],
  log: (line: string) => void,
): boolean {
  const files = frrFiles(sim, pod, container);
  const switches = files?.daemons;
  if (switches === undefined) {
    log('/usr/lib/docker/docker-start: line 4: /etc/frr/daemons: No such file or directory');
    return false;
  }
  const on = new Set([...switches.matchAll(/^\s*(\w+)=["']?yes/gm)].map((match) => match[1]));
  const daemons = order.filter((name) => name === 'zebra' || name === 'staticd' || on.has(name));
  const version = tagOf(container.image ?? '').replace(/^v/, '');
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
  const frrConf = files?.['frr.conf'] ?? '';
  sim.mesh.start({
    key: `${namespace}/${name}`,
    hostname: name,
    version,
    text: frrConf,
    config: parseFrrConfig(frrConf),
    daemons,
    interfaces,
    startedAt: sim.clock.now(),
  });
  return true;
}
