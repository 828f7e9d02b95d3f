import { record } from '../../api/object.ts';
import { countedBy, usedOf } from '../../api/quota.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Simulation } from '../simulation.ts';
import { reconciler } from './reconciler.ts';

const quotas = resourceOf('resourcequotas');
const pods = resourceOf('pods');

/** Keeps what is used of the quotas on counts in their status (pkg/controller/resourcequota). */
export function startResourceQuotas(sim: Simulation): void {
  const enqueue = reconciler(sim, (namespace, name) => {
    const quota = sim.store.get(quotas, namespace, name);
    if (quota === undefined) return;
    const hard = record(record(quota.spec).hard);
    const used = Object.fromEntries(
      Object.keys(hard).flatMap((key) => {
        const resource = countedBy(key);
        return resource ? [[key, String(usedOf(sim.store, resource, namespace))]] : [];
      }),
    );
    const status = { hard, used };
    if (JSON.stringify(quota.status) === JSON.stringify(status)) return;
    const write = (copy: typeof quota) => {
      copy.status = status;
    };
    sim.store.modify(quotas, namespace, name, write, { subresource: 'status' });
  });
  sim.subscribe(quotas, ({ type, object }) => {
    if (type !== 'DELETED') enqueue(object.metadata.namespace ?? '', object.metadata.name);
  });
  sim.subscribe(pods, ({ object }) => {
    for (const quota of sim.store.list(quotas, object.metadata.namespace))
      enqueue(quota.metadata.namespace ?? '', quota.metadata.name);
  });
}
