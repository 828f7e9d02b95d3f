import { resourceOf } from '../api/resources.ts';
import type { Pod } from './objects.ts';
import { quantity } from './selector.ts';
import type { Subscribe } from './simulation.ts';

export interface Requests {
  cpu: number;
  memory: number;
}

/** What a pod's containers request together. */
export function requestsOf(pod: Pod): Requests {
  const sum = { cpu: 0, memory: 0 };
  for (const { resources } of pod.spec?.containers ?? []) {
    sum.cpu += quantity(resources?.requests?.cpu) || 0;
    sum.memory += quantity(resources?.requests?.memory) || 0;
  }
  return sum;
}

/** The pods by who controls them, so that no controller has to look through all pods. */
export class PodIndex {
  private readonly byOwner = new Map<string, Map<string, Pod>>();
  readonly byNode = new Map<string, Map<string, Pod>>();
  private readonly requested = new Map<string, Requests>();

  constructor(subscribe: Subscribe) {
    subscribe(resourceOf('pods'), ({ type, object, previous }) => {
      const pod = object as Pod;
      const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
      const before = previous as Pod | undefined;
      if (before !== undefined) this.remove(key, before);
      if (type !== 'DELETED') this.add(key, pod);
      const node = before?.spec.nodeName;
      if (node !== undefined && type === 'DELETED') this.count(node, pod, -1);
      else if (pod.spec?.nodeName !== undefined && node === undefined) this.count(pod.spec.nodeName, pod, 1);
    });
  }

  /** Pods whose controller has this uid. */
  ownedBy(uid: string | undefined): Pod[] {
    return [...(this.byOwner.get(uid ?? '')?.values() ?? [])];
  }

  /** What the pods of a node request together. */
  requestedOn(node: string): Requests {
    return this.requested.get(node) ?? { cpu: 0, memory: 0 };
  }

  private count(node: string, pod: Pod, sign: 1 | -1): void {
    const { cpu, memory } = requestsOf(pod);
    const sum = this.requestedOn(node);
    this.requested.set(node, { cpu: sum.cpu + sign * cpu, memory: sum.memory + sign * memory });
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
