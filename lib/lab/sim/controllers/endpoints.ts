import { array, type LabObject, record, text } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Pod } from '../objects.ts';
import { selects } from '../selector.ts';
import { born, type Simulation } from '../simulation.ts';
import { isReady } from './pod-state.ts';
import { reconciler } from './reconciler.ts';
import { controllerReference } from './template.ts';

const services = resourceOf('services');
const pods = resourceOf('pods');
const endpoints = resourceOf('endpoints');
const slices = resourceOf('endpointslices');

/** Keeps Endpoints and EndpointSlices of Services with a selector (pkg/controller/endpoint, …/endpointslice). */
export function startEndpoints(sim: Simulation): void {
  const enqueue = reconciler(sim, (namespace, name) => {
    const service = sim.store.get(services, namespace, name);
    if (service === undefined) return;
    write(sim, service);
  });
  sim.subscribe(services, ({ type, object }) => {
    if (type !== 'DELETED') enqueue(object.metadata.namespace ?? '', object.metadata.name);
    else if (sim.store.get(endpoints, object.metadata.namespace, object.metadata.name) !== undefined)
      sim.store.remove(endpoints, object.metadata.namespace, object.metadata.name);
  });
  sim.subscribe(pods, ({ type, object, previous }) => {
    const pod = object as Pod;
    if (type === 'MODIFIED' && previous !== undefined && footprint(pod) === footprint(previous as Pod))
      return;
    for (const service of sim.store.list(services, pod.metadata.namespace)) {
      const selector = record(record(service.spec).selector);
      if (Object.keys(selector).length === 0) continue;
      const matchLabels = selector as Record<string, string>;
      if (
        selects({ matchLabels }, pod.metadata.labels) ||
        selects({ matchLabels }, previous?.metadata.labels)
      )
        enqueue(service.metadata.namespace ?? '', service.metadata.name);
    }
  });
}

/** What endpoints depend on. */
function footprint(pod: Pod): string {
  const { deletionTimestamp, labels } = pod.metadata;
  return [pod.status?.podIP, isReady(pod), deletionTimestamp, pod.status?.phase, JSON.stringify(labels)].join(
    '|',
  );
}

function write(sim: Simulation, service: LabObject): void {
  const spec = record(service.spec);
  const selector = record(spec.selector) as Record<string, string>;
  if (Object.keys(selector).length === 0 || spec.type === 'ExternalName') return;
  const { namespace = '', name } = service.metadata;
  const members = (sim.store.list(pods, namespace) as Pod[]).filter(
    (pod) =>
      pod.status?.podIP !== undefined &&
      selects({ matchLabels: selector }, pod.metadata.labels) &&
      !hasEnded(pod),
  );
  const ports = array(spec.ports)
    .map(record)
    .map((port) => ({
      ...(text(port.name) === '' ? {} : { name: text(port.name) }),
      port: portNumber(port, members[0]),
      protocol: text(port.protocol) || 'TCP',
    }));
  const labels = { ...service.metadata.labels };
  const address = (pod: Pod) => ({
    ip: pod.status.podIP,
    nodeName: pod.spec.nodeName,
    targetRef: { kind: 'Pod', name: pod.metadata.name, namespace, uid: pod.metadata.uid },
  });
  const standing = members.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const ready = standing.filter(isReady).map(address);
  const notReady = standing.filter((pod) => !isReady(pod)).map(address);
  const subset = {
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
    ports,
  };
  put(sim, endpoints, namespace, name, {
    metadata: { labels },
    subsets: standing.length > 0 ? [subset] : [],
  });
  const sliceName = sim.store
    .list(slices, namespace)
    .find((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === name)?.metadata.name;
  put(sim, slices, namespace, sliceName ?? `${name}-${sim.random.suffix()}`, {
    metadata: {
      labels: {
        ...labels,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': name,
      },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints: members.map((pod) => {
      const terminating = pod.metadata.deletionTimestamp !== undefined;
      return {
        addresses: [pod.status.podIP],
        conditions: { ready: isReady(pod) && !terminating, serving: isReady(pod), terminating },
        nodeName: pod.spec.nodeName,
        targetRef: address(pod).targetRef,
      };
    }),
    ports: ports.map((port) => ({ name: '', ...port })),
  });
}

function hasEnded(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

function portNumber(port: Record<string, unknown>, pod: Pod | undefined): number {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target;
  const named = pod?.spec.containers.flatMap((item) => item.ports ?? []).find((item) => item.name === target);
  return named?.containerPort ?? Number(port.port);
}

function put(
  sim: Simulation,
  resource: typeof slices,
  namespace: string,
  name: string,
  content: Record<string, unknown> & { metadata: object },
): void {
  const changed = sim.store.modify(resource, namespace, name, (copy) => {
    const { metadata, ...rest } = content;
    Object.assign(copy, rest);
    Object.assign(copy.metadata, metadata);
  });
  if (changed !== undefined) return;
  const { metadata, ...rest } = content;
  sim.store.create(resource, {
    apiVersion: '',
    kind: '',
    ...rest,
    metadata: { ...metadata, name, namespace, ...born(sim) },
  });
}
