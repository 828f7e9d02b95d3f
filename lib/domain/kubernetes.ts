/**
 * The parts of Kubernetes' objects that the console keeps, as they come over the wire (times are RFC 3339 strings).
 * `lib/kube/trim.ts` drops everything else on arrival. Every field that the API server may leave out is optional here.
 * Source: the Kubernetes API reference, v1.20 to v1.34.
 */
export interface OwnerReference {
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface ObjectMeta {
  name: string;
  /** Absent on cluster-scoped objects. */
  namespace?: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
  generation?: number;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
}

export interface KubernetesObject {
  metadata: ObjectMeta;
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export type IntOrString = number | string;

// ---- pods -----------------------------------------------------------------------------------------------------------

export interface ContainerPort {
  name?: string;
  containerPort: number;
  protocol?: string;
}

export interface Container {
  name: string;
  image?: string;
  ports?: ContainerPort[];
  restartPolicy?: string;
  envFromConfigMaps?: string[];
  /**
   * Plain values only, and kept only on the DaemonSets that a pod network is known by (`isPodNetworkDaemonSet`): nothing
   * else needs them, and environments hold secrets.
   */
  env?: { name: string; value?: string }[];
  volumeMounts?: { name: string; mountPath: string; subPath?: string; readOnly?: boolean }[];
}

export interface Volume {
  name: string;
  /** Names of the ConfigMaps the volume shows: `configMap.name` and `projected.sources[].configMap.name`. */
  configMaps?: string[];
}

export interface PodSpec {
  nodeName?: string;
  hostNetwork?: boolean;
  containers: Container[];
  initContainers?: Container[];
  volumes?: Volume[];
  readinessGates?: { conditionType: string }[];
  nodeSelector?: Record<string, string>;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode: number;
    signal?: number;
    reason?: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
  };
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started?: boolean;
  restartCount: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

export interface Pod extends KubernetesObject {
  spec: PodSpec;
  status: {
    phase?: string;
    reason?: string;
    message?: string;
    podIP?: string;
    podIPs?: { ip: string }[];
    hostIP?: string;
    startTime?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

// ---- workloads ------------------------------------------------------------------------------------------------------

export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: PodSpec;
}

export interface Deployment extends KubernetesObject {
  spec: {
    replicas?: number;
    paused?: boolean;
    selector: LabelSelector;
    template: PodTemplate;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: IntOrString; maxUnavailable?: IntOrString } };
    progressDeadlineSeconds?: number;
    minReadySeconds?: number;
  };
  status: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    unavailableReplicas?: number;
    conditions?: Condition[];
  };
}

export interface StatefulSet extends KubernetesObject {
  spec: {
    replicas?: number;
    serviceName?: string;
    selector: LabelSelector;
    template: PodTemplate;
    podManagementPolicy?: string;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number; maxUnavailable?: IntOrString } };
    minReadySeconds?: number;
  };
  status: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    currentReplicas?: number;
    updatedReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
    conditions?: Condition[];
  };
}

export interface DaemonSet extends KubernetesObject {
  spec: {
    selector: LabelSelector;
    template: PodTemplate;
    updateStrategy?: {
      type?: string;
      rollingUpdate?: { maxSurge?: IntOrString; maxUnavailable?: IntOrString };
    };
    minReadySeconds?: number;
  };
  status: {
    observedGeneration?: number;
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberReady?: number;
    numberAvailable?: number;
    numberUnavailable?: number;
    numberMisscheduled?: number;
    conditions?: Condition[];
  };
}

export interface ReplicaSet extends KubernetesObject {
  spec: { replicas?: number; template: PodTemplate };
  status: { replicas?: number; readyReplicas?: number };
}

export interface ControllerRevision extends KubernetesObject {
  revision: number;
  /** The pod template the revision stands for; absent where `data` is not a workload's patch. */
  template?: PodTemplate;
}

/** `deployments`, `statefulsets` or `daemonsets`: the plural resource name, as in the HTTP API's `{kind}`. */
export const workloadKinds = ['deployments', 'statefulsets', 'daemonsets'] as const;
export type WorkloadKind = (typeof workloadKinds)[number];

export type Workload =
  | { kind: 'deployments'; object: Deployment }
  | { kind: 'statefulsets'; object: StatefulSet }
  | { kind: 'daemonsets'; object: DaemonSet };

// ---- the ways in and out --------------------------------------------------------------------------------------------

export interface ServicePort {
  name?: string;
  protocol?: string;
  port: number;
  targetPort?: IntOrString;
  nodePort?: number;
}

export interface Service extends KubernetesObject {
  spec: {
    type?: string;
    clusterIP?: string;
    clusterIPs?: string[];
    externalIPs?: string[];
    externalName?: string;
    externalTrafficPolicy?: string;
    selector?: Record<string, string>;
    ports?: ServicePort[];
  };
  status: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

/** One backend address, from an EndpointSlice or, where those are not served, from an Endpoints object. */
export interface EndpointAddress {
  address: string;
  ready: boolean;
  serving?: boolean;
  terminating?: boolean;
  nodeName?: string;
  /** `namespace/name` of the pod behind the address. */
  pod?: string;
}

/** Both EndpointSlice and Endpoints arrive in this form; several may belong to one Service. */
export interface EndpointSet extends KubernetesObject {
  /** Name of the Service, in the same namespace. */
  service: string;
  addresses: EndpointAddress[];
  ports: { name?: string; port?: number; protocol?: string }[];
}

export interface Ingress extends KubernetesObject {
  spec: {
    ingressClassName?: string;
    defaultService?: { name: string; port?: IntOrString };
    rules: {
      host?: string;
      paths: { path?: string; pathType?: string; service?: { name: string; port?: IntOrString } }[];
    }[];
    tlsHosts: string[];
  };
  status: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

// ---- the rest -------------------------------------------------------------------------------------------------------

export interface Namespace extends KubernetesObject {
  status: { phase?: string };
}

export interface Node extends KubernetesObject {
  spec: { podCIDR?: string; podCIDRs?: string[]; unschedulable?: boolean };
  status: {
    addresses?: { type: string; address: string }[];
    conditions?: Condition[];
    nodeInfo?: { kubeletVersion?: string; osImage?: string; containerRuntimeVersion?: string };
  };
}

export interface HorizontalPodAutoscaler extends KubernetesObject {
  spec: { scaleTargetRef: { kind: string; name: string }; minReplicas?: number; maxReplicas: number };
  status: { currentReplicas?: number; desiredReplicas?: number; conditions?: Condition[] };
}

export interface PodDisruptionBudget extends KubernetesObject {
  spec: { selector?: LabelSelector; minAvailable?: IntOrString; maxUnavailable?: IntOrString };
  status: {
    observedGeneration?: number;
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
  };
}

/** Data is kept only of ConfigMaps that a function uses; of others `data` is absent and `keys` alone is known. */
export interface ConfigMap extends KubernetesObject {
  keys: string[];
  data?: Record<string, string>;
  binaryKeys?: string[];
  immutable?: boolean;
}

export interface KubernetesEvent extends KubernetesObject {
  type?: string;
  reason?: string;
  message?: string;
  involved: { kind?: string; namespace?: string; name?: string; uid?: string };
  source?: string;
  count: number;
  firstAt?: string;
  lastAt?: string;
}

/** `spec.config` may be absent (then a file on the node says), JSON, or anything else somebody wrote there. */
export interface NetworkAttachmentDefinition extends KubernetesObject {
  spec?: { config?: unknown };
}
