import type { LabObject } from './object.ts';

/** One change, as the store tells it and as watches replay it. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: LabObject;
  /** The object before a MODIFIED, for watches with selectors. */
  previous?: LabObject;
  resourceVersion: number;
}

/** The last changes of one resource. Older ones are forgotten, and asking for them is answered with `expired`. */
export class History {
  private events: StoreEvent[] = [];
  /** Everything after this version is still known. */
  private floor = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  push(event: StoreEvent): void {
    this.events.push(event);
    // Trimmed in blocks: shifting at every change would cost a copy each.
    if (this.events.length >= this.limit * 2) this.keep(this.events.length - this.limit);
  }

  /** The changes after this version, oldest first, or 'expired' when some of them are no longer kept. */
  since(resourceVersion: number): StoreEvent[] | 'expired' {
    if (resourceVersion < this.floor) return 'expired';
    const start = this.events.findLastIndex((event) => event.resourceVersion <= resourceVersion) + 1;
    return this.events.slice(start);
  }

  /** Forgets all changes up to and including this version, as an etcd compaction does. */
  compact(resourceVersion: number): void {
    this.keep(this.events.findLastIndex((event) => event.resourceVersion <= resourceVersion) + 1);
    this.floor = Math.max(this.floor, resourceVersion);
  }

  private keep(from: number): void {
    const last = this.events[from - 1];
    if (last !== undefined) this.floor = last.resourceVersion;
    this.events = this.events.slice(from);
  }
}
