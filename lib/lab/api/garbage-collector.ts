import type { LabObject } from './object.ts';
import { type Resource, resources } from './resources.ts';
import type { Store } from './store.ts';

/**
 * Collects dependents once their last owner is gone (controller-manager's garbage collector, background policy).
 * Runs in a microtask after the owner's deletion, so that whoever deletes sees one change at a time.
 */
export function startGarbageCollector(store: Store): void {
  const alive = new Set<string>();
  const dependents = new Map<string, Map<string, { resource: Resource; object: LabObject }>>();

  const key = (resource: Resource, object: LabObject) =>
    `${resource.storage}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;

  const index = (resource: Resource, object: LabObject, previous: LabObject | undefined) => {
    for (const owner of previous?.metadata.ownerReferences ?? [])
      dependents.get(owner.uid)?.delete(key(resource, object));
    for (const owner of object.metadata.ownerReferences ?? []) {
      const known = dependents.get(owner.uid) ?? new Map<string, { resource: Resource; object: LabObject }>();
      known.set(key(resource, object), { resource, object });
      dependents.set(owner.uid, known);
    }
  };

  const collect = (ownerUid: string) => {
    // A scenario that is loaded again has the same uids: its owners are back before this runs.
    if (alive.has(ownerUid)) return;
    const orphans = [...(dependents.get(ownerUid)?.values() ?? [])];
    dependents.delete(ownerUid);
    for (const { resource, object } of orphans) {
      const current = store.get(resource, object.metadata.namespace, object.metadata.name);
      if (current === undefined || current.metadata.uid !== object.metadata.uid) continue;
      const others = (current.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== ownerUid);
      if (others.length === (current.metadata.ownerReferences ?? []).length) continue;
      if (others.length === 0) store.remove(resource, current.metadata.namespace, current.metadata.name);
      else {
        store.modify(resource, current.metadata.namespace, current.metadata.name, (copy) => {
          copy.metadata.ownerReferences = others;
        });
      }
    }
  };

  const seen = new Set<string>();
  for (const resource of resources) {
    if (resource.createOnly || seen.has(resource.storage)) continue;
    seen.add(resource.storage);
    store.subscribe(resource, (event) => {
      const { uid } = event.object.metadata;
      if (event.type !== 'DELETED') {
        if (uid !== undefined) alive.add(uid);
        index(resource, event.object, event.previous);
        return;
      }
      for (const owner of event.object.metadata.ownerReferences ?? []) {
        dependents.get(owner.uid)?.delete(key(resource, event.object));
      }
      if (uid === undefined) return;
      alive.delete(uid);
      if (dependents.has(uid)) queueMicrotask(() => collect(uid));
    });
  }
}
