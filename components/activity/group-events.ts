import type { EventView } from '#lib/domain/event/event-view.ts';

export interface EventFilter {
  q: string;
  namespace: string;
  type: string;
  function: string;
}

/** All words must occur somewhere in the event; the rest is exact. */
export function eventMatches(filter: EventFilter): (event: EventView) => boolean {
  const terms = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  return (event) => {
    if (filter.namespace !== '' && event.namespace !== filter.namespace) return false;
    if (filter.type !== '' && event.type !== filter.type) return false;
    if (filter.function !== '' && event.function !== filter.function) return false;
    if (terms.length === 0) return true;
    const text = [event.reason, event.message, event.namespace, event.object.kind, event.object.name]
      .join('\n')
      .toLowerCase();
    return terms.every((term) => text.includes(term));
  };
}

export interface EventGroup {
  /** Beginning of the span, RFC 3339; what carries no readable time stands under null. */
  from: string | null;
  warnings: number;
  events: EventView[];
}

/** Newest first, gathered into spans of `minutes`: what belongs to one incident stands together. */
export function groupEvents(events: readonly EventView[], minutes: number): EventGroup[] {
  const span = minutes * 60_000;
  const timed = events.map((event) => ({ event, at: Date.parse(event.at) }));
  timed.sort((a, b) => (Number.isNaN(b.at) ? -1 : b.at) - (Number.isNaN(a.at) ? -1 : a.at));
  const groups = new Map<string | null, EventGroup>();
  for (const { event, at } of timed) {
    const from = Number.isNaN(at) ? null : new Date(Math.floor(at / span) * span).toISOString();
    const group = groups.get(from) ?? { from, warnings: 0, events: [] };
    groups.set(from, group);
    group.events.push(event);
    if (event.type === 'Warning') group.warnings += 1;
  }
  return [...groups.values()];
}
