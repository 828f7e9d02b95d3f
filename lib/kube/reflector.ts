import type { WatchedKind, WatchStatus } from '#lib/domain/cluster/freshness.ts';
import { backoffMs, pause } from './backoff.ts';
import type { Connection } from './connection.ts';
import type { Gate } from './gate.ts';
import { listAll } from './list-all.ts';
import { keyOf, type ObjectStore } from './object-store.ts';
import { codeOf, type RequestFault } from './request.ts';
import { collectionPath, type ServedAs } from './resources.ts';
import { type Kept, trim } from './trim/trim.ts';
import { watchOnce } from './watch-once.ts';
import { watchState } from './watch-state.ts';

export interface ReflectorOptions<K extends WatchedKind> {
  connection: Connection;
  kind: K;
  served: ServedAs;
  /** Null for all namespaces. */
  namespace: string | null;
  store: ObjectStore<Kept[K]>;
  /** Lists of the whole process go through it, so that an outage of all watches does not become a flood of lists. */
  lists: Gate;
  keepsData: (namespace: string, name: string) => boolean;
  onStatus(): void;
  onHeard(): void;
  onList?(): void;
  /** True where others fill the store while this one is refused. */
  keepsWhenRefused?(): boolean;
}

/** Keeps a store as a collection of the API server is, whatever happens in between. */
export interface Reflector {
  status(): WatchStatus;
  /** Opens the watch anew, at once: after the API server was away. Live again only when that is confirmed. */
  reconnect(): void;
  /** Ends it. The store keeps its objects. */
  stop(): void;
}

// What is not allowed, or not there, may be so in a minute.
const refusedRetryMs = 60_000;
const reconnectJitterMs = 500;

export function startReflector<K extends WatchedKind>(options: ReflectorOptions<K>): Reflector {
  const { connection, kind, served, namespace, store } = options;
  const path = collectionPath(served, namespace);
  const trimOptions = { resource: served.resource, keepsData: options.keepsData };
  const wait = pause();
  const count = () => {
    if (namespace === null) return store.size;
    let objects = 0;
    for (const object of store.values()) if (object.metadata.namespace === namespace) objects++;
    return objects;
  };
  const state = watchState(kind, namespace, count, options.onStatus);
  let stopped = false;
  let version: string | null = null;
  let attempt = new AbortController();
  // Counts calls of reconnect: an answer to a request that was sent before does not confirm anything.
  let epoch = 0;
  let failures = 0;

  const list = async (): Promise<RequestFault | null> => {
    const found = new Map<string, Kept[K]>();
    const listed = await options.lists.run(() =>
      listAll(connection, path, {
        signal: attempt.signal,
        onStart: () => found.clear(),
        onObject: (object) => {
          const kept = trim(kind, object, trimOptions);
          found.set(keyOf(kept), kept);
        },
      }),
    );
    if (!listed.ok) return listed.fault;
    if (stopped) return null;
    options.onHeard();
    options.onList?.();
    store.replace(namespace, found);
    version = listed.value.resourceVersion;
    return null;
  };

  const watch = async (from: string): Promise<RequestFault | null> => {
    const mine = epoch;
    const startedAt = Date.now();
    const end = await watchOnce(connection, path, {
      resourceVersion: from,
      timeoutSeconds: 20 + Math.floor(Math.random() * 6),
      signal: attempt.signal,
      onEvent: ({ type, object }) => {
        const kept = trim(kind, object, trimOptions);
        if (type === 'DELETED') store.remove(keyOf(kept));
        else store.set(kept);
      },
      onVersion: (resourceVersion) => {
        version = resourceVersion;
      },
      onHeard: options.onHeard,
      onConfirmed: () => {
        if (mine !== epoch || stopped) return;
        failures = 0;
        state.confirm();
      },
    });
    if (stopped) return null;
    if (end.how === 'failed') return end.fault;
    if (end.how === 'gone') version = null;
    state.doubt(
      end.how === 'gone'
        ? 'the history of changes was lost; listing anew'
        : 'the watch ended and did not start again',
    );
    // A server that ends watches as soon as they begin is not asked in a tight loop.
    if (Date.now() - startedAt < 1_000) await wait.for(backoffMs(failures++));
    return null;
  };

  const refuse = async (fault: RequestFault) => {
    const code = codeOf(fault);
    if (code === 403 || code === 404) {
      state.fail(code === 403 ? 'forbidden' : 'not-served', fault.detail);
      // What may no longer be seen is not shown on, and is listed afresh when it may be seen again.
      if (!options.keepsWhenRefused?.()) store.replace(namespace, new Map());
      version = null;
      await wait.for(refusedRetryMs);
      return;
    }
    state.fail('stale', fault.detail);
    await wait.for(backoffMs(failures++));
  };

  const run = async () => {
    while (!stopped) {
      const before = epoch;
      const fault: RequestFault | null = version === null ? await list() : await watch(version);
      if (stopped) return;
      if (epoch !== before) {
        // Interrupted on purpose: all watches come back at about the same moment, so not all at exactly the same.
        await wait.for(Math.random() * reconnectJitterMs);
      } else if (fault !== null) await refuse(fault);
    }
  };
  void run();

  return {
    status: state.status,
    reconnect() {
      epoch++;
      failures = 0;
      attempt.abort();
      attempt = new AbortController();
      state.fail('stale', 'the API server was away; the watch is being opened anew');
      wait.end();
    },
    stop() {
      stopped = true;
      attempt.abort();
      wait.end();
      state.stop();
    },
  };
}
