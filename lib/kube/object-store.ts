import type { KubernetesObject } from '#lib/domain/kubernetes.ts';

/** One true difference; `old` or `now` is absent for an object that came or went. */
export interface Change<T> {
  key: string;
  old: T | undefined;
  now: T | undefined;
}

/** `namespace/name`, or the name alone for cluster-scoped objects. */
export function keyOf(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The last known objects of one kind. Tells its listener what differs, and nothing else. */
export class ObjectStore<T extends KubernetesObject> {
  private readonly objects = new Map<string, T>();
  private listeners: readonly ((change: Change<T>) => void)[] = [];

  get size(): number {
    return this.objects.size;
  }

  get(key: string): T | undefined {
    return this.objects.get(key);
  }

  values(): IterableIterator<T> {
    return this.objects.values();
  }

  /** Returns what ends it. */
  listen(listener: (change: Change<T>) => void): () => void {
    this.listeners = [...this.listeners, listener];
    return () => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    };
  }

  set(now: T): void {
    const old = this.objects.get(keyOf(now));
    if (old === undefined || !isSame(old, now)) this.put(old, now);
  }

  /** Takes another reading of the object over, with more of it kept, if it is of the version that is known. */
  enrich(now: T): void {
    const old = this.objects.get(keyOf(now));
    if (old !== undefined && isSame(old, now)) this.put(old, now);
  }

  remove(key: string): void {
    const old = this.objects.get(key);
    if (old === undefined) return;
    this.objects.delete(key);
    this.tell({ key, old, now: undefined });
  }

  /** Makes the store, or one namespace's share of it, hold exactly these objects. */
  replace(namespace: string | null, objects: ReadonlyMap<string, T>): void {
    for (const [key, old] of [...this.objects]) {
      if ((namespace === null || old.metadata.namespace === namespace) && !objects.has(key)) this.remove(key);
    }
    for (const object of objects.values()) this.set(object);
  }

  private put(old: T | undefined, now: T): void {
    const key = keyOf(now);
    this.objects.set(key, now);
    this.tell({ key, old, now });
  }

  private tell(change: Change<T>): void {
    for (const listener of this.listeners) listener(change);
  }
}

const isSame = (a: KubernetesObject, b: KubernetesObject): boolean =>
  a.metadata.uid === b.metadata.uid && a.metadata.resourceVersion === b.metadata.resourceVersion;
