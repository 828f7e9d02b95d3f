import { array, type LabObject, record, text } from './object.ts';

type Fields = Record<string, unknown>;

/** Sets a field that is not there. */
export function fill(target: Fields, defaults: Fields): void {
  for (const [key, value] of Object.entries(defaults)) if (target[key] === undefined) target[key] = value;
}

/** pkg/apis/core/v1/defaults.go for a PodSpec; changes what it is given. */
export function defaultPodSpec(spec: Fields): void {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  for (const container of [...array(spec.containers), ...array(spec.initContainers)].map(record)) {
    defaultContainer(container);
  }
  for (const volume of array(spec.volumes).map(record)) {
    for (const kind of ['configMap', 'secret', 'projected', 'downwardAPI']) {
      if (volume[kind] !== undefined) fill(record(volume[kind]), { defaultMode: 420 });
    }
    if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  }
}

function defaultContainer(container: Fields): void {
  fill(container, {
    imagePullPolicy: isLatest(text(container.image)) ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of array(container.ports).map(record)) fill(port, { protocol: 'TCP' });
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (container[name] === undefined) continue;
    const probe = record(container[name]);
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    if (probe.httpGet !== undefined) fill(record(probe.httpGet), { scheme: 'HTTP', path: '/' });
  }
  for (const variable of array(container.env).map(record)) {
    const reference = record(record(variable.valueFrom).fieldRef);
    if (reference.fieldPath !== undefined) fill(reference, { apiVersion: 'v1' });
  }
}

/** No tag, and no digest, means latest. */
function isLatest(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !image.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
}

/** What a pod gets besides, from the ServiceAccount and DefaultTolerationSeconds admission plugins. */
export function defaultPod(pod: LabObject): void {
  const spec = record(pod.spec);
  defaultPodSpec(spec);
  fill(spec, {
    serviceAccountName: 'default',
    enableServiceLinks: true,
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  fill(spec, { serviceAccount: spec.serviceAccountName });
  const tolerations = array(spec.tolerations).map(record);
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    if (
      tolerations.some((item) => item.operator === 'Exists' && (item.key === undefined || item.key === key))
    )
      continue;
    tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });
  }
  spec.tolerations = tolerations;
}

/** pkg/apis/core/v1/helper/qos: the class by requests and limits. */
export function qosClass(spec: unknown): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...array(record(spec).containers), ...array(record(spec).initContainers)].map((item) =>
    record(record(item).resources),
  );
  const has = (resources: Fields, kind: string) => Object.keys(record(resources[kind])).length > 0;
  if (!containers.some((item) => has(item, 'requests') || has(item, 'limits'))) return 'BestEffort';
  const isGuaranteed = containers.every((item) => {
    const limits = record(item.limits);
    const requests = record(item.requests);
    return ['cpu', 'memory'].every(
      (name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name],
    );
  });
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
