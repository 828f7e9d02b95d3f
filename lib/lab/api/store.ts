import { randomUUID } from 'node:crypto';
import { startGarbageCollector } from './garbage-collector.ts';
import type { StoreEvent } from './history.ts';
import { startNamespaceLifecycle } from './namespace-lifecycle.ts';
import { type LabObject, record, sameJson, timestamp } from './object.ts';
import { randomSuffix } from './random-suffix.ts';
import { checkPreconditions, podGrace, type RemoveOptions } from './remove-rules.ts';
import { desired, isReleased, merged, type UpdateOptions } from './replace-rules.ts';
import { groupVersion, type Resource, resourceOf, resources } from './resources.ts';
import { Shelf } from './shelf.ts';
import { alreadyExists, conflict, notFound } from './status-error.ts';

export type { StoreEvent } from './history.ts';
export type { LabObject } from './object.ts';
export type { RemoveOptions } from './remove-rules.ts';
export type { UpdateOptions } from './replace-rules.ts';

export interface StoreOptions {
  now: () => Date;
  /** Changes kept for watches, per resource. */
  historyLimit?: number;
}

/**
 * The objects of the simulated cluster. One counter gives every change its resourceVersion, across all resources, as etcd
 * does. Listeners are called synchronously, in the order of the changes. Objects are never mutated: what get and list
 * return may be kept, and must not be changed.
 */
export class Store {
  readonly now: () => Date;
  private readonly shelves = new Map<string, Shelf>();
  private version = 1;
  private compacted = 0;
  /** Changes made by listeners wait here until the change at hand is told to everybody: order is the same for all. */
  private readonly telling: { shelf: Shelf; event: StoreEvent }[] = [];
  private isTelling = false;

  constructor(options: StoreOptions) {
    this.now = options.now;
    for (const resource of resources) {
      if (!resource.createOnly && !this.shelves.has(resource.storage)) {
        this.shelves.set(resource.storage, new Shelf(options.historyLimit ?? 2000));
      }
    }
    startGarbageCollector(this);
    startNamespaceLifecycle(this);
  }

  /** The version of the last change; a list answers with it. */
  get resourceVersion(): number {
    return this.version;
  }

  /** Nothing before this version can be asked for any more. */
  get compactedVersion(): number {
    return this.compacted;
  }

  get(resource: Resource, namespace: string | undefined, name: string): LabObject | undefined {
    return this.shelf(resource).get(resource.namespaced ? (namespace ?? '') : '', name);
  }

  /** All objects, or those of one namespace, in the order they were created. */
  list(resource: Resource, namespace?: string): LabObject[] {
    return this.shelf(resource).list(resource.namespaced ? namespace : undefined);
  }

  /**
   * Stores a new object and returns it as stored: with uid, creationTimestamp, resourceVersion, generation, and a name made
   * from generateName. Status is kept as given (the HTTP server drops a client's). Throws 409 AlreadyExists.
   */
  create(resource: Resource, object: LabObject, options: { dryRun?: boolean } = {}): LabObject {
    const shelf = this.shelf(resource);
    const copy = structuredClone(object);
    const metadata = copy.metadata;
    const namespace = resource.namespaced ? (metadata.namespace ?? 'default') : undefined;
    let name = metadata.name ?? '';
    if (name === '' && metadata.generateName !== undefined) {
      do name = metadata.generateName + randomSuffix();
      while (shelf.get(namespace ?? '', name) !== undefined);
    }
    if (shelf.get(namespace ?? '', name) !== undefined) throw alreadyExists(resource, name);
    const {
      namespace: _namespace,
      deletionTimestamp: _deleted,
      deletionGracePeriodSeconds: _grace,
      ...rest
    } = metadata;
    copy.apiVersion = groupVersion(storedAs(resource));
    copy.kind = resource.kind;
    copy.metadata = {
      ...rest,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: metadata.uid ?? randomUUID(),
      creationTimestamp: metadata.creationTimestamp ?? timestamp(this.now()),
      ...(resource.generation ? { generation: metadata.generation ?? 1 } : {}),
    };
    if (options.dryRun) return copy;
    return this.write(shelf, 'ADDED', copy, undefined);
  }

  /** Replaces an object. Throws 404 NotFound, and 409 Conflict for a stale resourceVersion or another uid. */
  update(resource: Resource, object: LabObject, options: UpdateOptions = {}): LabObject {
    return this.replace(resource, structuredClone(object), options);
  }

  /** Gets, copies, changes, updates; undefined when there is no such object. For controllers. */
  modify(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    change: (copy: LabObject) => void,
    options: UpdateOptions = {},
  ): LabObject | undefined {
    const current = this.get(resource, namespace, name);
    if (current === undefined) return undefined;
    const copy = structuredClone(current);
    change(copy);
    return this.replace(resource, copy, { ...options, ignoreConflict: true });
  }

  /**
   * Deletes. A pod that a kubelet has started gets deletionTimestamp and stays until finalize(); an object with finalizers
   * until they are gone; a namespace until it is empty. Returns the object as it was last. Throws 404, and 409 when a
   * precondition fails.
   */
  remove(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    options: RemoveOptions = {},
  ): LabObject {
    const current = this.get(resource, namespace, name);
    if (current === undefined) throw notFound(resource, name);
    checkPreconditions(resource, current, options);
    if (options.dryRun) return current;
    const finalizers = current.metadata.finalizers ?? [];
    const grace = resource.storage === 'pods' ? podGrace(current, options.gracePeriodSeconds) : 0;
    const waits =
      grace > 0 || finalizers.length > 0 || (resource.storage === 'namespaces' && this.hasContent(name));
    if (options.propagationPolicy === 'Orphan') this.orphan(current);
    if (!waits) return this.erase(resource, current);
    return this.markDeleted(resource, current, grace);
  }

