import { type LabObject, text } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Pod, StatefulSet } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { availableAt, isAvailable, isReady } from './pod-state.ts';
import { controller, type Enqueue } from './reconciler.ts';
import { ensureRevision, revisionsOf, templateOf, truncateHistory } from './revision.ts';
import { createPod, revisionLabel } from './template.ts';

const pods = resourceOf('pods');
const statefulSets = resourceOf('statefulsets');

/** Keeps pods with ordinals, one after the other (pkg/controller/statefulset/stateful_set_control.go). */
export function startStatefulSets(sim: Simulation): void {
  controller(sim, 'StatefulSet', ['pods'], (object, enqueue) => {
    const set = object as StatefulSet;
    const update = ensureRevision(sim, set);
    const currentName = text(set.status?.currentRevision) || update.metadata.name;
    const current = revisionsOf(sim, set).find(({ metadata }) => metadata.name === currentName) ?? update;
    step(sim, set, current, update, enqueue);
    writeStatus(sim, set, current, update);
  });
}

function ordinalOf(pod: Pod): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);
}

function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[revisionLabel] ?? '';
}

function isHealthy(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isReady(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** At most the changes that are allowed at this moment; the next change of a pod brings the next. */
function step(
  sim: Simulation,
  set: StatefulSet,
  current: LabObject,
  update: LabObject,
  enqueue: Enqueue,
): void {
  const replicas = set.spec.replicas ?? 1;
  const parallel = set.spec.podManagementPolicy === 'Parallel';
  const owned = sim.pods.ownedBy(set.metadata.uid);
  const byOrdinal = new Map(owned.map((pod) => [ordinalOf(pod), pod]));
  const minReady = set.spec.minReadySeconds ?? 0;
  const now = sim.clock.now();
  for (let ordinal = 0; ordinal < replicas; ordinal += 1) {
    const pod = byOrdinal.get(ordinal);
    const ended = pod?.status.phase === 'Failed' || pod?.status.phase === 'Succeeded';
    if (pod !== undefined && ended && pod.metadata.deletionTimestamp === undefined) {
      remove(sim, set, pod);
      return;
    }
    if (pod === undefined) {
      create(sim, set, ordinal, current, update);
      if (!parallel) return;
    } else if (!parallel && !isHealthy(pod)) return;
    else if (!parallel && !isAvailable(pod, minReady, now)) {
      enqueue(set.metadata.namespace ?? '', set.metadata.name, availableAt(pod, minReady) - now);
      return;
    }
  }
  const condemned = owned
    .filter((pod) => ordinalOf(pod) >= replicas)
    .sort((a, b) => ordinalOf(b) - ordinalOf(a));
  for (const pod of condemned) {
    if (pod.metadata.deletionTimestamp !== undefined) {
      if (!parallel) return;
      continue;
    }
    remove(sim, set, pod);
    if (!parallel) return;
  }
  if (set.spec.updateStrategy?.type === 'OnDelete') return;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (let ordinal = replicas - 1; ordinal >= partition; ordinal -= 1) {
    const pod = byOrdinal.get(ordinal);
    if (pod === undefined) continue;
    if (revisionOf(pod) !== update.metadata.name && pod.metadata.deletionTimestamp === undefined) {
      remove(sim, set, pod);
      return;
    }
    if (!isHealthy(pod) || !isAvailable(pod, minReady, now)) return;
  }
}

function create(
  sim: Simulation,
  set: StatefulSet,
  ordinal: number,
  current: LabObject,
  update: LabObject,
): void {
  const strategy = set.spec.updateStrategy;
  const held = strategy?.type !== 'OnDelete' && ordinal < (strategy?.rollingUpdate?.partition ?? 0);
  const revision = held ? current : update;
  const name = `${set.metadata.name}-${ordinal}`;
  if (sim.store.get(pods, set.metadata.namespace, name) !== undefined) return;
  createPod(sim, set, templateOf(revision) ?? set.spec.template, name, {
    labels: {
      'apps.kubernetes.io/pod-index': String(ordinal),
      [revisionLabel]: revision.metadata.name,
      'statefulset.kubernetes.io/pod-name': name,
    },
    change: (pod) => {
      pod.spec.hostname = name;
      if (set.spec.serviceName) pod.spec.subdomain = set.spec.serviceName;
    },
  });
  tell(sim, set, 'SuccessfulCreate', `create Pod ${name} in StatefulSet ${set.metadata.name} successful`);
}

function remove(sim: Simulation, set: StatefulSet, pod: Pod): void {
  const { name } = pod.metadata;
  sim.store.remove(pods, pod.metadata.namespace, name);
  tell(sim, set, 'SuccessfulDelete', `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`);
}

function tell(sim: Simulation, set: StatefulSet, reason: string, message: string): void {
  sim.events.record(set, 'Normal', reason, message, { component: 'statefulset-controller' });
}

function writeStatus(sim: Simulation, set: StatefulSet, current: LabObject, update: LabObject): void {
  const owned = sim.pods.ownedBy(set.metadata.uid);
  const standing = owned.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const ready = owned.filter((pod) => pod.status.phase === 'Running' && isReady(pod));
  const now = sim.clock.now();
  const updated = standing.filter((pod) => revisionOf(pod) === update.metadata.name).length;
  const replicas = set.spec.replicas ?? 1;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const done =
    updated === replicas &&
    owned.length === replicas &&
    ready.length === replicas &&
    (partition === 0 || update === current);
  const settled = done ? update : current;
  const names = new Set([settled.metadata.name, update.metadata.name, ...owned.map(revisionOf)]);
  truncateHistory(sim, set, names);
  sim.store.modify(
    statefulSets,
    set.metadata.namespace,
    set.metadata.name,
    (copy) => {
      copy.status = {
        observedGeneration: copy.metadata.generation,
        replicas: owned.length,
        readyReplicas: ready.length,
        availableReplicas: ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length,
        currentReplicas: standing.filter((pod) => revisionOf(pod) === settled.metadata.name).length,
        updatedReplicas: updated,
        currentRevision: settled.metadata.name,
        updateRevision: update.metadata.name,
        collisionCount: 0,
      };
    },
    { subresource: 'status' },
  );
}
