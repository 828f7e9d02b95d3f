import { array, isRecord, type LabObject, record } from './object.ts';
import { defaultPod, defaultPodSpec, fill, qosClass } from './pod-defaults.ts';
import { type Resource, resourceOf } from './resources.ts';
import type { Store } from './store.ts';

type Fields = Record<string, unknown>;

const services = resourceOf('services');

/**
 * Fills in what Kubernetes fills in when an object is written, such as replicas: 1 and an update strategy, and allocates a
 * Service's addresses. Changes what it is given. Objects that come over HTTP pass through here; controllers that create
 * objects in the store directly may call it themselves.
 */
export function applyDefaults(resource: Resource, object: LabObject, store: Store): void {
  const specDefaults: Record<string, (spec: Fields, object: LabObject) => void> = {
    pods: (_spec, pod) => defaultPod(pod),
    services: (spec, service) => defaultService(spec, service, store),
    'deployments.apps': defaultDeployment,
    'statefulsets.apps': defaultStatefulSet,
    'daemonsets.apps': defaultDaemonSet,
    'replicasets.apps': defaultReplicaSet,
    replicationcontrollers: defaultReplicaSet,
    'jobs.batch': defaultJob,
    'horizontalpodautoscalers.autoscaling': (spec) => fill(spec, { minReplicas: 1 }),
    namespaces: (spec, namespace) => {
      fill(spec, { finalizers: ['kubernetes'] });
      fill(labels(namespace), { 'kubernetes.io/metadata.name': namespace.metadata.name });
    },
  };
  const apply = specDefaults[resource.storage];
  if (apply === undefined) return;
  if (!isRecord(object.spec)) object.spec = {};
  apply(record(object.spec), object);
}

/** The status an object starts with. */
export function initialStatus(resource: Resource, object: LabObject): Fields | undefined {
  switch (resource.storage) {
    case 'pods':
      return { phase: 'Pending', qosClass: qosClass(object.spec) };
    case 'namespaces':
      return { phase: 'Active' };
    case 'services':
    case 'ingresses.networking.k8s.io':
      return { loadBalancer: {} };
    case 'poddisruptionbudgets.policy':
      return { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    case 'horizontalpodautoscalers.autoscaling':
      return { currentMetrics: null, desiredReplicas: 0 };
    case 'statefulsets.apps':
    case 'replicasets.apps':
      return { replicas: 0 };
    case 'daemonsets.apps':
      return { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
    default:
      return resource.subresources.includes('status') ? {} : undefined;
  }
}

function labels(object: LabObject): Record<string, string> {
  object.metadata.labels ??= {};
  return object.metadata.labels;
}

function template(spec: Fields): void {
  const podTemplate = record(spec.template);
  if (isRecord(podTemplate.spec)) defaultPodSpec(podTemplate.spec);
}

function defaultDeployment(spec: Fields): void {
  template(spec);
  fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} });
  const strategy = record(spec.strategy);
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    fill(strategy, { rollingUpdate: {} });
    fill(record(strategy.rollingUpdate), { maxSurge: '25%', maxUnavailable: '25%' });
  }
}

function defaultStatefulSet(spec: Fields): void {
  template(spec);
  fill(spec, {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  });
  const strategy = record(spec.updateStrategy);
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    fill(strategy, { rollingUpdate: {} });
    fill(record(strategy.rollingUpdate), { partition: 0 });
  }
}

function defaultDaemonSet(spec: Fields): void {
  template(spec);
  fill(spec, { revisionHistoryLimit: 10, updateStrategy: {} });
  const strategy = record(spec.updateStrategy);
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    fill(strategy, { rollingUpdate: {} });
    fill(record(strategy.rollingUpdate), { maxSurge: 0, maxUnavailable: 1 });
  }
}

function defaultReplicaSet(spec: Fields): void {
  template(spec);
  fill(spec, { replicas: 1 });
}

function defaultJob(spec: Fields, job: LabObject): void {
  template(spec);
  fill(spec, {
    completions: 1,
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
  });
  const podLabels = { 'job-name': job.metadata.name, 'batch.kubernetes.io/job-name': job.metadata.name };
  const podTemplate = record(spec.template);
  if (!isRecord(podTemplate.metadata)) podTemplate.metadata = {};
  const metadata = record(podTemplate.metadata);
  metadata.labels = { ...podLabels, ...record(metadata.labels) };
  fill(spec, { selector: { matchLabels: { 'batch.kubernetes.io/job-name': job.metadata.name } } });
}

function defaultService(spec: Fields, service: LabObject, store: Store): void {
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  for (const port of array(spec.ports).map(record)) fill(port, { protocol: 'TCP', targetPort: port.port });
  if (spec.type === 'ExternalName') return;
  fill(spec, { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  const others = store
    .list(services)
    .filter(
      (item) =>
        item.metadata.name !== service.metadata.name ||
        item.metadata.namespace !== service.metadata.namespace,
    )
    .map((item) => record(item.spec));
  if (!spec.clusterIP) spec.clusterIP = freeAddress(new Set(others.map((other) => other.clusterIP)));
  fill(spec, { clusterIPs: [spec.clusterIP] });
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return;
  fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
  const usedPorts = new Set(
    [spec, ...others].flatMap((other) => array(other.ports).map((port) => record(port).nodePort)),
  );
  for (const port of array(spec.ports).map(record)) {
    if (typeof port.nodePort === 'number' && port.nodePort > 0) continue;
    let candidate = 30_000;
    while (usedPorts.has(candidate)) candidate += 1;
    usedPorts.add(candidate);
    port.nodePort = candidate;
  }
}

/** The first free address of 10.96.0.0/16, after those that clusters use for the API server and DNS. */
function freeAddress(used: ReadonlySet<unknown>): string {
  for (let host = 16; host < 65_535; host += 1) {
    const address = `10.96.${host >> 8}.${host & 255}`;
    if (!used.has(address)) return address;
  }
  return 'None';
}
