import { cut } from '../cut.ts';
import type { KubernetesEvent } from '../kubernetes.ts';
import { type ActionName, actionNames } from './action.ts';

/** Events of the console carry what was done as JSON, so that it can be read back. */
export const actionAnnotation = 'cnf-console/action';
export const outcomeAnnotation = 'cnf-console/outcome';
export const recordSource = 'cnf-console';

/** Written before anything is done. */
export interface ActionIntent {
  id: string;
  action: ActionName;
  /** RFC 3339. */
  at: string;
  by: string;
  why: string | null;
  /** What it changes, in words: `scale from 3 to 5`. */
  summary: string;
  parameters: Record<string, string | number | boolean>;
  /** The freeze that was overridden, in words. */
  overrode: string | null;
  /** Of the request, where it had an idempotency key. */
  fingerprint: string | null;
}

export interface ActionOutcome {
  id: string;
  at: string;
  /** `unknown`: the API server did not answer, so it may have been done or not. */
  state: 'done' | 'refused' | 'unknown';
  /** One sentence; the API server's own words where it refused. */
  detail: string;
  /** Of the workload, after the change. */
  generation: number | null;
  /** What the caller was answered, as JSON. */
  answer: unknown;
}

/** What was done through the console. */
export interface ActionRecord {
  intent: ActionIntent;
  /** Null while it is under way, or where the console ended before it could write it. */
  outcome: ActionOutcome | null;
  namespace: string;
  object: { kind: string; name: string; uid: string };
}

/** `ConsoleScale`, `ConsoleRollback`; with what came of it, `ConsoleScaleDone`. */
export function eventReason(action: ActionName, state?: ActionOutcome['state']): string {
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return `Console${capital(action)}${state === undefined ? '' : capital(state)}`;
}

/** What an Event's reason tells of an action, without its outcome while it has none; null where it is of no action. */
export function actionOfReason(
  reason: string,
): { action: ActionName; state: ActionOutcome['state'] | null } | null {
  for (const action of actionNames)
    for (const state of [null, 'done', 'refused', 'unknown'] as const)
      if (reason === eventReason(action, state ?? undefined)) return { action, state };
  return null;
}

/** The id that ends the message of an action's Event. */
export const idOfMessage = (message: string): string | undefined =>
  /\(([a-z0-9]{8,40})\)$/.exec(message)?.[1];

/** One line for `kubectl describe`, at most 1,024 characters. */
export function intentMessage({ by, summary, why, overrode, id }: ActionIntent): string {
  const freeze = overrode === null ? '' : ` [overrides the freeze of ${overrode}]`;
  return withId(`${by}: ${summary}${freeze}${why === null ? '' : `: ${why}`}`, id);
}

export function outcomeMessage({ by, summary }: ActionIntent, { state, detail, id }: ActionOutcome): string {
  return withId(`${by}: ${summary}: ${state}${detail === '' ? '' : `: ${detail}`}`, id);
}

/** However long the text is, the id is not cut: the Event is known by it. */
const withId = (text: string, id: string): string => `${cut(text, 1024 - id.length - 3)} (${id})`;

const certainty = { unknown: 0, refused: 1, done: 2 } as const satisfies Record<
  ActionOutcome['state'],
  number
>;

/**
 * What the console's events tell, newest first. Anything else in them is passed over: anybody may write events where he has the
 * right to, so an event counts for an action of its own namespace alone.
 */
export function readRecords(events: Iterable<KubernetesEvent>): ActionRecord[] {
  const records = new Map<string, ActionRecord>();
  const outcomes = new Map<string, ActionOutcome>();
  for (const event of events) {
    if (event.source !== recordSource) continue;
    const { annotations, namespace = '' } = event.metadata;
    const intent = intentOf(annotations?.[actionAnnotation]);
    if (intent !== null) {
      const { kind = '', name = '', uid = '' } = event.involved;
      records.set(recordKey(namespace, intent.id), {
        intent,
        outcome: null,
        namespace,
        object: { kind, name, uid },
      });
    }
    const outcome = outcomeOf(annotations?.[outcomeAnnotation]);
    if (outcome === null) continue;
    // What was found out later is better than not to know.
    const key = recordKey(namespace, outcome.id);
    const earlier = outcomes.get(key);
    if (earlier === undefined || certainty[outcome.state] > certainty[earlier.state])
      outcomes.set(key, outcome);
  }
  return [...records]
    .map(([key, record]) => ({ ...record, outcome: outcomes.get(key) ?? null }))
    .sort((a, b) => Date.parse(b.intent.at) - Date.parse(a.intent.at));
}

/** What a record is known by: an id may have been written into another namespace by somebody else. */
export const recordKey = (namespace: string, id: string): string => `${namespace}/${id}`;

/** An intent out of an annotation; null where it is none. */
export function intentOf(annotation: string | undefined): ActionIntent | null {
  const value = object(annotation);
  if (value === null) return null;
  const { id, action, at, by, why, summary, parameters, overrode, fingerprint } = value;
  const name = actionNames.find((known) => known === action);
  if (name === undefined || !isId(id) || !isTime(at) || typeof by !== 'string' || typeof summary !== 'string')
    return null;
  return {
    id,
    action: name,
    at,
    by: cut(by, 256),
    why: typeof why === 'string' ? cut(why, 1024) : null,
    summary: cut(summary, 1024),
    parameters: parametersOf(parameters),
    overrode: typeof overrode === 'string' ? cut(overrode, 256) : null,
    fingerprint: typeof fingerprint === 'string' ? cut(fingerprint, 128) : null,
  };
}

export function outcomeOf(annotation: string | undefined): ActionOutcome | null {
  const value = object(annotation);
  if (value === null) return null;
  const { id, at, state, detail, generation, answer } = value;
  if (!isId(id) || !isTime(at) || typeof detail !== 'string') return null;
  if (state !== 'done' && state !== 'refused' && state !== 'unknown') return null;
  return {
    id,
    at,
    state,
    detail: cut(detail, 1024),
    generation: typeof generation === 'number' ? generation : null,
    answer,
  };
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[a-z0-9]{8,40}$/.test(value);
const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));

function parametersOf(value: unknown): ActionIntent['parameters'] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  const kept: ActionIntent['parameters'] = {};
  for (const [key, item] of Object.entries(value).slice(0, 16)) {
    if (typeof item === 'string') kept[key] = cut(item, 256);
    else if (typeof item === 'number' || typeof item === 'boolean') kept[key] = item;
  }
  return kept;
}

function object(text: string | undefined): Record<string, unknown> | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
