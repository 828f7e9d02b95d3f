import { configuredDaemons } from '#lib/domain/workload/configured-daemons.ts';
import { routingContainer } from '#lib/domain/workload/is-routing.ts';
import type { RoutingPod } from './routing-poll.ts';
import type { World } from './world.ts';

/** The pods whose routing sessions can be read: they run FRRouting, and they run. */
export function routingPods(world: World): RoutingPod[] {
  const found: RoutingPod[] = [];
  for (const pod of world.stores.pods.values()) {
    const { namespace = '', name, uid, deletionTimestamp } = pod.metadata;
    if (pod.status.phase !== 'Running' || deletionTimestamp !== undefined) continue;
    const configMap = (map: string) => world.stores.configmaps.get(`${namespace}/${map}`);
    const container = routingContainer(pod.spec, configMap);
    if (container === null) continue;
    if (!pod.status.containerStatuses?.some((status) => status.name === container && status.state?.running))
      continue;
    const daemons = configuredDaemons(pod.spec, container, configMap);
    found.push({ key: `${namespace}/${name}`, uid, namespace, name, container, daemons });
  }
  return found;
}
