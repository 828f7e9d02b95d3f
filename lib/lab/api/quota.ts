import { type LabObject, record, text } from './object.ts';
import { type Resource, resourceOf, resources } from './resources.ts';
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
      const used = usedOf(store, resource, namespace);
      if (used + 1 <= Number(hard[name])) continue;
      throw forbidden(
        resource,
        object.metadata.name,
        `exceeded quota: ${quota.metadata.name}, requested: ${name}=1, used: ${name}=${used}, limited: ${name}=${String(hard[name])}`,
      );
    }
  }
}

/** How many objects of a kind count against the quotas of a namespace. */
export function usedOf(store: Store, resource: Resource, namespace: string | undefined): number {
  return store.list(resource, namespace).filter(isCounted).length;
}

/** The kind that a name in `hard` counts; undefined for amounts (cpu, storage) and for kinds that are not served. */
export function countedBy(name: string): Resource | undefined {
  return resources.find(
    (resource) =>
      `count/${qualified(resource)}` === name ||
      (resource.group === '' && resource.plural === name && countedByName.has(name)),
  );
}

/** A pod that has ended no longer counts. */
function isCounted(object: LabObject): boolean {
  const phase = text(record(object.status).phase);
  return object.kind !== 'Pod' || (phase !== 'Succeeded' && phase !== 'Failed');
}
