import type { LabObject } from '../api/object.ts';

/** The fields of Kubernetes' objects that the simulated cluster reads and writes, as they come over the wire. */
export interface ContainerSpec {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  readinessProbe?: { initialDelaySeconds?: number; periodSeconds?: number; exec?: { command?: string[] } };
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  volumeMounts?: { name: string; mountPath: string; subPath?: string; readOnly?: boolean }[];
  imagePullPolicy?: string;
  restartPolicy?: string;
}

export interface PodSpec {
  nodeName?: string;
  hostNetwork?: boolean;
  containers: ContainerSpec[];
  initContainers?: ContainerSpec[];
  volumes?: {
    name: string;
    configMap?: { name?: string; optional?: boolean; items?: { key: string; path: string }[] };
  }[];
  nodeSelector?: Record<string, string>;
  affinity?: { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector } };
  restartPolicy?: string;
  schedulerName?: string;
  readinessGates?: { conditionType: string }[];
  terminationGracePeriodSeconds?: number;
  [field: string]: unknown;
}

interface NodeSelector {
  nodeSelectorTerms?: { matchFields?: { key: string; operator: string; values?: string[] }[] }[];
}

export interface Terminated {
  exitCode: number;
  reason: string;
  message?: string;
  startedAt: string;
  finishedAt: string;
  containerID?: string;
}

export interface ContainerState {
  waiting?: { reason: string; message?: string };
  running?: { startedAt: string };
  terminated?: Terminated;
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState;
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
  lastProbeTime?: string | null;
  observedGeneration?: number;
}

export interface PodStatus {
  phase: string;
  reason?: string;
  message?: string;
  podIP?: string;
  podIPs?: { ip: string }[];
  hostIP?: string;
  hostIPs?: { ip: string }[];
  startTime?: string;
  qosClass?: string;
  conditions?: Condition[];
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
}

export interface Pod extends LabObject {
  spec: PodSpec;
  status: PodStatus;
}

export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: PodSpec;
}

export interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface WorkloadStatus {
  observedGeneration?: number;
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  updatedReplicas?: number;
  conditions?: Condition[];
  [field: string]: unknown;
}

export interface Workload extends LabObject {
  spec: {
    replicas?: number;
    selector: Selector;
    template: PodTemplate;
    minReadySeconds?: number;
    revisionHistoryLimit?: number;
    [field: string]: unknown;
  };
  status?: WorkloadStatus;
}

export interface Deployment extends Workload {
  spec: Workload['spec'] & {
    paused?: boolean;
    progressDeadlineSeconds?: number;
    strategy?: {
      type?: string;
      rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string };
    };
  };
}

export interface StatefulSet extends Workload {
  spec: Workload['spec'] & {
    serviceName?: string;
    podManagementPolicy?: string;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
  };
}

export interface DaemonSet extends Workload {
  spec: Workload['spec'] & {
    updateStrategy?: { type?: string; rollingUpdate?: { maxUnavailable?: number | string } };
  };
}

export interface NodeObject extends LabObject {
  spec: { podCIDR?: string; unschedulable?: boolean; [field: string]: unknown };
  status: {
    addresses?: { type: string; address: string }[];
    allocatable?: Record<string, string>;
    conditions?: Condition[];
    [field: string]: unknown;
  };
}
