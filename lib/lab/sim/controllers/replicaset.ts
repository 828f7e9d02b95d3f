import { resourceOf } from '../../api/resources.ts';
import type { Simulation } from '../simulation.ts';
import { availableAt, byDispensability, isActive, isAvailable, isReady } from './pod-state.ts';
import { controller } from './reconciler.ts';
import { createPod, podName } from './template.ts';

const pods = resourceOf('pods');
const replicaSets = resourceOf('replicasets');

/** Keeps as many pods as declared, and counts them (pkg/controller/replicaset). */
export function startReplicaSets(sim: Simulation): void {
  controller(sim, 'ReplicaSet', ['pods'], (set, enqueue) => {
    const { namespace = '', name, uid } = set.metadata;
    const active = sim.pods.ownedBy(uid).filter(isActive);
    const missing = (set.spec.replicas ?? 1) - active.length;
    for (let index = 0; index < missing; index += 1) {
      const pod = createPod(sim, set, set.spec.template, podName(sim, name));
      sim.events.record(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`, {
        component: 'replicaset-controller',
      });
      active.push(pod);
    }
    for (const pod of missing < 0 ? [...active].sort(byDispensability).slice(0, -missing) : []) {
      active.splice(active.indexOf(pod), 1);
      sim.store.remove(pods, namespace, pod.metadata.name);
      sim.events.record(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, {
        component: 'replicaset-controller',
      });
    }
    const wait = set.spec.minReadySeconds ?? 0;
    const now = sim.clock.now();
    const ready = active.filter(isReady);
    for (const pod of ready)
      if (!isAvailable(pod, wait, now)) enqueue(namespace, name, availableAt(pod, wait) - now);
    const available = ready.filter((pod) => isAvailable(pod, wait, now));
    sim.store.modify(
      replicaSets,
      namespace,
      name,
      (copy) => {
        copy.status = {
          replicas: active.length,
          ...(active.length === 0 ? {} : { fullyLabeledReplicas: active.length }),
          ...(ready.length === 0 ? {} : { readyReplicas: ready.length }),
          ...(available.length === 0 ? {} : { availableReplicas: available.length }),
          observedGeneration: copy.metadata.generation,
        };
      },
      { subresource: 'status' },
    );
  });
}
