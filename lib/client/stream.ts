import type { DeltaEvent, FreshnessEvent, SnapshotEvent } from '#lib/contracts/stream.ts';
import type { ClusterInfo, Freshness } from '#lib/domain/cluster/freshness.ts';
import type { Fault } from '#lib/domain/result.ts';
import { backoff } from './backoff.ts';
import { eventStreamReader, type ServerEvent } from './event-stream.ts';
import { faultOf, unreachable } from './fault-of.ts';
import { createTopicStore, type TopicStore } from './topic-store.ts';

/** Milliseconds without a byte after which the page calls itself stale; the server speaks at least every 5 s. */
export const silenceLimit = 8_000;
/** Milliseconds without a byte after which a connection that has brought nothing is given up: what was sent may be lost for good. */
const openingLimit = 15_000;
/** Milliseconds a topic is kept after the last component let go of it, so that going back shows it at once. */
const lingering = 20_000;

/** What the page knows of its connection and of the cluster behind it. Replaced, never changed. */
export interface ConnectionState {
  cluster: ClusterInfo | null;
  /** As the server said last. */
  freshness: Freshness | null;
  /** Milliseconds since the epoch (this machine's clock) when the server was last heard; null before. */
  heardAt: number | null;
  /** The server's clock minus this machine's, in milliseconds. */
  clockOffset: number;
  /** Nothing heard for longer than the limit, or the connection is lost. */
  silent: boolean;
  /** Why the last attempt failed; null while connected. */
  fault: Fault | null;
  /** The console was replaced by another build since this page was loaded. */
  outdated: boolean;
}

export interface LiveStream {
  store: TopicStore;
  state(): ConnectionState;
  subscribe(listener: () => void): () => void;
  /** Asks for a topic until the returned function is called. */
  retain(topic: string): () => void;
  /** To be called every second: notices silence, also after the machine slept. */
  tick(): void;
  /** Connects at once instead of waiting for the back-off: the network or the tab came back. */
  wake(): void;
}

interface Surroundings {
  /** Where the stream is, now. */
  path(): string;
  fetch: typeof fetch;
  now(): number;
  random(): number;
  schedule(flush: () => void): void;
  setTimer(action: () => void, milliseconds: number): () => void;
}

/**
 * One connection per tab for the union of the topics that mounted components ask for. It reads with `fetch` rather than
 * EventSource, which hides the status (a 401 or 403 must be told from an outage), cannot send Last-Event-ID on a
 * connection that we open ourselves (after sleep, or with other topics), and retries in its own rhythm.
 * A new connection replaces the old one only when its first event is there: changing pages leaves no gap.
 */
