import { resourceOf } from '../../api/resources.ts';
import { attach, networkStatusAnnotation } from '../multus/attach.ts';
import type { Interface } from '../multus/interface.ts';
import { networkStatus } from '../multus/network-status.ts';
import { AttachError } from '../multus/request.ts';
import type { Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { behaviourOf } from './container.ts';

const definitions = resourceOf('NetworkAttachmentDefinition');

/** Attaches a pod's networks, as the container runtime does through Multus. Throws AttachError. */
export function setUpNetwork(sim: Simulation, pod: Pod): Interface[] {
  const uid = pod.metadata.uid ?? '';
  const node = pod.spec.nodeName ?? '';
  const podAddress = sim.podAddresses.take(node, uid);
  if (podAddress === undefined) throw new AttachError(`no podCIDR for node ${node}`);
  const podNetwork = sim.scenario.podNetwork ?? { name: 'pod-network', cni: 'bridge', mtu: 1450 };
  try {
    return attach(pod, {
      book: sim.book,
      podNetwork,
      podAddress,
      node,
      definition: (namespace, name) => sim.store.get(definitions, namespace, name),
    });
  } catch (error) {
    tearDownNetwork(sim, pod);
    throw error;
  }
}

export function tearDownNetwork(sim: Simulation, pod: Pod): void {
  const uid = pod.metadata.uid ?? '';
  sim.book.release(uid);
  sim.podAddresses.release(pod.spec.nodeName ?? '', uid);
  sim.interfaces.delete(uid);
}

/** What Multus writes on the pod. A release or a fault may leave interfaces out. */
export function reportedStatus(
  sim: Simulation,
  pod: Pod,
  interfaces: readonly Interface[],
): Record<string, string> {
  const replaced = behaviourOf(sim.scenario, 'networkStatus', pod);
  if (replaced !== undefined) return { [networkStatusAnnotation]: replaced };
  const unreported = behaviourOf(sim.scenario, 'unreported', pod) ?? [];
  const onlyFirst = behaviourOf(sim.scenario, 'reportsOnlyFirst', pod) === true;
  const reported = interfaces.filter(
    ({ name }, index) => !unreported.includes(name) && !(onlyFirst && index > 1),
  );
  return { [networkStatusAnnotation]: networkStatus(reported) };
}
