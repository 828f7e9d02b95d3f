import { applyDefaults, initialStatus } from '../../api/defaults.ts';
import { type LabObject, record, sameJson } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Pod, PodStatus, PodTemplate, Workload } from '../objects.ts';
import { fnv32a, safeEncode } from '../random.ts';
import { born, type Simulation } from '../simulation.ts';

export const hashLabel = 'pod-template-hash';
export const revisionLabel = 'controller-revision-hash';

/** A short name for a template: pod-template-hash and the suffix of ControllerRevisions. */
export function templateHash(template: PodTemplate, collisions = 0): string {
  const text = JSON.stringify(sorted(template)) + (collisions === 0 ? '' : String(collisions));
  return safeEncode(String(fnv32a(text)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/** Whether two templates are the same but for pod-template-hash (deployment_util.go, EqualIgnoreHash). */
export function sameTemplate(left: PodTemplate, right: PodTemplate): boolean {
  return sameJson(withoutHash(left), withoutHash(right));
}

function withoutHash(template: PodTemplate): unknown {
  const { [hashLabel]: _hash, ...labels } = template.metadata?.labels ?? {};
  const { creationTimestamp: _time, ...metadata } = record(template.metadata);
  return { ...template, metadata: { ...metadata, labels } };
}

/** A pod made from a template, with its controller; throws when the name is taken. */
export function createPod(
  sim: Simulation,
  owner: Workload | LabObject,
  template: PodTemplate,
  name: string,
  extra: {
    labels?: Record<string, string>;
    change?: (pod: Pod) => void;
    status?: (pod: Pod) => PodStatus;
  } = {},
): Pod {
  const resource = resourceOf('pods');
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: owner.metadata.namespace ?? 'default',
      ...born(sim),
      ...(name.startsWith(`${owner.metadata.name}-`) && owner.kind !== 'StatefulSet'
        ? { generateName: `${owner.metadata.name}-` }
        : {}),
      labels: { ...template.metadata?.labels, ...extra.labels },
      ...(template.metadata?.annotations === undefined
        ? {}
        : { annotations: { ...template.metadata.annotations } }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: structuredClone(template.spec),
    status: { phase: 'Pending' },
  };
  extra.change?.(pod);
  applyDefaults(resource, pod, sim.store);
  pod.status = extra.status?.(pod) ?? { phase: 'Pending', ...initialStatus(resource, pod) };
  return sim.store.create(resource, pod) as Pod;
}

export function controllerReference(owner: LabObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A free name for a pod of a ReplicaSet, DaemonSet or Job. */
export function podName(sim: Simulation, owner: string): string {
  return `${owner.slice(0, 57)}-${sim.random.suffix()}`;
}
