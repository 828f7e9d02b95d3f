/** The kinds the console watches, by the plural resource name. */
export const watchedKinds = [
  'namespaces',
  'nodes',
  'pods',
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'controllerrevisions',
  'configmaps',
  'services',
  'endpointslices',
  'ingresses',
  'horizontalpodautoscalers',
  'poddisruptionbudgets',
  'events',
  'network-attachment-definitions',
] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/**
 * - `live`         listed and watched, heard of within the bound
 * - `connecting`   first list under way
 * - `stale`        was live; the last known state is shown
 * - `not-served`   the API server has no such resource
 * - `forbidden`    the console's identity may not list or watch it
 */
export type WatchState = 'live' | 'connecting' | 'stale' | 'not-served' | 'forbidden';

export interface WatchStatus {
  kind: WatchedKind;
  /** Null for all namespaces. Where only some namespaces are allowed there is one status a namespace. */
  namespace: string | null;
  state: WatchState;
  /** Since when the state holds, RFC 3339. */
  since: string;
  /** The API server's own words, for the last three states. */
  reason: string | null;
  objects: number;
}

/** How old everything is. `stale` data is shown as such everywhere, and no action is taken on it. */
export interface Freshness {
  state: 'connecting' | 'live' | 'stale';
  /** Since when the state holds, RFC 3339. */
  since: string;
  /** Whether the API server answers at all; one watch can be behind while it does. */
  answers: boolean;
  /** When the API server was last heard, RFC 3339; null before the first answer. */
  heardAt: string | null;
  /** Why it is not live: one sentence. */
  reason: string | null;
  watches: WatchStatus[];
}

export interface ClusterInfo {
  /** The kubeconfig's context or cluster name, or `in-cluster`. */
  name: string;
  server: string;
  version: string | null;
  /** The embedded lab. */
  simulated: boolean;
  /** The lab's scenario. */
  scenario: string | null;
}
