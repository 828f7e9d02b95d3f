import type { LabObject } from '../api/object.ts';
import { timestamp } from '../api/object.ts';
import { resourceOf } from '../api/resources.ts';
import type { Store } from '../api/store.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

const hour = 3_600_000;

export interface EventDetails {
  component: string;
  host?: string;
  /** `spec.containers{frr}`. */
  fieldPath?: string;
}

/** Writes events as client-go's recorder does: the same event again raises its count. They are kept for an hour. */
export class EventRecorder {
  /** Events before this time would have expired by the time anybody looks: they are not written. */
  from = 0;
  private readonly known = new Map<string, { namespace: string; name: string; last: number }>();
  private readonly events = resourceOf('events', '');
  private readonly store: Store;
  private readonly clock: Clock;
  private readonly random: Random;

  constructor(store: Store, clock: Clock, random: Random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    clock.every(5 * 60_000, () => this.expire());
  }

  record(
    about: LabObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    details: EventDetails,
  ): void {
    const now = this.clock.now();
    if (now < this.from) return;
    const time = timestamp(new Date(now));
    const { name, namespace = 'default', uid = '' } = about.metadata;
    const key = [uid, reason, message, details.fieldPath].join('\n');
    const known = this.known.get(key);
    if (known !== undefined) {
      const again = this.store.modify(this.events, namespace, known.name, (event) => {
        event.count = Number(event.count) + 1;
        event.lastTimestamp = time;
      });
      known.last = now;
      if (again !== undefined) return;
    }
    const eventName = `${name}.${this.random.hex(16)}`;
    this.known.set(key, { namespace, name: eventName, last: now });
    this.store.create(this.events, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: eventName, namespace, uid: this.random.uuid(), creationTimestamp: time },
      involvedObject: {
        kind: about.kind,
        ...(about.metadata.namespace === undefined ? {} : { namespace }),
        name,
        uid,
        apiVersion: about.apiVersion,
        resourceVersion: about.metadata.resourceVersion,
        ...(details.fieldPath === undefined ? {} : { fieldPath: details.fieldPath }),
      },
      reason,
      message,
      source: { component: details.component, ...(details.host === undefined ? {} : { host: details.host }) },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: details.component,
      reportingInstance: details.host ?? '',
    });
  }

  private expire(): void {
    const now = this.clock.now();
    for (const [key, { namespace, name, last }] of this.known) {
      if (now - last < hour) continue;
      this.known.delete(key);
      if (this.store.get(this.events, namespace, name) !== undefined)
        this.store.remove(this.events, namespace, name);
    }
  }
}
