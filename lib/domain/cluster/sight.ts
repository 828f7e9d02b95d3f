import { type WatchedKind, watchedKinds } from './freshness.ts';

/** What somebody may see of what the console watches: what he may list, everywhere or in some namespaces. */
export interface Sight {
  everywhere: ReadonlySet<WatchedKind>;
  /** Of the kinds that he may not list everywhere. */
  inside: ReadonlyMap<WatchedKind, ReadonlySet<string>>;
  /** Where it is narrower than rights can be: workloads of these chains alone, each as `namespace/chain`. */
  chains?: ReadonlySet<string>;
}

/** What the console itself sees. */
export const fullSight: Sight = { everywhere: new Set(watchedKinds), inside: new Map() };

export const isFull = ({ everywhere, chains }: Sight): boolean =>
  everywhere.size === watchedKinds.length && chains === undefined;

/** Whether objects of a kind may be seen in a namespace; null for objects that are in none. */
export function sees({ everywhere, inside }: Sight, kind: WatchedKind, namespace: string | null): boolean {
  if (everywhere.has(kind)) return true;
  return namespace !== null && (inside.get(kind)?.has(namespace) ?? false);
}

/** Whether any object of a kind may be seen. */
export const seesAny = ({ everywhere, inside }: Sight, kind: WatchedKind): boolean =>
  everywhere.has(kind) || (inside.get(kind)?.size ?? 0) > 0;

/** The same text for the same sight, and for no other. */
export function sightText({ everywhere, inside, chains }: Sight): string {
  const kinds = watchedKinds
    .map((kind) => (everywhere.has(kind) ? '*' : [...(inside.get(kind) ?? [])].sort().join(',')))
    .join(';');
  return chains === undefined ? kinds : `${kinds} ${[...chains].sort().join(',')}`;
}
