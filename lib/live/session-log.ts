import { type RoutingChange, routingChanges } from '#lib/domain/frr/routing-changes.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';

const mostOfPod = 20;
const keptMs = 3_600_000;

/** Sessions that went down or came up in the last hour, by pod; as long as Kubernetes keeps its events. */
export class SessionLog {
  private readonly readings = new Map<string, { uid: string | undefined; summary: RoutingSummary }>();
  private readonly log = new Map<string, RoutingChange[]>();

  /** Takes a reading; true where it tells of a change. */
  note(podKey: string, uid: string | undefined, summary: RoutingSummary): boolean {
    const [namespace = '', name = ''] = podKey.split('/');
    if (summary.unread || summary.problem !== null) return false;
    const known = this.readings.get(podKey);
    const before = known !== undefined && known.uid === uid ? known.summary : null;
    this.readings.set(podKey, { uid, summary });
    const changes = routingChanges({ namespace, name }, before, summary);
    if (changes.length === 0) return false;
    const oldest = new Date(Date.parse(summary.at) - keptMs).toISOString();
    const kept = (this.log.get(podKey) ?? []).filter(({ at }) => at >= oldest);
    this.log.set(podKey, [...kept, ...changes].slice(-mostOfPod));
    return true;
  }

  /** Forgets pods that are gone. */
  keepOnly(exists: (podKey: string) => boolean): void {
    for (const key of this.readings.keys())
      if (!exists(key)) {
        this.readings.delete(key);
        this.log.delete(key);
      }
  }

  all(): ReadonlyMap<string, readonly RoutingChange[]> {
    return this.log;
  }
}
