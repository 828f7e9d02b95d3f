import { cut } from '../cut.ts';
import { type ConfigRevision, type Origin, origins } from './config-view.ts';

/** On a ConfigMap: who put its present texts there, written together with them. */
export const changeAnnotation = 'cnf-console/config-change';
/** On a ControllerRevision: what is known of the texts it holds. */
export const revisionAnnotation = 'cnf-console/config-revision';
/** On a ControllerRevision: the uid of the ConfigMap it belongs to. */
export const revisionLabel = 'cnf-console/config';

/** So many texts of one ConfigMap are kept, and so many bytes. */
export const keptRevisions = 50;
export const keptBytes = 8 * 1_048_576;

export interface ChangeNote {
  at: string;
  by: string;
  why: string | null;
  how: 'applied' | 'restored';
  restoredFrom: number | null;
  /** Of the texts it was written with: others came later, from elsewhere. */
  hash: string;
}

/** What is kept of a revision beside its texts. */
export type RevisionNote = Omit<ConfigRevision, 'revision' | 'current'>;

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));
const textOr = (value: unknown): string | null => (typeof value === 'string' ? cut(value, 1024) : null);
const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function object(text: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The note on a ConfigMap, where it belongs to its present texts; anybody may write it, so it may be anything. */
export function readChange(annotation: string | undefined, hash: string): ChangeNote | null {
  const value = object(annotation);
  if (value === null || value.hash !== hash || !isTime(value.at) || typeof value.by !== 'string') return null;
  return {
    at: value.at,
    by: cut(value.by, 256),
    why: textOr(value.why),
    how: value.how === 'restored' ? 'restored' : 'applied',
    restoredFrom: numberOr(value.restoredFrom),
    hash,
  };
}

export function readRevisionNote(annotation: string | undefined): RevisionNote | null {
  const value = object(annotation);
  if (value === null || !isTime(value.at) || typeof value.hash !== 'string') return null;
  const how = origins.find((one) => one === value.how);
  return {
    at: value.at,
    by: textOr(value.by),
    manager: textOr(value.manager),
    why: textOr(value.why),
    how: how ?? 'outside',
    restoredFrom: numberOr(value.restoredFrom),
    changed: Array.isArray(value.changed)
      ? value.changed.filter((key) => typeof key === 'string').slice(0, 100)
      : [],
    size: numberOr(value.size) ?? 0,
    hash: cut(value.hash, 64),
  };
}

/** A note for present texts that are not in the history: the console's own change, or one from elsewhere. */
export function noteOf(present: {
  hash: string;
  size: number;
  changed: string[];
  change: ChangeNote | null;
  /** By managedFields. */
  last: { manager: string; at: string } | null;
  /** Whether anything was kept before. */
  first: boolean;
  now: string;
}): RevisionNote {
  const { change, last, first, now, hash, size, changed } = present;
  const how: Origin = change?.how ?? (first ? 'first' : 'outside');
  return {
    at: change?.at ?? last?.at ?? now,
    by: change?.by ?? null,
    manager: change ? null : (last?.manager ?? null),
    why: change?.why ?? null,
    how,
    restoredFrom: change?.restoredFrom ?? null,
    changed,
    size,
    hash,
  };
}

/** The history of a ConfigMap, newest first, with its present texts even where they are not kept yet. */
export function historyOf(
  kept: readonly { revision: number; note: RevisionNote }[],
  present: RevisionNote | null,
): ConfigRevision[] {
  const sorted = kept.toSorted((a, b) => b.revision - a.revision);
  const isKept = present === null || sorted[0]?.note.hash === present.hash;
  const listed: ConfigRevision[] = sorted.map(({ revision, note }, place) => ({
    revision,
    ...note,
    current: isKept && place === 0,
  }));
  return isKept ? listed : [{ revision: null, ...present, current: true }, ...listed];
}

/** Keys whose texts are other than before. */
export function changedKeys(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]).sort();
}

/** Revisions to drop, the oldest first, so that the rest is within both bounds; the newest always stays. */
export function beyondBounds<R extends { revision: number; size: number }>(revisions: readonly R[]): R[] {
  let bytes = 0;
  return revisions
    .toSorted((a, b) => b.revision - a.revision)
    .filter((one, place) => {
      bytes += one.size;
      return place > 0 && (place >= keptRevisions || bytes > keptBytes);
    })
    .reverse();
}