  /** The kubelet's last word on a deleted pod, or the end of a namespace: removes the object unless finalizers hold it. */
  finalize(resource: Resource, namespace: string | undefined, name: string): void {
    const current = this.get(resource, namespace, name);
    if (current === undefined || (current.metadata.finalizers ?? []).length > 0) return;
    this.erase(resource, current);
  }

  /** Calls the listener for every later change, synchronously and in order. Returns the way to stop. */
  subscribe(resource: Resource, listener: (event: StoreEvent) => void): () => void {
    return this.shelf(resource).listen(listener);
  }

  /** The changes after a version, or 'expired' when they are no longer kept (410 Gone). */
  since(resource: Resource, resourceVersion: number): StoreEvent[] | 'expired' {
    return this.shelf(resource).history.since(resourceVersion);
  }

  /** Forgets the past, as an etcd compaction does: watches from an older version get 410. */
  compact(): void {
    // One more, so that even a client that has seen everything must list again.
    this.version += 1;
    this.compacted = this.version;
    for (const shelf of this.shelves.values()) shelf.history.compact(this.version);
  }

  /** Whether anything but the namespace itself is left in it. */
  hasContent(namespace: string): boolean {
    for (const shelf of this.shelves.values()) if (!shelf.isEmpty(namespace)) return true;
    return false;
  }

  private shelf(resource: Resource): Shelf {
    const shelf = this.shelves.get(resource.storage);
    if (shelf === undefined) throw new Error(`${resource.plural} are not stored`);
    return shelf;
  }

  private replace(resource: Resource, copy: LabObject, options: UpdateOptions): LabObject {
    const name = copy.metadata.name;
    const current = this.get(resource, copy.metadata.namespace, name);
    if (current === undefined) throw notFound(resource, name);
    const given = copy.metadata.resourceVersion;
    if (!options.ignoreConflict && given && given !== current.metadata.resourceVersion)
      throw conflict(resource, name);
    if (copy.metadata.uid && copy.metadata.uid !== current.metadata.uid) {
      const now = current.metadata.uid ?? '';
      throw conflict(
        resource,
        name,
        `Precondition failed: UID in precondition: ${copy.metadata.uid}, UID in object meta: ${now}`,
      );
    }
    const next = merged(resource, current, copy, options);
    if (sameJson(next, current)) return current;
    if (resource.generation && next !== current && !sameJson(desired(next), desired(current))) {
      next.metadata.generation = (current.metadata.generation ?? 1) + 1;
    }
    if (options.dryRun) return next;
    const stored = this.write(this.shelf(resource), 'MODIFIED', next, current);
    if (
      isReleased(stored) &&
      (current.metadata.finalizers ?? []).length > 0 &&
      !this.staysFor(resource, stored)
    ) {
      return this.erase(resource, stored);
    }
    return stored;
  }

  private staysFor(resource: Resource, object: LabObject): boolean {
    if (resource.storage === 'pods') return (object.metadata.deletionGracePeriodSeconds ?? 0) > 0;
    return resource.storage === 'namespaces' && this.hasContent(object.metadata.name);
  }

  private markDeleted(resource: Resource, current: LabObject, grace: number): LabObject {
    const already = current.metadata.deletionTimestamp;
    const due = timestamp(new Date(this.now().getTime() + grace * 1000));
    // A second delete can only shorten the time, never extend it.
    if (already !== undefined && (current.metadata.deletionGracePeriodSeconds ?? 0) <= grace) return current;
    const next: LabObject = {
      ...current,
      metadata: { ...current.metadata, deletionTimestamp: due, deletionGracePeriodSeconds: grace },
    };
    if (resource.storage === 'namespaces') next.status = { ...record(current.status), phase: 'Terminating' };
    if (resource.generation) next.metadata.generation = (current.metadata.generation ?? 1) + 1;
    return this.write(this.shelf(resource), 'MODIFIED', next, current);
  }

  private erase(resource: Resource, current: LabObject): LabObject {
    const shelf = this.shelf(resource);
    shelf.take(current);
    this.version += 1;
    const object = { ...current, metadata: { ...current.metadata, resourceVersion: String(this.version) } };
    this.tell(shelf, { type: 'DELETED', object, previous: current, resourceVersion: this.version });
    return object;
  }

  private orphan(owner: LabObject): void {
    const uid = owner.metadata.uid;
    for (const resource of resources) {
      if (resource.createOnly || !resource.namespaced) continue;
      for (const object of this.list(resource, owner.metadata.namespace)) {
        const owners = object.metadata.ownerReferences;
        if (!owners?.some((reference) => reference.uid === uid)) continue;
        this.modify(resource, object.metadata.namespace, object.metadata.name, (copy) => {
          copy.metadata.ownerReferences = owners.filter((reference) => reference.uid !== uid);
        });
      }
    }
  }

  private write(
    shelf: Shelf,
    type: 'ADDED' | 'MODIFIED',
    object: LabObject,
    previous: LabObject | undefined,
  ): LabObject {
    this.version += 1;
    object.metadata.resourceVersion = String(this.version);
    shelf.put(object);
    this.tell(shelf, {
      type,
      object,
      ...(previous === undefined ? {} : { previous }),
      resourceVersion: this.version,
    });
    return object;
  }

  private tell(shelf: Shelf, event: StoreEvent): void {
    this.telling.push({ shelf, event });
    if (this.isTelling) return;
    this.isTelling = true;
    try {
      for (let next = this.telling.shift(); next !== undefined; next = this.telling.shift())
        next.shelf.tell(next.event);
    } finally {
      this.isTelling = false;
    }
  }
}

function storedAs(resource: Resource): Resource {
  return resource.storage === 'events' ? resourceOf('events', '') : resource;
}
