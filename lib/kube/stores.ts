import { type WatchedKind, watchedKinds } from '#lib/domain/cluster/freshness.ts';
import { ObjectStore } from './object-store.ts';
import type { Kept } from './trim/trim.ts';

/** The last known objects of every kind. */
export type Stores = { readonly [K in WatchedKind]: ObjectStore<Kept[K]> };

export function emptyStores(): Stores {
  return Object.fromEntries(watchedKinds.map((kind) => [kind, new ObjectStore()])) as unknown as Stores;
}
