import { resourceOf } from '../api/resources.ts';
import type { Pod } from './objects.ts';
import type { Subscribe } from './simulation.ts';

/** The pods by who controls them, so that no controller has to look through all pods. */
export class PodIndex {
  private readonly byOwner = new Map<string, Map<string, Pod>>();
  readonly byNode = new Map<string, Map<string, Pod>>();

  constructor(subscribe: Subscribe) {
    subscribe(resourceOf('pods'), ({ type, object, previous }) => {
      const pod = object as Pod;
      const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
      const before = previous as Pod | undefined;
      if (before !== undefined) this.remove(key, before);
      if (type !== 'DELETED') this.add(key, pod);
    });
  }

  /** Pods whose controller has this uid. */
  ownedBy(uid: string | undefined): Pod[] {
    return [...(this.byOwner.get(uid ?? '')?.values() ?? [])];
  }

  onNode(name: string): Pod[] {
    return [...(this.byNode.get(name)?.values() ?? [])];
  }

  private add(key: string, pod: Pod): void {
    put(this.byOwner, controllerOf(pod)?.uid, key, pod);
    put(this.byNode, pod.spec?.nodeName, key, pod);
  }

  private remove(key: string, pod: Pod): void {
    this.byOwner.get(controllerOf(pod)?.uid ?? '')?.delete(key);
    this.byNode.get(pod.spec?.nodeName ?? '')?.delete(key);
  }
}

function put(index: Map<string, Map<string, Pod>>, at: string | undefined, key: string, pod: Pod): void {
  if (at === undefined) return;
  const entries = index.get(at) ?? new Map<string, Pod>();
  entries.set(key, pod);
  index.set(at, entries);
}

/** The owner reference that is marked as the controller. */
export function controllerOf(object: Pick<Pod, 'metadata'>) {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}
