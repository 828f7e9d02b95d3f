import { resourceOf } from '../../api/resources.ts';
import type { Pod, Workload } from '../objects.ts';
import { controllerOf } from '../pod-index.ts';
import type { Simulation } from '../simulation.ts';

export type Enqueue = (namespace: string, name: string, after?: number) => void;

/** A work queue: a key that is asked for several times before its turn is looked at once. */
export function reconciler(sim: Simulation, reconcile: (namespace: string, name: string) => void): Enqueue {
  const queued = new Set<string>();
  return (namespace, name, after = sim.settling ? 0 : 20) => {
    const key = `${namespace}/${name}`;
    if (after < 1000) {
      if (queued.has(key)) return;
      queued.add(key);
    }
    sim.clock.after(after, () => {
      if (after < 1000) queued.delete(key);
      reconcile(namespace, name);
    });
  };
}

/** A controller of one kind: looks at an object when it, or something it controls, has changed. */
export function controller(
  sim: Simulation,
  kind: string,
  owned: readonly string[],
  reconcile: (object: Workload, enqueue: Enqueue) => void,
): void {
  const resource = resourceOf(kind);
  const enqueue = reconciler(sim, (namespace, name) => {
    const object = sim.store.get(resource, namespace, name);
    if (object === undefined || object.metadata.deletionTimestamp !== undefined) return;
    reconcile(object as Workload, enqueue);
  });
  sim.subscribe(resource, ({ type, object, previous }) => {
    // Its own status is no news to it.
    if (type === 'DELETED' || (previous !== undefined && sameButStatus(object, previous))) return;
    enqueue(object.metadata.namespace ?? '', object.metadata.name);
  });
  for (const other of owned) {
    sim.subscribe(resourceOf(other), ({ object }) => {
      const owner = controllerOf(object as Pod);
      if (owner?.kind === kind) enqueue(object.metadata.namespace ?? '', owner.name);
    });
  }
}

function sameButStatus(object: object, previous: object): boolean {
  const [now, before] = [object as Workload, previous as Workload];
  return (
    now.metadata.generation === before.metadata.generation &&
    JSON.stringify(now.metadata.annotations) === JSON.stringify(before.metadata.annotations) &&
    JSON.stringify(now.metadata.labels) === JSON.stringify(before.metadata.labels)
  );
}