export function createStream(around: Surroundings): LiveStream {
  const store = createTopicStore(around.schedule);
  const wanted = new Map<string, number>();
  const listeners = new Set<() => void>();
  let state: ConnectionState = {
    cluster: null,
    freshness: null,
    heardAt: null,
    clockOffset: 0,
    silent: false,
    fault: null,
    outdated: false,
  };
  let build: string | null = null;
  let lastId: string | null = null;
  /** Topics that `lastId` speaks for. */
  let covered: ReadonlySet<string> = new Set();
  let current: AbortController | null = null;
  let opening: { controller: AbortController; scope: string[]; movedAt: number } | null = null;
  let attempt = 0;
  const retry: { cancel: (() => void) | null } = { cancel: null };
  let checkQueued = false;

  function change(next: Partial<ConnectionState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function stopRetrying(): void {
    retry.cancel?.();
    retry.cancel = null;
  }

  const scope = (): string[] => [...wanted.keys()].sort();
  const same = (a: Iterable<string>, b: readonly string[]): boolean => [...a].sort().join() === b.join();

  function heard(at: string): void {
    const now = around.now();
    const offset = Date.parse(at) - now;
    // Below two seconds it is the way the message took, not a wrong clock.
    const clockOffset = Number.isFinite(offset) && Math.abs(offset) > 2_000 ? offset : 0;
    // `heardAt` changes with every event: it is told to listeners by the tick, unless something else changed too.
    state = { ...state, heardAt: now };
    if (state.silent || state.fault || Math.abs(clockOffset - state.clockOffset) > 1_000) {
      change({ silent: false, fault: null, clockOffset });
    }
  }

  function take({ event, data, id }: ServerEvent): void {
    if (event === 'snapshot') {
      const snapshot = JSON.parse(data) as SnapshotEvent;
      heard(snapshot.at);
      store.snapshot(snapshot.topics);
      const outdated = state.outdated || (build !== null && build !== snapshot.build);
      build ??= snapshot.build;
      change({ cluster: snapshot.cluster, freshness: snapshot.freshness, outdated });
    } else if (event === 'delta') {
      const delta = JSON.parse(data) as DeltaEvent;
      heard(delta.at);
      store.delta(delta.topics);
    } else if (event === 'freshness') {
      const news = JSON.parse(data) as FreshnessEvent;
      heard(news.at);
      change({ cluster: news.cluster, freshness: news.freshness });
    }
    if (id !== null) lastId = id;
  }

  async function connect(): Promise<void> {
    stopRetrying();
    opening?.controller.abort();
    const mine = { controller: new AbortController(), scope: scope(), movedAt: around.now() };
    if (mine.scope.length === 0) return;
    opening = mine;
    const query = new URLSearchParams({ scope: mine.scope.join(',') });
    const resume = lastId !== null && mine.scope.every((topic) => covered.has(topic));
    const headers: HeadersInit = { accept: 'text/event-stream' };
    if (resume && lastId !== null) headers['last-event-id'] = lastId;
    let fault: Fault = unreachable;
    try {
      const response = await around.fetch(`${around.path()}?${query}`, {
        headers,
        cache: 'no-store',
        signal: mine.controller.signal,
      });
      if (!response.ok || !response.body) {
        fault = await faultOf(response);
      } else {
        await read(response.body, mine);
      }
    } catch {
      // Aborted, or the connection broke: both are told by what follows.
    }
    if (mine.controller.signal.aborted) return;
    mine.controller.abort();
    if (opening === mine) opening = null;
    if (current === mine.controller) current = null;
    change({ fault });
    stopRetrying();
    retry.cancel = around.setTimer(() => void connect(), backoff(attempt, around.random()));
    attempt += 1;
  }

  async function read(body: ReadableStream<Uint8Array>, mine: NonNullable<typeof opening>): Promise<void> {
    const decoder = new TextDecoder();
    const feed = eventStreamReader((event) => {
      if (mine.controller.signal.aborted) return;
      if (current !== mine.controller) {
        current?.abort();
        current = mine.controller;
        covered = new Set(mine.scope);
        opening = null;
        attempt = 0;
      }
      take(event);
    });
    const reader = body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      mine.movedAt = around.now();
      feed(decoder.decode(piece.value, { stream: true }));
    }
  }

  /** Connects when what is asked for is not what the connection brings. Many components mount at once: one check. */
  function check(): void {
    if (checkQueued) return;
    checkQueued = true;
    queueMicrotask(() => {
      checkQueued = false;
      const asked = scope();
      const brought = opening ? opening.scope : current ? covered : null;
      if (brought === null ? retry.cancel === null : !same(brought, asked)) void connect();
    });
  }

  return {
    store,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retain(topic) {
      wanted.set(topic, (wanted.get(topic) ?? 0) + 1);
      check();
      let released = false;
      return () => {
        if (released) return;
        released = true;
        around.setTimer(() => {
          const left = (wanted.get(topic) ?? 1) - 1;
          if (left > 0) {
            wanted.set(topic, left);
            return;
          }
          wanted.delete(topic);
          store.forget(topic);
          check();
        }, lingering);
      };
    },
    tick() {
      if (opening && around.now() - opening.movedAt > openingLimit) void connect();
      if (state.heardAt === null) return;
      const silent = around.now() - state.heardAt > silenceLimit;
      if (!silent) return;
      if (!state.silent) change({ silent: true });
      // A connection that brings nothing is dead, whatever TCP believes.
      if (!opening && !retry.cancel) {
        current?.abort();
        current = null;
        void connect();
      }
    },
    wake() {
      if (retry.cancel) {
        attempt = 0;
        void connect();
      } else {
        this.tick();
      }
    },
  };
}
