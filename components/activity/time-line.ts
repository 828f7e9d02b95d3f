import type { RecordedAction } from '#lib/contracts/acting.ts';
import { actionOfReason, idOfMessage, recordSource } from '#lib/domain/action/record.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { repeated } from '#lib/domain/event/fold-events.ts';
import { workloadKinds } from '#lib/domain/kubernetes.ts';

/** What stands on the time line: what the cluster tells, and what was done through the console. */
export type Entry =
  | { key: string; at: string; event: EventView; action?: never }
  | { key: string; at: string; action: RecordedAction; event?: never };

export interface EntryFilter {
  q: string;
  namespace: string;
  /** `Warning`, `Normal`, or `action`. */
  type: string;
  function: string;
  by: string;
  action: string;
}

/** Events and actions together; the Events that are an action's own record are told by the action. */
export function entriesOf(events: readonly EventView[], actions: readonly RecordedAction[]): Entry[] {
  const ids = new Set(actions.map(({ id }) => id));
  return [
    ...events
      .filter((event) => !isRecordOf(event, ids))
      .map((event) => ({ key: event.key, at: event.at, event })),
    ...actions.map((action) => ({ key: `${action.namespace}/${action.id}`, at: action.at, action })),
  ];
}

/** The Event of an action that is told by itself. */
export function isRecordOf({ source, message }: EventView, ids: ReadonlySet<string>): boolean {
  const id = source === recordSource ? idOfMessage(message) : undefined;
  return id !== undefined && ids.has(id);
}

/** Of actions that are told by their Events alone: a beginning is no news once its outcome is told. */
export function withoutBegun(events: readonly EventView[]): EventView[] {
  const ended = new Set(
    events.flatMap((event) => (hasOutcome(event) ? (idOfMessage(event.message) ?? []) : [])),
  );
  return events.filter((event) => hasOutcome(event) || !isRecordOf(event, ended));
}

const hasOutcome = ({ source, reason }: EventView): boolean =>
  source === recordSource && (actionOfReason(reason)?.state ?? null) !== null;

/** The function that an action was about, as `namespace/kind/name`; null for a namespace or a bare pod. */
export function functionOf({ namespace, object, parameters }: RecordedAction): string | null {
  const kind = workloadKinds.find((one) => one === parameters.kind);
  if (kind === undefined) return null;
  return `${namespace}/${kind}/${typeof parameters.function === 'string' ? parameters.function : object.name}`;
}

/** All words must occur somewhere in the entry; the rest is exact. */
export function entryMatches(filter: EntryFilter): (entry: Entry) => boolean {
  const terms = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ event, action }) => {
    if (action) {
      if (filter.type !== '' && filter.type !== 'action') return false;
      if (filter.function !== '' && functionOf(action) !== filter.function) return false;
    } else {
      if (filter.type !== '' && event.type !== filter.type) return false;
      if (filter.function !== '' && event.function !== filter.function) return false;
    }
    if (filter.by !== '' && action?.by !== filter.by) return false;
    if (filter.action !== '' && action?.action !== filter.action) return false;
    const namespace = action ? action.namespace : event.namespace;
    if (filter.namespace !== '' && namespace !== filter.namespace) return false;
    if (terms.length === 0) return true;
    const words = action
      ? [
          action.by,
          action.summary,
          action.why,
          action.object.kind,
          action.object.name,
          action.outcome?.detail,
        ]
      : [event.reason, event.message, event.object.kind, event.object.name];
    const text = [namespace, ...words].join('\n').toLowerCase();
    return terms.every((term) => text.includes(term));
  };
}

export interface Span {
  /** Its beginning, RFC 3339; what carries no readable time stands under null. */
  from: string | null;
  warnings: number;
  entries: Entry[];
}

/** What differs between attempts at the same thing, and tells nobody anything: the id of a sandbox or a container. */
const attemptId = /\b[0-9a-f]{12,}\b/g;

/**
 * Newest first, gathered into spans of `minutes`: what belongs to one incident stands together. The same told again within a span is one
 * entry, the newest, with how often and since when; Kubernetes counts it only where the words are the same to the letter.
 */
export function spansOf(entries: readonly Entry[], minutes: number): Span[] {
  const length = minutes * 60_000;
  const timed = entries.map((entry) => ({ entry, at: Date.parse(entry.at) }));
  timed.sort((a, b) => (Number.isNaN(b.at) ? -1 : b.at) - (Number.isNaN(a.at) ? -1 : a.at));
  const spans = new Map<string | null, Span>();
  for (const { entry, at } of timed) {
    const from = Number.isNaN(at) ? null : new Date(Math.floor(at / length) * length).toISOString();
    const span = spans.get(from) ?? { from, warnings: 0, entries: [] };
    spans.set(from, span);
    if (entry.event?.type === 'Warning') span.warnings += 1;
    span.entries.push(entry);
  }
  return [...spans.values()].map((span) => ({ ...span, entries: withoutRepetitions(span.entries) }));
}

/** @param entries newest first */
function withoutRepetitions(entries: readonly Entry[]): Entry[] {
  const told = new Map<string, Entry>();
  for (const entry of entries) {
    const { event } = entry;
    const said = event && [event.namespace, event.object.kind, event.object.name, event.type, event.reason];
    const key = said ? JSON.stringify([...said, event.message.replaceAll(attemptId, '')]) : entry.key;
    const newer = told.get(key)?.event;
    if (event && newer) told.set(key, { key: newer.key, at: newer.at, event: repeated(newer, event) });
    else told.set(key, entry);
  }
  return [...told.values()];
}
