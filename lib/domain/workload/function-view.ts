import type { Health, Reason } from '../health.ts';
import type { WorkloadKind } from '../kubernetes.ts';
import type { PodPath } from '../network/path.ts';
import type { RunBrief } from '../run/run-row.ts';

/** Pods of one version of a function. */
export interface FunctionVersion {
  /** The image's tag; `sha256:` and twelve digits where it has a digest only; `latest` where it has neither. */
  version: string;
  image: string;
  /** Pods that run it, and how many of them are ready. */
  replicas: number;
  ready: number;
}

/** How a function reaches its networks, in the words of the talk. */
export type NetworkApproach = 'pod-network' | 'multus' | 'host-network';

/** A workload that is a network function, as lists and chains show it. */
export interface FunctionRow {
  namespace: string;
  kind: WorkloadKind;
  name: string;
  /** `app.kubernetes.io/component`, else `/name`, else the workload's name. */
  component: string;
  chain: string | null;
  /** From `cnf-console/chain-order`; null where absent or not a number. */
  order: number | null;
  versions: FunctionVersion[];
  /** Image the template asks for, of the main container. */
  targetVersion: string | null;
  desired: number;
  ready: number;
  health: Health;
  reasons: Reason[];
  approach: NetworkApproach;
  /** Runs FRRouting (by image or by its configuration). */
  routing: boolean;
  /**
   * Sum over the pods whose sessions were read; null where none was. `incomplete`: a daemon does not run, or what it said could not
   * be read, and its sessions are in neither number.
   */
  sessions: { established: number; configured: number; incomplete?: true } | null;
  /** Why it is listed: a chain member, FRR, secondary networks; `other` only with `?all=true`. */
  role: 'chain' | 'routing' | 'networks' | 'other';
  managedBy: ManagedBy | null;
  rollout: RolloutState;
  /** The run that has the function now. */
  upgrade: RunBrief | null;
  createdAt: string;
}

/** Who would undo a change by hand. */
export interface ManagedBy {
  manager: 'helm' | 'argo-cd' | 'flux';
  /** The release, Application, Kustomization or HelmRelease: `namespace/name` where both are known. */
  name: string;
  /** True where the manager continuously puts the object back (Argo CD, Flux). */
  reconciles: boolean;
}

/** What `kubectl rollout status` would say. */
export interface RolloutState {
  state: 'complete' | 'progressing' | 'failed' | 'paused' | 'held' | 'unknown';
  /** kubectl's own sentence. */
  message: string;
  updated: number;
  available: number;
}

export interface Revision {
  revision: number;
  /** The ReplicaSet's or ControllerRevision's name. */
  name: string;
  createdAt: string;
  images: Record<string, string>;
  current: boolean;
  /** `kubernetes.io/change-cause` */
  cause: string | null;
  replicas: number | null;
}

export interface Autoscaler {
  name: string;
  min: number;
  max: number;
  current: number | null;
  desired: number | null;
}

export interface DisruptionBudget {
  name: string;
  minAvailable: string | null;
  maxUnavailable: string | null;
  disruptionsAllowed: number | null;
  currentHealthy: number | null;
  desiredHealthy: number | null;
}

export interface ServiceSummary {
  name: string;
  type: string;
  clusterIP: string | null;
  dnsName: string;
  ports: string[];
  ready: number;
  total: number;
}

/** A ConfigMap the function uses, and how each container sees it. */
export interface ConfigUse {
  name: string;
  keys: string[];
  immutable: boolean;
  mounts: { container: string; path: string; subPath: string | null }[];
  /** Used through `envFrom` or not mounted: a change is seen only by a new pod. */
  environment: boolean;
  missing: boolean;
}

/** Everything about one function. */
export interface FunctionDetail extends FunctionRow {
  labels: Record<string, string>;
  strategy: {
    type: string;
    maxSurge: string | null;
    maxUnavailable: string | null;
    partition: number | null;
    paused: boolean;
  };
  containers: { name: string; image: string; init: boolean }[];
  revisions: Revision[];
  services: ServiceSummary[];
  autoscaler: Autoscaler | null;
  disruptionBudget: DisruptionBudget | null;
  config: ConfigUse[];
  /** The ways in, through the function's services, without a pod of its own in view. */
  in: PodPath['in'];
  /** Its namespace is a lab, by its own word; null where the namespace is not seen. */
  lab: boolean | null;
  resourceVersion: string;
  generation: number | null;
}
