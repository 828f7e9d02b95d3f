import type { LabObject } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { DaemonSet, NodeObject, Pod } from '../objects.ts';
import { scaled } from '../selector.ts';
import type { Simulation } from '../simulation.ts';
import { isActive, isAvailable, isReady } from './pod-state.ts';
import { controller, reconciler } from './reconciler.ts';
import { ensureRevision, truncateHistory } from './revision.ts';
import { createPod, podName, revisionLabel } from './template.ts';

const pods = resourceOf('pods');
const nodes = resourceOf('nodes');
const daemonSets = resourceOf('daemonsets');

/** Keeps one pod on each node that fits (pkg/controller/daemon). */
export function startDaemonSets(sim: Simulation): void {
  const reconcile = (set: DaemonSet) => {
    const revision = ensureRevision(sim, set);
    const hash = revision.metadata.labels?.[revisionLabel] ?? '';
    const wanted = (sim.store.list(nodes) as NodeObject[]).filter((node) => fits(set, node));
    place(sim, set, wanted, hash);
    update(sim, set, wanted.length, hash);
    writeStatus(sim, set, wanted, hash, revision);
  };
  controller(sim, 'DaemonSet', ['pods'], (object) => reconcile(object as DaemonSet));
  const enqueue = reconciler(sim, (namespace, name) => {
    const set = sim.store.get(daemonSets, namespace, name);
    if (set !== undefined && set.metadata.deletionTimestamp === undefined) reconcile(set as DaemonSet);
  });
  sim.subscribe(nodes, ({ type, object, previous }) => {
    const same = JSON.stringify(object.metadata.labels) === JSON.stringify(previous?.metadata.labels);
    if (type === 'MODIFIED' && same) return;
    for (const set of sim.store.list(daemonSets)) enqueue(set.metadata.namespace ?? '', set.metadata.name);
  });
}

function fits(set: DaemonSet, node: NodeObject): boolean {
  const labels = node.metadata.labels ?? {};
  return Object.entries(set.spec.template.spec.nodeSelector ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
}

/** The node a daemon's pod is meant for, before and after it is assigned. */
function nodeOf(pod: Pod): string {
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return pod.spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

function place(sim: Simulation, set: DaemonSet, wanted: readonly NodeObject[], hash: string): void {
  const owned = sim.pods.ownedBy(set.metadata.uid);
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  for (const pod of owned) {
    const ended = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';
    if (pod.metadata.deletionTimestamp === undefined && (ended || !names.has(nodeOf(pod))))
      remove(sim, set, pod);
  }
  const taken = new Set(owned.map(nodeOf));
  for (const name of names) {
    if (taken.has(name)) continue;
    const pod = createPod(sim, set, set.spec.template, podName(sim, set.metadata.name), {
      labels: { [revisionLabel]: hash, 'pod-template-generation': '1' },
      change: (copy) => {
        const matchFields = [{ key: 'metadata.name', operator: 'In', values: [name] }];
        copy.spec.affinity = {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] },
          },
        };
      },
    });
    sim.events.record(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`, {
      component: 'daemonset-controller',
    });
  }
}

function remove(sim: Simulation, set: DaemonSet, pod: Pod): void {
  sim.store.remove(pods, pod.metadata.namespace, pod.metadata.name);
  sim.events.record(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, {
    component: 'daemonset-controller',
  });
}

/** RollingUpdate: pods of an old template go as long as not too many are missing; OnDelete waits for somebody. */
function update(sim: Simulation, set: DaemonSet, desired: number, hash: string): void {
  if (set.spec.updateStrategy?.type === 'OnDelete') return;
  const limit = Math.max(
    1,
    scaled(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, desired, true),
  );
  const now = sim.clock.now();
  const active = sim.pods.ownedBy(set.metadata.uid).filter(isActive);
  const healthy = active.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now));
  let missing = desired - healthy.length;
  const outdated = active.filter((pod) => pod.metadata.labels?.[revisionLabel] !== hash);
  for (const pod of outdated) {
    const works = healthy.includes(pod);
    if (works && missing >= limit) continue;
    remove(sim, set, pod);
    if (works) missing += 1;
  }
}

function writeStatus(
  sim: Simulation,
  set: DaemonSet,
  wanted: readonly NodeObject[],
  hash: string,
  revision: LabObject,
): void {
  const owned = sim.pods
    .ownedBy(set.metadata.uid)
    .filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const now = sim.clock.now();
  const available = owned.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length;
  const missing = wanted.length - available;
  truncateHistory(
    sim,
    set,
    new Set([
      revision.metadata.name,
      ...owned.map((pod) => `${set.metadata.name}-${pod.metadata.labels?.[revisionLabel]}`),
    ]),
  );
  sim.store.modify(
    daemonSets,
    set.metadata.namespace,
    set.metadata.name,
    (copy) => {
      copy.status = {
        currentNumberScheduled: owned.length,
        numberMisscheduled: 0,
        desiredNumberScheduled: wanted.length,
        numberReady: owned.filter(isReady).length,
        observedGeneration: copy.metadata.generation,
        updatedNumberScheduled: owned.filter((pod) => pod.metadata.labels?.[revisionLabel] === hash).length,
        ...(available > 0 ? { numberAvailable: available } : {}),
        ...(missing > 0 ? { numberUnavailable: missing } : {}),
      };
    },
    { subresource: 'status' },
  );
}
