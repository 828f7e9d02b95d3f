import type { ClusterInfo, Freshness, WatchedKind } from '#lib/domain/cluster/freshness.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { execWith } from '#lib/kube/exec-with.ts';
import { emptyStores } from '#lib/kube/stores.ts';
import { startWatches } from '#lib/kube/watches.ts';
import { configData } from './config-data.ts';
import { serverEvent } from './encode.ts';
import { startMetrics } from './metrics.ts';
import { pacing } from './pacing.ts';
import { routingPods } from './routing-pods.ts';
import { createRoutingPoll, type RoutingPod } from './routing-poll.ts';
import { Frame } from './scope.ts';
import { LiveState } from './state.ts';
import { Streams, type SubscribeOptions } from './streams.ts';

export interface HubOptions {
  connection: Connection;
  /** Namespaces to watch where neither all of a kind nor the list of namespaces may be read. */
  namespaces: readonly string[];
  /** The build of the console. */
  build: string;
}

const freshnessMs = 4_000;
const settleMs = 5_000;
const routersMs = 1_000;
const routingExec = { timeoutMs: 5_000, maxBytes: 1_048_576 };
const gapMs = 12;
// More listeners make each flush dearer: it is worth waiting for more changes to share it.
const gapPerSubscriberMs = 0.2;

export type Hub = ReturnType<typeof startHub>;

/** Watches a cluster and keeps every row the console shows; tells subscribers what changes. */
export function startHub({ connection, namespaces, build }: HubOptions) {
  const stores = emptyStores();
  const routing = new Map<string, { uid: string | undefined; summary: RoutingSummary }>();
  let ready = false;
  let known = '';

  const isKnown = (kind: WatchedKind): boolean => {
    const statuses = watches.freshness().watches.filter((status) => status.kind === kind);
    return statuses.length > 0 && statuses.every(({ state }) => state === 'live' || state === 'stale');
  };
  const pace = pacing(
    () => flush(),
    () => gapMs + streams.size * gapPerSubscriberMs,
  );
  const state = new LiveState(
    stores,
    {
      definitionsKnown: () => knowledge.definitions,
      configMapsKnown: () => knowledge.configMaps,
      routing: (podKey) => {
        const read = routing.get(podKey);
        // A pod that came under the same name has said nothing yet.
        return read !== undefined && read.uid === stores.pods.get(podKey)?.metadata.uid ? read.summary : null;
      },
      serverMinor: () => knowledge.minor,
    },
    pace.wake,
  );
  const forgetGone = () => {
    for (const [key, { uid }] of routing) if (stores.pods.get(key)?.metadata.uid !== uid) routing.delete(key);
  };
  const knowledge: { definitions: boolean; configMaps: boolean; minor: number | undefined } = {
    definitions: false,
    configMaps: false,
    minor: undefined,
  };

  const cluster = (): ClusterInfo => {
    const version = watches.version();
    const scenario = stores.namespaces.get('kube-system')?.metadata.annotations?.['cnf-console/lab'] ?? null;
    const simulated = version?.endsWith('+lab') ?? false;
    return {
      name: connection.info.name,
      server: connection.info.server,
      version,
      simulated,
      scenario: simulated ? scenario : null,
    };
  };

  const freshnessEvent = { number: 0, frame: new Frame('', 1) };
  const tellFreshness = () => {
    const data = { at: new Date().toISOString(), freshness: watches.freshness(), cluster: cluster() };
    freshnessEvent.number++;
    freshnessEvent.frame = new Frame(serverEvent('freshness', null, JSON.stringify(data)), 3);
    streams.notify();
  };

  /** What is known changes what rows say: a definition may be called missing only once all are listed. */
  const learn = () => {
    knowledge.definitions = isKnown('network-attachment-definitions');
    knowledge.configMaps = isKnown('configmaps');
    knowledge.minor = minorOf(watches.version());
    const next = JSON.stringify(knowledge);
    if (next === known) return;
    known = next;
    state.touchAll();
    pace.wake();
  };

  let freshnessTimer: NodeJS.Timeout | undefined;
  const watches = startWatches({
    connection,
    stores,
    namespaces,
    keepsData: (namespace, name) => data.keeps(namespace, name),
    onFreshness: () => {
      // Sixteen watches change together: one event for all.
      freshnessTimer ??= setTimeout(() => {
        freshnessTimer = undefined;
        learn();
        if (!ready && watches.freshness().state !== 'connecting') {
          flush();
          ready = true;
        }
        tellFreshness();
      }, 20);
    },
    onList: (kind) => metrics.lists.inc({ kind }),
  });

  const streams = new Streams(state, {
    seq: () => state.seq,
    envelope: () => ({ cluster: cluster(), freshness: watches.freshness(), build }),
    freshness: () => freshnessEvent,
    onBytes: (bytes) => metrics.bytes.inc(bytes),
    onSnapshot: () => metrics.snapshots.inc(),
  });
  const metrics = startMetrics({
    watches: () => watches.freshness().watches,
    subscribers: () => streams.size,
    live: () => watches.freshness().state === 'live',
  });
  const data = configData(connection, state);

  const flush = () => {
    const back = state.flush(new Date());
    metrics.deltas.inc();
    streams.notify();
    data.fetchMissing();
    if (back !== null) pace.wakeIn(back);
  };

  const poll = createRoutingPoll({
    exec: execWith(connection, routingExec),
    pods: () => routable,
    publish: (podKey, summary) => {
      routing.set(podKey, { uid: stores.pods.get(podKey)?.metadata.uid, summary });
      state.touchPod(podKey);
      pace.wake();
    },
    now: () => new Date(),
  });
  let routable: RoutingPod[] = [];
  const lookForRouters = setInterval(() => {
    routable = routingPods(state.world);
    forgetGone();
  }, routersMs);
  poll.start();

  const beat = setInterval(tellFreshness, freshnessMs);
  const settle = setInterval(() => {
    state.touchUnsettled();
    streams.sweep(Date.now());
    pace.wake();
  }, settleMs);

  return {
    /** True once every watch has its first list, or is known to be forbidden or not served. */
    get ready(): boolean {
      return ready;
    },
    cluster,
    freshness: (): Freshness => watches.freshness(),
    /** Prometheus text format 0.0.4. */
    metrics: () => metrics.registry.metrics(),
    subscribe: (options: SubscribeOptions) => streams.subscribe(options),

    pods: (): PodRow[] => [...state.derivation.podRows.values()],
    pod: (namespace: string, name: string) => state.podDetail(namespace, name, new Date()),
    functions: ({ all = false }: { all?: boolean } = {}): FunctionRow[] =>
      [...state.derivation.functionRows.values()].filter((row) => all || row.role !== 'other'),
    function: (namespace: string, kind: WorkloadKind, name: string) =>
      state.functionDetail(namespace, kind, name, new Date()),
    chains: () => state.chainViews(),
    networks: (): NetworkView[] => state.derivation.networks(),
    /** Newest first; `since` in milliseconds since the epoch. */
    events: (since = Number.NEGATIVE_INFINITY): EventView[] => state.eventsSince(since),

    /** The objects as they are watched, for verbs that need more than rows. */
    stores,
    stop(): void {
      clearInterval(beat);
      clearInterval(settle);
      clearInterval(lookForRouters);
      poll.stop();
      clearTimeout(freshnessTimer);
      pace.stop();
      watches.stop();
      metrics.registry.clear();
    },
  };
}

/** `v1.20.2` → 20. */
function minorOf(version: string | null): number | undefined {
  const minor = /^v?\d+\.(\d+)/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
