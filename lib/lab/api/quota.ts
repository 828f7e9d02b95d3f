import { type LabObject, record, text } from './object.ts';
import { type Resource, resourceOf } from './resources.ts';
import { forbidden, qualified } from './status-error.ts';
import type { Store } from './store.ts';

const quotas = resourceOf('resourcequotas');
const countedByName = new Set([
  'pods',
  'services',
  'configmaps',
  'secrets',
  'replicationcontrollers',
  'resourcequotas',
]);

/**
 * Refuses (403) an object that would be one too many by a ResourceQuota on counts: `pods`, `count/deployments.apps`. Quotas
 * on cpu and memory are not honoured.
 */
export function checkQuota(store: Store, resource: Resource, object: LabObject): void {
  const namespace = object.metadata.namespace;
  for (const quota of store.list(quotas, namespace)) {
    const hard = record(record(quota.spec).hard);
    const names = [
      `count/${qualified(resource)}`,
      ...(countedByName.has(resource.storage) ? [resource.plural] : []),
    ];
    for (const name of names) {
      if (hard[name] === undefined) continue;
      const used = store.list(resource, namespace).filter(isCounted).length;
      if (used + 1 <= Number(hard[name])) continue;
      throw forbidden(
        resource,
        object.metadata.name,
        `exceeded quota: ${quota.metadata.name}, requested: ${name}=1, used: ${name}=${used}, limited: ${name}=${String(hard[name])}`,
      );
    }
  }
}

/** A pod that has ended no longer counts. */
function isCounted(object: LabObject): boolean {
  const phase = text(record(object.status).phase);
  return object.kind !== 'Pod' || (phase !== 'Succeeded' && phase !== 'Failed');
}
