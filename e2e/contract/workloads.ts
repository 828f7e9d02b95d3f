import type { KubeObject, Metadata } from './kube-api.ts';

/** Images that both a real cluster and the lab know by the same names. */
export const images = {
  waf: 'registry.local/waf:v2.24.123',
  wafNext: 'registry.local/waf:v2.25.0',
  firewall: 'registry.local/firewall:v1.18',
  unknown: 'registry.local/no-such-function:v0.0.1',
} as const;

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value: string }[];
  readinessProbe?: unknown;
}

export interface Pod extends KubeObject {
  spec: Record<string, unknown> & { nodeName?: string; containers: Container[] };
  status: {
    phase: string;
    podIP?: string;
    hostIP?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: {
      name: string;
      ready: boolean;
      restartCount: number;
      state: Record<string, { reason?: string; exitCode?: number; message?: string }>;
      lastState: Record<string, { reason?: string; exitCode?: number }>;
    }[];
  };
}

export interface Workload extends KubeObject {
  metadata: Metadata;
  spec: Record<string, unknown> & { replicas?: number; template: { spec: { containers: Container[] } } };
  status: Record<string, unknown> & {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
    numberReady?: number;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
  };
}

export interface PodOptions {
  image?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  grace?: number;
  command?: string[];
  /** Ready only after a person made the file /ready: keeps a pod unready at will. */
  neverReady?: boolean;
  env?: Record<string, string>;
}

/** One container named `main` that sleeps. */
export function podSpec(options: PodOptions = {}): Record<string, unknown> {
  const { image = images.waf, grace = 0, command, neverReady = false, env } = options;
  return {
    terminationGracePeriodSeconds: grace,
    containers: [
      {
        name: 'main',
        image,
        ...(command !== undefined && { command }),
        ...(env !== undefined && { env: Object.entries(env).map(([name, value]) => ({ name, value })) }),
        ...(neverReady && { readinessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } }),
      },
    ],
  };
}

export function pod(name: string, options: PodOptions = {}): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: options.labels ?? { app: name }, annotations: options.annotations ?? {} },
    spec: podSpec(options),
  };
}

/** A Deployment, StatefulSet or DaemonSet whose pods are labelled `app: NAME`. */
export function workload(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet',
  name: string,
  spec: Record<string, unknown>,
  options: PodOptions = {},
): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels: { app: name } },
    spec: {
      selector: { matchLabels: { app: name } },
      ...(kind === 'StatefulSet' && { serviceName: name, podManagementPolicy: 'Parallel' }),
      ...spec,
      template: {
        metadata: { labels: { app: name, ...options.labels }, annotations: options.annotations ?? {} },
        spec: podSpec(options),
      },
    },
  };
}

export function isReady(item: Pod): boolean {
  return (
    item.metadata.deletionTimestamp === undefined &&
    (item.status.conditions ?? []).some(
      (condition) => condition.type === 'Ready' && condition.status === 'True',
    )
  );
}
