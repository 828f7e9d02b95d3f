import { resourceOf, resources } from './resources.ts';
import type { Store } from './store.ts';

/**
 * Gives each new namespace its default service account, empties one that is being deleted, and removes it when nothing is
 * left in it: controller-manager's part.
 */
export function startNamespaceLifecycle(store: Store): void {
  const namespaces = resourceOf('namespaces');
  const serviceAccounts = resourceOf('serviceaccounts');
  const kept = resources.filter((resource) => resource.namespaced && !resource.createOnly);
  const terminating = new Set<string>();

  // By the time a microtask runs, another namespace may stand under that name: what is in it is not ours to remove.
  const isTerminating = (name: string) =>
    store.get(namespaces, undefined, name)?.metadata.deletionTimestamp !== undefined;

  const finish = (name: string) => {
    if (!isTerminating(name)) {
      terminating.delete(name);
      return;
    }
    if (store.hasContent(name)) return;
    terminating.delete(name);
    store.finalize(namespaces, undefined, name);
  };

  store.subscribe(namespaces, ({ type, object }) => {
    const name = object.metadata.name;
    if (type === 'ADDED') {
      queueMicrotask(() => {
        if (store.get(namespaces, undefined, name) === undefined) return;
        if (store.get(serviceAccounts, name, 'default') !== undefined) return;
        store.create(serviceAccounts, {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: 'default', namespace: name },
        });
      });
    }
    if (type === 'DELETED' || object.metadata.deletionTimestamp === undefined || terminating.has(name))
      return;
    terminating.add(name);
    queueMicrotask(() => {
      if (!isTerminating(name)) {
        terminating.delete(name);
        return;
      }
      for (const resource of kept) {
        for (const item of store.list(resource, name)) {
          if (item.metadata.deletionTimestamp === undefined) store.remove(resource, name, item.metadata.name);
        }
      }
      finish(name);
    });
  });

  const seen = new Set<string>();
  for (const resource of kept) {
    if (seen.has(resource.storage)) continue;
    seen.add(resource.storage);
    store.subscribe(resource, ({ type, object }) => {
      const namespace = object.metadata.namespace ?? '';
      if (type === 'DELETED' && terminating.has(namespace)) queueMicrotask(() => finish(namespace));
    });
  }
}
