import { resourceOf } from '../../api/resources.ts';
import type { SessionChange } from '../frr/mesh.ts';
import { findImage } from '../kubelet/images.ts';
import type { Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';

/** bgpd's line when a session comes up or goes down (`log stdout`, `bgp log-neighbor-changes`). */
export function logSessionChange(sim: Simulation, { session, up }: SessionChange): void {
  const [namespace = '', name = ''] = session.router.key.split('/');
  const pod = sim.store.get(resourceOf('pods'), namespace, name) as Pod | undefined;
  const container = pod?.spec.containers.find(
    (item) => findImage(sim.scenario, item.image ?? '')?.program === 'frr',
  );
  if (pod === undefined || container === undefined) return;
  const time = new Date(sim.clock.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  const peer = session.peerHostname ?? 'Unknown';
  const what = up ? 'Up' : `Down ${session.reset.reason}`;
  sim.logs.write(
    `${pod.metadata.uid}/${container.name}`,
    `${time} BGP: [M59KS-A3ZXZ] %ADJCHANGE: neighbor ${session.neighbor.address}(${peer}) in vrf ${session.bgp.vrf} ${what}`,
  );
}
