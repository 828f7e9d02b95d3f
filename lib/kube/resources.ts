import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';

/** One way a kind is served: `group` is empty for the core API. */
export interface ServedAs {
  group: string;
  version: string;
  /** The plural resource name in that group: Endpoints stand in for EndpointSlices. */
  resource: string;
  namespaced: boolean;
}

const namespaced = (group: string, resource: string, ...versions: string[]): ServedAs[] =>
  versions.map((version) => ({ group, version, resource, namespaced: true }));

/**
 * How each kind can be had, best first. Source: the deprecation guide,
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export const candidates = {
  namespaces: [{ group: '', version: 'v1', resource: 'namespaces', namespaced: false }],
  nodes: [{ group: '', version: 'v1', resource: 'nodes', namespaced: false }],
  pods: namespaced('', 'pods', 'v1'),
  deployments: namespaced('apps', 'deployments', 'v1'),
  statefulsets: namespaced('apps', 'statefulsets', 'v1'),
  daemonsets: namespaced('apps', 'daemonsets', 'v1'),
  replicasets: namespaced('apps', 'replicasets', 'v1'),
  controllerrevisions: namespaced('apps', 'controllerrevisions', 'v1'),
  configmaps: namespaced('', 'configmaps', 'v1'),
  services: namespaced('', 'services', 'v1'),
  endpointslices: [
    ...namespaced('discovery.k8s.io', 'endpointslices', 'v1', 'v1beta1'),
    ...namespaced('', 'endpoints', 'v1'),
  ],
  ingresses: namespaced('networking.k8s.io', 'ingresses', 'v1', 'v1beta1'),
  horizontalpodautoscalers: namespaced('autoscaling', 'horizontalpodautoscalers', 'v2', 'v2beta2', 'v1'),
  poddisruptionbudgets: namespaced('policy', 'poddisruptionbudgets', 'v1', 'v1beta1'),
  events: namespaced('', 'events', 'v1'),
  'network-attachment-definitions': namespaced('k8s.cni.cncf.io', 'network-attachment-definitions', 'v1'),
} as const satisfies Record<WatchedKind, readonly ServedAs[]>;

/** `apps/v1`; `v1` for the core group. */
export function groupVersionOf(served: ServedAs): string {
  return served.group === '' ? served.version : `${served.group}/${served.version}`;
}

/** The collection's path, of all namespaces or of one. */
export function collectionPath(served: ServedAs, namespace: string | null): string {
  const root = served.group === '' ? '/api/v1' : `/apis/${served.group}/${served.version}`;
  const inside = namespace === null ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${inside}/${served.resource}`;
}
