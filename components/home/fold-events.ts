import type { EventView } from '#lib/domain/event/event-view.ts';

/**
 * One row for the same thing happening to the same object again and again: the newest, with how often in all. Kubernetes
 * counts repetitions itself only where the message is the same to the letter, and many carry an id of each attempt.
 * Newest first.
 */
export function foldEvents(events: readonly EventView[]): EventView[] {
  const newestFirst = [...events].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const folded = new Map<string, EventView>();
  for (const event of newestFirst) {
    const key = JSON.stringify([event.namespace, event.object.kind, event.object.name, event.reason]);
    const newer = folded.get(key);
    folded.set(key, newer ? { ...newer, count: newer.count + event.count } : event);
  }
  return [...folded.values()];
}
