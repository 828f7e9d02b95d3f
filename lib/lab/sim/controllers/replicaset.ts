import { type LabObject, timestamp } from '../../api/object.ts';
import { checkQuota } from '../../api/quota.ts';
import { resourceOf } from '../../api/resources.ts';
import { StatusError } from '../../api/status-error.ts';
import type { Condition } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { availableAt, byDispensability, isActive, isAvailable, isReady } from './pod-state.ts';
import { controller } from './reconciler.ts';
import { createPod, podName } from './template.ts';

const pods = resourceOf('pods');
const replicaSets = resourceOf('replicasets');

/** Milliseconds until a creation that was refused is tried again. */
const retryAfter = 5_000;

/** Keeps as many pods as declared, and counts them (pkg/controller/replicaset). */
export function startReplicaSets(sim: Simulation): void {
  controller(sim, 'ReplicaSet', ['pods'], (set, enqueue) => {
    const { namespace = '', name, uid } = set.metadata;
    const active = sim.pods.ownedBy(uid).filter(isActive);
    const missing = (set.spec.replicas ?? 1) - active.length;
    let failure: string | null = null;
    for (let index = 0; index < missing; index += 1) {
      const next = podName(sim, name);
      failure = refusedByQuota(sim, namespace, next);
      if (failure !== null) {
        sim.events.record(set, 'Warning', 'FailedCreate', `Error creating: ${failure}`, {
          component: 'replicaset-controller',
        });
        enqueue(namespace, name, retryAfter);
        break;
      }
      const pod = createPod(sim, set, set.spec.template, next);
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
    const known = set.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
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
          ...(failure === null ? {} : { conditions: [failed(failure, known, now)] }),
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

/** What admission says of one pod more; null where it is let in. Only quotas on counts are honoured. */
function refusedByQuota(sim: Simulation, namespace: string, name: string): string | null {
  try {
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } } as LabObject;
    checkQuota(sim.store, pods, object);
    return null;
  } catch (error) {
    if (error instanceof StatusError) return error.message;
    throw error;
  }
}

function failed(message: string, known: Condition | undefined, now: number): Condition {
  const lastTransitionTime = known?.lastTransitionTime ?? timestamp(new Date(now));
  return { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, lastTransitionTime };
}
