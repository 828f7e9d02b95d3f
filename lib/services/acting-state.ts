import type { ActionRecord } from '#lib/domain/action/record.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { running } from '#lib/live/running.ts';

/** A request that acted, or is about to. */
export interface Remembered {
  fingerprint: string;
  answer: Promise<Result<unknown>>;
}

/** What this process knows of actions beyond what the cluster keeps; nothing in it is needed after a restart. */
export interface ActingState {
  /** By action id, for requests with an idempotency key. */
  remembered: Map<string, Remembered>;
  /** Records that the watch may not have brought yet. */
  recent: Map<string, ActionRecord>;
  /** The last of those who wait for their turn with an object. */
  turns: Map<string, Promise<unknown>>;
}

// Next.js bundles a copy of this module into each route: what they share hangs on the one thing they have in common.
const place = Symbol.for('cnf-console.acting');
const shared = globalThis as { [place]?: WeakMap<Connection, ActingState> };

/** The state that belongs to the running instance. */
export function actingState(): ActingState {
  const { connection } = running();
  shared[place] ??= new WeakMap();
  const known = shared[place].get(connection);
  if (known) return known;
  const fresh: ActingState = { remembered: new Map(), recent: new Map(), turns: new Map() };
  shared[place].set(connection, fresh);
  return fresh;
}

const keptMs = 10 * 60_000;

/** Forgets an entry after ten minutes. */
export function forgetLater<Value>(map: Map<string, Value>, key: string): void {
  setTimeout(() => map.delete(key), keptMs).unref();
}

/** One task after the other for each object: those who come together would only refuse each other's versions. */
export async function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
  const { turns } = actingState();
  const before = turns.get(key) ?? Promise.resolve();
  const mine = before.then(task, task);
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  turns.set(key, settled);
  try {
    return await mine;
  } finally {
    if (turns.get(key) === settled) turns.delete(key);
  }
}
