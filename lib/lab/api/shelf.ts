import { History, type StoreEvent } from './history.ts';
import type { LabObject } from './object.ts';

/** The objects of one resource by namespace and name, with their history and who listens. */
export class Shelf {
  readonly history: History;
  private readonly namespaces = new Map<string, Map<string, LabObject>>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();

  constructor(historyLimit: number) {
    this.history = new History(historyLimit);
  }

  get(namespace: string, name: string): LabObject | undefined {
    return this.namespaces.get(namespace)?.get(name);
  }

  list(namespace: string | undefined): LabObject[] {
    if (namespace !== undefined) return [...(this.namespaces.get(namespace)?.values() ?? [])];
    return [...this.namespaces.values()].flatMap((objects) => [...objects.values()]);
  }

  isEmpty(namespace: string): boolean {
    return (this.namespaces.get(namespace)?.size ?? 0) === 0;
  }

  put(object: LabObject): void {
    const namespace = object.metadata.namespace ?? '';
    let objects = this.namespaces.get(namespace);
    if (objects === undefined) {
      objects = new Map();
      this.namespaces.set(namespace, objects);
    }
    objects.set(object.metadata.name, object);
  }

  take(object: LabObject): void {
    const namespace = object.metadata.namespace ?? '';
    const objects = this.namespaces.get(namespace);
    objects?.delete(object.metadata.name);
    if (objects?.size === 0) this.namespaces.delete(namespace);
  }

  tell(event: StoreEvent): void {
    this.history.push(event);
    for (const listener of [...this.listeners]) listener(event);
  }

  listen(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}
