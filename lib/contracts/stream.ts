import type { AlertView } from '#lib/domain/alert/alert.ts';
import type { ChainView } from '#lib/domain/chain/chain-view.ts';
import type { ClusterInfo, Freshness } from '#lib/domain/cluster/freshness.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import type { RunRow } from '#lib/domain/run/run-row.ts';
import type { FunctionDetail, FunctionRow } from '#lib/domain/workload/function-view.ts';
import type { ChainRunView } from './chain-run.ts';
import type { Columns } from './columns.ts';
import type { PodDetail } from './pods.ts';
import type { RunView } from './runs.ts';

/**
 * The stream of `GET /api/v1/stream?scope=a,b,…`. Each name in `scope` is a topic: a collection of rows by key.
 *
 * | topic                     | rows                                        | key                   |
 * | ------------------------- | ------------------------------------------- | --------------------- |
 * | `functions`               | every network function (not `role: other`)  | `namespace/kind/name` |
 * | `other-workloads`         | the others that are in need of a person     | `namespace/kind/name` |
 * | `chains`                  | every chain, without its functions          | `namespace/name`      |
 * | `pods`                    | every pod                                   | `namespace/name`      |
 * | `networks`                | definitions and the pod network             | `NetworkView.key`     |
 * | `events`                  | the newest events that matter, bounded      | `EventView.key`       |
 * | `runs`                    | runs under way, and the last that ended     | id                    |
 * | `chain-runs`              | the same of whole chains                    | id                    |
 * | `alerts`                  | alerts that are open                        | `AlertView.id`        |
 * | `pod:NAMESPACE/NAME`      | one pod, with everything                    | `namespace/name`      |
 * | `function:NS/KIND/NAME`   | one function, with everything               | `namespace/kind/name` |
 * | `run:ID`                  | one run, of a function or a chain           | id                    |
 *
 * The first event is a `snapshot` (or, on a resume that can be honoured, a `delta`); then `delta`s as things change
 * and `freshness` at least every five seconds. A browser that reads too slowly misses states in between, never the
 * last one.
 */
export interface TopicRows {
  functions: FunctionRow;
  'other-workloads': FunctionRow;
  chains: ChainRow;
  pods: PodRow;
  networks: NetworkView;
  events: EventView;
  runs: RunRow;
  'chain-runs': ChainRunView;
  alerts: AlertView;
  pod: PodDetail;
  function: FunctionDetail;
  run: RunView | ChainRunView;
}

/** A chain in the stream: its functions are rows of the topic `functions`, named here in order by key. */
export type ChainRow = Omit<ChainView, 'functions'> & { functions: string[] };

/** `event: snapshot` — `id: EPOCH:SEQUENCE` */
export interface SnapshotEvent {
  at: string;
  cluster: ClusterInfo;
  freshness: Freshness;
  /** The build of the console; a browser that was loaded from another build reloads itself. */
  build: string;
  topics: Record<string, Columns>;
}

/** `event: delta` — `id: EPOCH:SEQUENCE` */
export interface DeltaEvent {
  at: string;
  topics: Record<string, { set: Record<string, unknown>; gone: string[] }>;
}

/** `event: freshness` — carries no id. */
export interface FreshnessEvent {
  at: string;
  freshness: Freshness;
  cluster: ClusterInfo;
}
