import { applyDefaults, initialStatus } from '../api/defaults.ts';
import type { LabObject } from '../api/object.ts';
import { timestamp } from '../api/object.ts';
import { type Resource, resourceOf, resourceOfObject } from '../api/resources.ts';
import { ScenarioError } from './load-scenario.ts';
import type { Scenario, ScenarioNode } from './scenario.ts';
import { born, type Simulation } from './simulation.ts';

const first = ['Namespace', 'Node', 'CustomResourceDefinition', 'NetworkAttachmentDefinition', 'ConfigMap'];
const always = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Creates what the scenario declares, as if somebody had applied it all at once. */
export function applyScenario(sim: Simulation, name: string): void {
  const { scenario } = sim;
  const objects = [...scenario.objects, ...repeated(scenario)] as LabObject[];
  const namespaces = new Set([...always, ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])]);
  if (scenario.found !== undefined) namespaces.add(scenario.found.namespace);
  for (const { kind, metadata } of objects) if (kind === 'Namespace') namespaces.delete(metadata.name);
  for (const namespace of namespaces) put(sim, namespaceObject(namespace, name));
  for (const node of nodesOf(scenario)) put(sim, nodeObject(node, sim));
  const rank = (object: LabObject) =>
    first.includes(object.kind) ? first.indexOf(object.kind) : first.length;
  for (const object of objects.sort((left, right) => rank(left) - rank(right))) put(sim, object);
}

function namespaceObject(name: string, scenario: string): LabObject {
  const annotations = name === 'kube-system' ? { annotations: { 'cnf-console/lab': scenario } } : {};
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...annotations } };
}

/** Stores an object with all that an API server would fill in. */
export function put(sim: Simulation, object: LabObject): LabObject {
  const resource: Resource | undefined = resourceOfObject(object);
  if (resource === undefined || resource.createOnly)
    throw new ScenarioError(`the lab serves no ${object.kind} of ${object.apiVersion}`);
  const copy = structuredClone(object);
  copy.metadata = { ...copy.metadata, ...born(sim) };
  if (resource.namespaced) copy.metadata.namespace ??= 'default';
  applyDefaults(resource, copy, sim.store);
  const status = initialStatus(resource, copy);
  if (status !== undefined && copy.status === undefined) copy.status = status;
  return sim.store.create(resource, copy);
}

function repeated(scenario: Scenario): unknown[] {
  return scenario.repeat.flatMap(({ count, objects }) => {
    const text = JSON.stringify(objects);
    return Array.from({ length: count }, (_, index) => {
      const number = String(index + 1);
      // A value that is nothing but a number stays one.
      const filled = text
        .replaceAll('"<n>"', number)
        .replaceAll('<nn>', number.padStart(2, '0'))
        .replaceAll('<n>', number);
      return JSON.parse(filled) as unknown[];
    }).flat();
  });
}

function nodesOf(scenario: Scenario): ScenarioNode[] {
  const made = Array.from({ length: scenario.nodeCount }, (_, index) => ({
    name: `node-${String(index + 1).padStart(2, '0')}`,
    address: `192.168.${10 + Math.floor(index / 250)}.${(index % 250) + 1}`,
    podCIDR: `10.${1 + Math.floor(index / 256)}.${index % 256}.0/24`,
    cpu: '64',
    memory: '256Gi',
    pods: 250,
    labels: {},
    unschedulable: false,
  }));
  return [...scenario.nodes, ...made];
}

function nodeObject(node: ScenarioNode, sim: Simulation): LabObject {
  const time = timestamp(new Date(sim.clock.now()));
  const condition = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  const resources = {
    cpu: node.cpu,
    memory: node.memory,
    pods: String(node.pods),
    'ephemeral-storage': '200Gi',
  };
  const calico = sim.scenario.podNetwork?.cni === 'calico';
  const tunnel = node.podCIDR.replace(/\.0\/\d+$/, '.0');
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        ...node.labels,
      },
      annotations: calico
        ? {
            'projectcalico.org/IPv4Address': `${node.address}/24`,
            'projectcalico.org/IPv4VXLANTunnelAddr': tunnel,
          }
        : {},
    },
    spec: {
      podCIDR: node.podCIDR,
      podCIDRs: [node.podCIDR],
      ...(node.unschedulable
        ? {
            unschedulable: true,
            taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule', timeAdded: time }],
          }
        : {}),
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: node.address },
        { type: 'Hostname', address: node.name },
      ],
      capacity: resources,
      allocatable: resources,
      conditions: [
        condition(
          'MemoryPressure',
          'False',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
        ),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://1.7.24',
        kernelVersion: '6.1.0-28-amd64',
        kubeletVersion: 'v1.32.0',
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
      },
    },
  };
}

/** The resource of a workload's kind. */
export function workloadResource(kind: string): Resource {
  return resourceOf(kind, 'apps');
}
