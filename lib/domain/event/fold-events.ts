import type { EventView } from './event-view.ts';

/**
 * One row for the same thing happening to the same object again and again: the newest, with how often in all and since when. Kubernetes
 * counts repetitions itself only where the message is the same to the letter, and many carry an id of each attempt.
 * Newest first.
 */
export function foldEvents(events: readonly EventView[]): EventView[] {
  const newestFirst = [...events].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const folded = new Map<string, EventView>();
  for (const event of newestFirst) {
    const key = JSON.stringify([event.namespace, event.object.kind, event.object.name, event.reason]);
    const newer = folded.get(key);
    folded.set(key, newer ? repeated(newer, event) : event);
  }
  return [...folded.values()];
}

/** Two of the same as one: the newer, with how often in all and since when. */
export const repeated = (newer: EventView, older: EventView): EventView => ({
  ...newer,
  firstAt: earlier(beginOf(newer), beginOf(older)),
  count: newer.count + older.count,
});

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** When it was first seen, RFC 3339. */
export const beginOf = ({ firstAt, at }: EventView): string => firstAt ?? at;

/** What began last comes first: what has been repeating itself for hours is no change, and must not hide one. */
export function lastBegun(events: readonly EventView[]): EventView[] {
  return foldEvents(events).sort((a, b) => (beginOf(a) < beginOf(b) ? 1 : beginOf(a) > beginOf(b) ? -1 : 0));
}
