import { type LabObject, timestamp } from '../api/object.ts';
import { put } from './apply-scenario.ts';
import {
  controllerReference,
  createPod,
  hashLabel,
  revisionLabel,
  templateHash,
} from './controllers/template.ts';
import { imageDigest } from './kubelet/images.ts';
import type { ContainerStatus, Pod, PodStatus, PodTemplate } from './objects.ts';
import type { FoundPod } from './scenario.ts';
import type { Simulation } from './simulation.ts';

/** Creates pods as a list showed them, each with an owner that would have made just this pod. */
export function createFoundPods(sim: Simulation, wallTime: number): void {
  const found = sim.scenario.found;
  if (found === undefined) return;
  for (const row of found.pods) createFound(sim, row, found.namespace, found.node, wallTime);
}

function createFound(
  sim: Simulation,
  row: FoundPod,
  namespace: string,
  node: string,
  wallTime: number,
): void {
  const owner = ownerOf(sim, row, namespace, node, wallTime);
  const revision: Record<string, string> =
    row.owner === 'DaemonSet'
      ? { [revisionLabel]: templateHash(owner.spec.template as PodTemplate) }
      : row.owner === 'StatefulSet'
        ? { [revisionLabel]: `${owner.metadata.name}-${templateHash(owner.spec.template as PodTemplate)}` }
        : {};
  createPod(sim, owner, owner.spec.template as PodTemplate, row.name, {
    labels: revision,
    change: (pod) => {
      pod.spec.nodeName = node;
      pod.metadata.creationTimestamp = timestamp(new Date(wallTime - row.age));
    },
    status: (pod) => foundStatus(pod, row, sim, wallTime),
  });
}

type Owner = LabObject & { spec: Record<string, unknown> };

function ownerOf(sim: Simulation, row: FoundPod, namespace: string, node: string, wallTime: number): Owner {
  const parts = row.name.split('-');
  const base = parts.slice(0, row.owner === 'Deployment' ? -2 : -1).join('-');
  const template: PodTemplate = {
    metadata: { labels: { app: base, tier: row.owner.toLowerCase() } },
    spec: {
      containers: Array.from({ length: Number(row.ready.split('/')[1]) }, (_, index) => {
        const name = index === 0 ? base : index === 1 ? 'vector' : 'exporter';
        return { name, image: `registry.example.net/${name}:v1` };
      }),
      ...(row.owner === 'DaemonSet' ? { nodeSelector: { 'kubernetes.io/hostname': node } } : {}),
      ...(row.owner === 'Job' ? { restartPolicy: 'Never' } : {}),
    },
  };
  const selector = { matchLabels: template.metadata?.labels };
  const metadata = { name: base, namespace, creationTimestamp: timestamp(new Date(wallTime - row.age)) };
  const apps = {
    apiVersion: 'apps/v1',
    kind: row.owner,
    metadata,
    spec: { replicas: 1, selector, template },
  };
  if (row.owner === 'Job')
    return put(sim, { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template } }) as Owner;
  if (row.owner !== 'Deployment') return put(sim, apps) as Owner;
  const deployment = put(sim, {
    ...apps,
    metadata: { ...metadata, annotations: { 'deployment.kubernetes.io/revision': '1' } },
  });
  const hash = parts.at(-2) ?? '';
  // The Deployment's template as the API server filled it in, so that the controller knows this ReplicaSet as its own.
  const filled = structuredClone((deployment as Owner).spec.template) as PodTemplate;
  filled.metadata = { ...filled.metadata, labels: { ...filled.metadata?.labels, [hashLabel]: hash } };
  return put(sim, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...metadata,
      name: `${base}-${hash}`,
      labels: filled.metadata.labels ?? {},
      annotations: { 'deployment.kubernetes.io/revision': '1' },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: { replicas: 1, selector: { matchLabels: filled.metadata.labels }, template: filled },
  }) as Owner;
}

function foundStatus(pod: Pod, row: FoundPod, sim: Simulation, wallTime: number): PodStatus {
  const created = timestamp(new Date(wallTime - row.age));
  const restarted = timestamp(new Date(wallTime - (row.restartedAgo ?? 0)));
  const completed = row.status === 'Completed';
  const taken = sim.scenario.nodes.find(({ name }) => name === pod.spec.nodeName)?.address ?? '';
  const statuses = pod.spec.containers.map((spec, index): ContainerStatus => {
    const image = spec.image ?? '';
    const ended = { exitCode: 0, reason: 'Completed', startedAt: created, finishedAt: created };
    const again = index === 0 && row.restarts > 0;
    return {
      name: spec.name,
      image,
      imageID: imageDigest(image),
      containerID: `containerd://${sim.random.hex(64)}`,
      ready: !completed,
      started: !completed,
      restartCount: again ? row.restarts : 0,
      state: completed ? { terminated: ended } : { running: { startedAt: again ? restarted : created } },
      lastState: again
        ? { terminated: { exitCode: 137, reason: 'OOMKilled', startedAt: created, finishedAt: restarted } }
        : {},
    };
  });
  const status = completed ? 'False' : 'True';
  const reason = completed ? { reason: 'PodCompleted' } : {};
  return {
    phase: completed ? 'Succeeded' : 'Running',
    conditions: [
      { type: 'Initialized', status: 'True', lastTransitionTime: created, ...reason },
      { type: 'Ready', status, lastTransitionTime: created, ...reason },
      { type: 'ContainersReady', status, lastTransitionTime: created, ...reason },
      { type: 'PodScheduled', status: 'True', lastTransitionTime: created },
    ],
    hostIP: taken,
    startTime: created,
    containerStatuses: statuses,
    qosClass: 'BestEffort',
  };
}
