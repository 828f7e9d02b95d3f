import {
  type Freshness,
  type WatchedKind,
  type WatchStatus,
  watchedKinds,
} from '#lib/domain/cluster/freshness.ts';
import { backoffMs } from './backoff.ts';
import type { Connection } from './connection.ts';
import { discover } from './discovery.ts';
import { overallFreshness, type Reachability } from './freshness.ts';
import { gate } from './gate.ts';
import { type KindWatch, startKindWatch } from './kind-watch.ts';
import type { ObjectStore } from './object-store.ts';
import { startProbe } from './probe.ts';
import type { ServedAs } from './resources.ts';
import type { Stores } from './stores.ts';
import type { Kept } from './trim/trim.ts';

export interface WatchesOptions {
  connection: Connection;
  stores: Stores;
  /** The only namespaces to watch; with none all of them, or those of a user who may not watch them all. */
  namespaces: readonly string[];
  /** Whether a ConfigMap's data is of use; asked after the workloads have been listed. */
  keepsData: (namespace: string, name: string) => boolean;
  onFreshness(): void;
  onList?(kind: WatchedKind): void;
}

/** The watches of all kinds, and how fresh they are. */
export interface Watches {
  freshness(): Freshness;
  /** The API server's gitVersion, where it may be read. */
  version(): string | null;
  /** How a kind is watched; null while it is not served, or not known yet. */
  served(kind: WatchedKind): ServedAs | null;
  stop(): void;
}

const simultaneousLists = 4;
// A CRD installed later appears within this time.
const rediscoveryMs = 15_000;
const workloads: readonly WatchedKind[] = ['deployments', 'statefulsets', 'daemonsets'];

export function startWatches(options: WatchesOptions): Watches {
  const { connection, stores } = options;
  const lists = gate(simultaneousLists);
  const running = new Map<WatchedKind, { watch: KindWatch; served: ServedAs }>();
  const unserved = new Map<WatchedKind, WatchStatus>();
  const reach: Reachability = { state: 'unknown', heardAt: null, reason: null };
  let version: string | null = null;
  let last: Freshness | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopped = false;

  const statuses = (): WatchStatus[] =>
    watchedKinds.flatMap(
      (kind) => running.get(kind)?.watch.statuses() ?? unserved.get(kind) ?? [waiting(kind)],
    );
  const tell = () => {
    if (stopped) return;
    last = overallFreshness(last, statuses(), reach, new Date());
    options.onFreshness();
  };
  const heard = () => {
    reach.heardAt = Date.now();
  };

  const known = (): string[] => {
    if (options.namespaces.length > 0) return [...options.namespaces];
    const listed = [...stores.namespaces.values()].map((namespace) => namespace.metadata.name);
    if (listed.length > 0) return listed.sort();
    return [connection.info.namespace ?? 'default'];
  };
  const spreadNamespaces = () => {
    const namespaces = known();
    for (const { watch } of running.values()) watch.setNamespaces(namespaces);
  };

  const start = <K extends WatchedKind>(kind: K, served: ServedAs) => {
    unserved.delete(kind);
    const watch = startKindWatch(
      {
        connection,
        kind,
        served,
        store: stores[kind] as ObjectStore<Kept[K]>,
        lists,
        keepsData: options.keepsData,
        onStatus: () => {
          if (kind === 'namespaces') spreadNamespaces();
          startLate();
          tell();
        },
        onHeard: heard,
        onList: () => options.onList?.(kind),
      },
      known(),
      options.namespaces.length > 0,
    );
    running.set(kind, { watch, served });
  };

  // ConfigMaps come after the workloads: these say whose data is kept.
  let late: ServedAs | undefined;
  const startLate = () => {
    if (late === undefined) return;
    const known = workloads.every(
      (kind) =>
        running
          .get(kind)
          ?.watch.statuses()
          .every(({ state }) => state !== 'connecting') ?? unserved.has(kind),
    );
    if (!known) return;
    const served = late;
    late = undefined;
    start('configmaps', served);
  };

  const look = async () => {
    const gone = [...running].filter(([, { watch }]) =>
      watch.statuses().every(({ state }) => state === 'not-served'),
    );
    const missing = watchedKinds.filter(
      (kind) => !running.has(kind) && !(kind === 'configmaps' && late !== undefined),
    );
    const found = await discover(connection, [...missing, ...gone.map(([kind]) => kind)]);
    if (stopped) return;
    if (!found.ok) {
      timer = setTimeout(look, 100 + backoffMs(failures++));
      return;
    }
    failures = 0;
    for (const [kind, { watch, served }] of gone) {
      const now = found.value.get(kind);
      if (now !== undefined && now.version === served.version && now.resource === served.resource) continue;
      watch.stop();
      running.delete(kind);
      missing.push(kind);
    }
    for (const kind of missing) {
      const served = found.value.get(kind);
      if (served === undefined) unserved.set(kind, unserved.get(kind) ?? notServed(kind));
      else if (kind === 'configmaps') late = served;
      else start(kind, served);
    }
    startLate();
    tell();
    timer = setTimeout(look, rediscoveryMs);
  };
  void look();
  stores.namespaces.listen(({ old, now }) => {
    if ((old === undefined) !== (now === undefined)) spreadNamespaces();
  });

  const probe = startProbe({
    connection,
    onAnswer: (gitVersion) => {
      version = gitVersion ?? version;
      heard();
      const was = reach.state;
      reach.state = 'answers';
      reach.reason = null;
      if (was === 'silent') for (const { watch } of running.values()) watch.reconnect();
      if (was !== 'answers') tell();
    },
    onSilence: (reason) => {
      if (reach.state === 'silent' && reach.reason === reason) return;
      reach.state = 'silent';
      reach.reason = reason;
      tell();
    },
  });

  return {
    freshness: () => {
      last = overallFreshness(last, statuses(), reach, new Date());
      return last;
    },
    version: () => version,
    served: (kind) => running.get(kind)?.served ?? null,
    stop() {
      stopped = true;
      clearTimeout(timer);
      probe.stop();
      for (const { watch } of running.values()) watch.stop();
    },
  };
}

const startedAt = () => new Date().toISOString();

const waiting = (kind: WatchedKind): WatchStatus => ({
  kind,
  namespace: null,
  state: 'connecting',
  since: startedAt(),
  reason: null,
  objects: 0,
});

const notServed = (kind: WatchedKind): WatchStatus => ({
  ...waiting(kind),
  state: 'not-served',
  reason: `the API server does not serve ${kind}`,
});
