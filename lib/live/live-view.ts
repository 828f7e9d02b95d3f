import type { AlertView } from '#lib/domain/alert/alert.ts';
import type { Known } from '#lib/domain/alert/book.ts';
import type { AlertTiming } from '#lib/domain/alert/rules.ts';
import type { ClusterInfo, Freshness, WatchedKind } from '#lib/domain/cluster/freshness.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import type { RoutingChange } from '#lib/domain/frr/routing-changes.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import type { Stores } from '#lib/kube/stores.ts';
import { serverEvent } from './encode.ts';
import { noRuns, type RunBoard } from './run-board.ts';
import { Frame } from './scope.ts';
import { LiveState } from './state.ts';
import { Streams, type SubscribeOptions } from './streams.ts';

/** What a view needs to know beside the objects it is made of. */
export interface ViewSource {
  /** Names the view: what was encoded for one is not taken for another's. */
  name: string;
  stores: Stores;
  cluster(): ClusterInfo;
  freshness(): Freshness;
  /** The build of the console. */
  build: string;
  /** What a pod's routing sessions were when they were read last. */
  routing(podKey: string): RoutingSummary | null;
  /** What a router was found to run, compared with its ConfigMap. */
  drift?(podKey: string): PodDrift | null;
  /** Sessions that went down or came up, by pod. */
  sessionChanges?(): ReadonlyMap<string, readonly RoutingChange[]>;
  /** The runs that may be seen. */
  runs?(): RunBoard;
  /** How long the rules of alerts wait, where an operator has set it. */
  alertTiming?(): AlertTiming;
  /** What is known of an alert by the console's own view, or by what was sent. */
  knownAlert?(id: string): Known | null;
  /** Of events, those alone that are about a function of the view. */
  ownEventsOnly?: boolean;
  /** The API server's minor version. */
  minor(): number | undefined;
  wake(): void;
  onBytes(bytes: number): void;
  onSnapshot(): void;
}

/** Everything that is shown of a set of objects, kept as they change, and who listens to it. */
export type LiveView = ReturnType<typeof createLiveView>;

export function createLiveView(source: ViewSource) {
  const { stores } = source;
  const knowledge = { definitions: false, configMaps: false, minor: undefined as number | undefined };
  let known = '';
  const state = new LiveState(
    stores,
    {
      definitionsKnown: () => knowledge.definitions,
      configMapsKnown: () => knowledge.configMaps,
      routing: source.routing,
      drift: (podKey) => source.drift?.(podKey) ?? null,
      runs: () => source.runs?.() ?? noRuns,
      serverMinor: () => knowledge.minor,
      sessionChanges: () => source.sessionChanges?.() ?? new Map(),
      alerts: {
        freshness: source.freshness,
        timing: () => source.alertTiming?.() ?? {},
        known: (id) => source.knownAlert?.(id) ?? null,
      },
    },
    source.wake,
    source.ownEventsOnly,
  );
  const freshnessEvent = { number: 0, frame: new Frame('', 1) };
  const streams = new Streams(state, {
    seq: () => state.seq,
    envelope: () => ({ cluster: source.cluster(), freshness: source.freshness(), build: source.build }),
    freshness: () => freshnessEvent,
    onBytes: source.onBytes,
    onSnapshot: source.onSnapshot,
  });

  const isKnown = (kind: WatchedKind): boolean => {
    const statuses = source.freshness().watches.filter((status) => status.kind === kind);
    return statuses.length > 0 && statuses.every((one) => one.state === 'live' || one.state === 'stale');
  };

  return {
    state,
    streams,
    /** What is known changes what rows say: a definition may be called missing only once all are listed. */
    learn(): void {
      knowledge.definitions = isKnown('network-attachment-definitions');
      knowledge.configMaps = isKnown('configmaps');
      knowledge.minor = source.minor();
      const next = JSON.stringify(knowledge);
      if (next === known) return;
      known = next;
      state.touchAll();
      source.wake();
    },
    tellFreshness(): void {
      const data = {
        at: new Date().toISOString(),
        freshness: source.freshness(),
        cluster: source.cluster(),
      };
      freshnessEvent.number++;
      freshnessEvent.frame = new Frame(serverEvent('freshness', null, JSON.stringify(data)), 3);
      streams.notify();
    },

    cluster: source.cluster,
    freshness: source.freshness,
    subscribe: (options: Omit<SubscribeOptions, 'view'>) =>
      streams.subscribe({ ...options, view: source.name }),
    pods: (): PodRow[] => [...state.derivation.podRows.values()],
    pod: (namespace: string, name: string) => state.podDetail(namespace, name, new Date()),
    functions: ({ all = false }: { all?: boolean } = {}): FunctionRow[] =>
      [...state.derivation.functionRows.values()].filter((row) => all || row.role !== 'other'),
    function: (namespace: string, kind: WorkloadKind, name: string) =>
      state.functionDetail(namespace, kind, name, new Date()),
    chains: () => state.chainViews(),
    /** Alerts that are open, the worst first. */
    alerts: (): AlertView[] => state.alertWatch.views,
    networks: (): NetworkView[] => state.derivation.networks(),
    /** Newest first; `since` in milliseconds since the epoch. */
    events: (since = Number.NEGATIVE_INFINITY): EventView[] => state.eventsSince(since),
    /** The objects as they are watched, for verbs that need more than rows. */
    stores,
  };
}
