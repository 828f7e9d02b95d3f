import type { Known } from '#lib/domain/alert/book.ts';
import type { AlertTiming } from '#lib/domain/alert/rules.ts';
import type { ClusterInfo, WatchedKind } from '#lib/domain/cluster/freshness.ts';
import { isFull, type Sight } from '#lib/domain/cluster/sight.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import { steadyRouting } from '#lib/domain/frr/summarize-routing.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { execWith } from '#lib/kube/exec-with.ts';
import { candidates, type ServedAs } from '#lib/kube/resources.ts';
import { emptyStores } from '#lib/kube/stores.ts';
import { startWatches } from '#lib/kube/watches.ts';
import { configData } from './config-data.ts';
import { createLiveView, type LiveView } from './live-view.ts';
import { startMetrics } from './metrics.ts';
import { pacing } from './pacing.ts';
import { routingPods } from './routing-pods.ts';
import { createRoutingPoll, type RoutingPod } from './routing-poll.ts';
import { noRuns, type RunBoard } from './run-board.ts';
import { SeenViews, type ViewsSource } from './seen-views.ts';
import { SessionLog } from './session-log.ts';

export interface HubOptions {
  connection: Connection;
  /** The only namespaces to watch; with none all of them. */
  namespaces: readonly string[];
  /** The build of the console. */
  build: string;
  /** How long the rules of alerts wait, where an operator has set it. */
  alertTiming?: AlertTiming | undefined;
}

const freshnessMs = 4_000;
const restartMs = 120_000;
const settleMs = 5_000;
const routersMs = 1_000;
const routingExec = { timeoutMs: 5_000, maxBytes: 1_048_576 };
const gapMs = 12;
// More listeners make each flush dearer: it is worth waiting for more changes to share it.
const gapPerSubscriberMs = 0.2;

export type Hub = ReturnType<typeof startHub>;

/** Watches a cluster and keeps every row the console shows; tells subscribers what changes. */
export function startHub({ connection, namespaces, build, alertTiming = {} }: HubOptions) {
  const stores = emptyStores();
  const routing = new Map<string, { uid: string | undefined; summary: RoutingSummary; readings: number }>();
  const sessions = new SessionLog();
  let ready = false;

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
  const pace = pacing(
    () => flush(),
    () => gapMs + subscribers() * gapPerSubscriberMs,
  );
  let runs = noRuns;
  let toldBefore: ReadonlyMap<string, Known> = new Map();
  let toldAt = 0;
  let comparedBy: (podKey: string) => PodDrift | null = () => null;
  const source: ViewsSource = {
    stores,
    cluster,
    freshness: () => watches.freshness(),
    build,
    routing: (podKey) => {
      const read = routing.get(podKey);
      // A pod that came under the same name has said nothing yet.
      return read !== undefined && read.uid === stores.pods.get(podKey)?.metadata.uid ? read.summary : null;
    },
    sessionChanges: () => sessions.all(),
    drift: (podKey) => comparedBy(podKey),
    runs: () => runs,
    alertTiming: () => alertTiming,
    knownAlert: (id) => {
      const own = everything.state.alertWatch.book.entries.get(id);
      if (own !== undefined) return own.resolvedAt === null ? own : null;
      // What comes later than a restart's first minutes is new, whatever was told before.
      return Date.now() - toldAt < restartMs ? (toldBefore.get(id) ?? null) : null;
    },
    minor: () => minorOf(watches.version()),
    wake: pace.wake,
    onBytes: (bytes) => metrics.bytes.inc(bytes),
    onSnapshot: () => metrics.snapshots.inc(),
  };
  const everything = createLiveView({ ...source, name: 'all' });
  const seen = new SeenViews(source);
  const views = () => [everything, ...seen.all()];
  const subscribers = () => everything.streams.size + seen.streams;
  const { state } = everything;

  const forgetGone = () => {
    sessions.keepOnly((key) => stores.pods.get(key) !== undefined);
    for (const [key, { uid }] of routing) if (stores.pods.get(key)?.metadata.uid !== uid) routing.delete(key);
  };
  const tellFreshness = () => {
    for (const view of views()) view.tellFreshness();
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
        for (const view of views()) view.learn();
        if (!ready && watches.freshness().state !== 'connecting') {
          flush();
          ready = true;
        }
        tellFreshness();
      }, 20);
    },
    onList: (kind) => metrics.lists.inc({ kind }),
  });

  const metrics = startMetrics({
    watches: () => watches.freshness().watches,
    subscribers,
    live: () => watches.freshness().state === 'live',
  });
  const data = configData(connection, state);

  const flush = () => {
    const now = new Date();
    for (const view of views()) {
      const back = view.state.flush(now);
      view.streams.notify();
      if (back !== null) pace.wakeIn(back);
    }
    metrics.deltas.inc();
    data.fetchMissing();
  };

  const poll = createRoutingPoll({
    exec: execWith(connection, routingExec),
    pods: () => routable,
    publish: (podKey, summary) => {
      const uid = stores.pods.get(podKey)?.metadata.uid;
      const known = routing.get(podKey);
      const before = known?.uid === uid ? known : undefined;
      const readings = (before?.readings ?? 0) + 1;
      const steady = steadyRouting(before?.summary, summary, readings <= 2);
      routing.set(podKey, { uid, summary: steady, readings });
      const changed = sessions.note(podKey, uid, steady);
      for (const { state: of } of views()) {
        of.touchPod(podKey);
        if (changed) of.touchEvents();
      }
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
    seen.sweep(Date.now());
    for (const view of views()) {
      view.state.touchUnsettled();
      view.streams.sweep(Date.now());
    }
    pace.wake();
  }, settleMs);

  return {
    ...everything,
    /** True once every watch has its first list, or is known to be forbidden or not served. */
    get ready(): boolean {
      return ready;
    },
    /** Takes what routers run from somebody who compares it; returns what to call where a pod's changes. */
    showDrift(of: (podKey: string) => PodDrift | null): (podKey: string) => void {
      comparedBy = of;
      return (podKey) => {
        for (const view of views()) view.state.touchPod(podKey);
        pace.wake();
      };
    },
    /** Takes over what was sent of alerts before this process began. */
    showTold(alerts: ReadonlyMap<string, Known>): void {
      toldBefore = alerts;
      toldAt = Date.now();
    },
    /** Takes the runs from who reads their records; called again where one changes. */
    showRuns(board: RunBoard): void {
      runs = board;
      for (const view of views()) view.state.touchRuns();
      pace.wake();
    },
    /** For metrics of who else runs here. */
    registry: metrics.registry,
    /** Prometheus text format 0.0.4. */
    metrics: () => metrics.registry.metrics(),
    /** What somebody sees who may not see everything. */
    seen: (sight: Sight): Result<LiveView> => (isFull(sight) ? ok(everything) : seen.of(sight)),
    /** How each kind is watched; the best way where it is not served. */
    servedAs: (kind: WatchedKind): ServedAs => watches.served(kind) ?? candidates[kind][0],
    /** Every namespace that is known, by the list of them or by where the console watches. */
    namespaces(): string[] {
      const watched = watches.freshness().watches.flatMap(({ namespace }) => namespace ?? []);
      const listed = [...stores.namespaces.values()].map(({ metadata }) => metadata.name);
      return [...new Set([...listed, ...watched])].sort();
    },
    stop(): void {
      clearInterval(beat);
      clearInterval(settle);
      clearInterval(lookForRouters);
      poll.stop();
      clearTimeout(freshnessTimer);
      pace.stop();
      seen.stop();
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
