import type { DaemonSet, Deployment, ObjectMeta, StatefulSet, Workload } from '../kubernetes.ts';
import type { RolloutState } from './function-view.ts';

type Judgement = Pick<RolloutState, 'state' | 'message'>;

/**
 * What `kubectl rollout status` says of a workload, in its words, plus two states that kubectl waits in or refuses:
 * `paused` (Deployment `spec.paused`, with pods still on another version) and `held` (a StatefulSet below whose
 * `partition` pods keep the old version; `OnDelete` with pods not updated).
 * Source: k8s.io/kubectl pkg/polymorphichelpers/rollout_status.go, v1.34.
 */
export function rolloutState(workload: Workload): RolloutState {
  switch (workload.kind) {
    case 'deployments': {
      const { status } = workload.object;
      return {
        ...deployment(workload.object),
        updated: status.updatedReplicas ?? 0,
        available: status.availableReplicas ?? 0,
      };
    }
    case 'statefulsets': {
      const { status } = workload.object;
      // `availableReplicas` is served since v1.22; before, ready is all that is known.
      const available = status.availableReplicas ?? status.readyReplicas ?? 0;
      return { ...statefulSet(workload.object), updated: updatedOf(workload.object), available };
    }
    case 'daemonsets': {
      const { status } = workload.object;
      return {
        ...daemonSet(workload.object),
        updated: status.updatedNumberScheduled ?? 0,
        available: status.numberAvailable ?? 0,
      };
    }
  }
}

/** Whether the status is older than the manifest: nothing in it counts then. */
export function isOutdated(metadata: ObjectMeta, observed: number | undefined): boolean {
  return (metadata.generation ?? 0) > (observed ?? 0);
}

function deployment({ metadata, spec, status }: Deployment): Judgement {
  const wanted = spec.replicas ?? 1;
  const { updatedReplicas: updated = 0, replicas = 0, availableReplicas: available = 0 } = status;
  const waiting = `Waiting for deployment ${quote(metadata.name)} rollout to finish:`;
  if (isOutdated(metadata, status.observedGeneration)) {
    return progressing('Waiting for deployment spec update to be observed...');
  }
  const moving = spec.paused ? paused : progressing;
  if (status.conditions?.some((c) => c.type === 'Progressing' && c.reason === 'ProgressDeadlineExceeded')) {
    return { state: 'failed', message: `deployment ${quote(metadata.name)} exceeded its progress deadline` };
  }
  if (updated < wanted)
    return moving(`${waiting} ${updated} out of ${wanted} new replicas have been updated...`);
  if (replicas > updated)
    return moving(`${waiting} ${replicas - updated} old replicas are pending termination...`);
  if (available < updated)
    return progressing(`${waiting} ${available} of ${updated} updated replicas are available...`);
  return { state: 'complete', message: `deployment ${quote(metadata.name)} successfully rolled out` };
}

function statefulSet({ metadata, spec, status }: StatefulSet): Judgement {
  const wanted = spec.replicas ?? 1;
  const { readyReplicas: ready = 0, updatedReplicas = 0, currentReplicas = 0 } = status;
  if (!status.observedGeneration || isOutdated(metadata, status.observedGeneration)) {
    return progressing('Waiting for statefulset spec update to be observed...');
  }
  if (spec.updateStrategy?.type === 'OnDelete') {
    return status.updateRevision !== status.currentRevision && updatedReplicas < wanted
      ? held(onlyRolling)
      : onDelete(ready, wanted);
  }
  if (ready < wanted) return progressing(`Waiting for ${wanted - ready} pods to be ready...`);
  const rolling = spec.updateStrategy?.rollingUpdate;
  if (rolling) {
    const target = wanted - (rolling.partition ?? 0);
    if (rolling.partition !== undefined && updatedReplicas < target) {
      return progressing(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${target} new pods have been updated...`,
      );
    }
    const message = `partitioned roll out complete: ${updatedReplicas} new pods have been updated...`;
    const stay = status.updateRevision !== status.currentRevision && updatedReplicas < wanted;
    return stay ? held(message) : { state: 'complete', message };
  }
  return status.updateRevision !== status.currentRevision
    ? progressing(
        `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${status.updateRevision}...`,
      )
    : {
        state: 'complete',
        message: `statefulset rolling update complete ${currentReplicas} pods at revision ${status.currentRevision}...`,
      };
}

function daemonSet({ metadata, spec, status }: DaemonSet): Judgement {
  const {
    desiredNumberScheduled: wanted = 0,
    updatedNumberScheduled: updated = 0,
    numberAvailable: available = 0,
  } = status;
  const waiting = `Waiting for daemon set ${quote(metadata.name)} rollout to finish:`;
  if (isOutdated(metadata, status.observedGeneration)) {
    return progressing('Waiting for daemon set spec update to be observed...');
  }
  if (spec.updateStrategy?.type === 'OnDelete')
    return updated < wanted ? held(onlyRolling) : onDelete(available, wanted);
  if (updated < wanted)
    return progressing(`${waiting} ${updated} out of ${wanted} new pods have been updated...`);
  if (available < wanted)
    return progressing(`${waiting} ${available} of ${wanted} updated pods are available...`);
  return { state: 'complete', message: `daemon set ${quote(metadata.name)} successfully rolled out` };
}

/**
 * Pods of the newest revision. The StatefulSet controller leaves `updatedReplicas` at the number of pods of a revision
 * that is no longer being rolled out; where both revisions are the same all pods are updated.
 * Source: k8s.io/kubernetes pkg/controller/statefulset/stateful_set_control.go `completeRollingUpdate`, v1.20 and v1.34.
 */
function updatedOf({ status }: StatefulSet): number {
  return status.updateRevision !== undefined && status.updateRevision === status.currentRevision
    ? (status.replicas ?? 0)
    : (status.updatedReplicas ?? 0);
}

const onlyRolling = 'rollout status is only available for RollingUpdate strategy type';

function onDelete(have: number, wanted: number): Judgement {
  return have < wanted ? progressing(onlyRolling) : { state: 'complete', message: onlyRolling };
}

function progressing(message: string): Judgement {
  return { state: 'progressing', message };
}

function paused(message: string): Judgement {
  return { state: 'paused', message };
}

function held(message: string): Judgement {
  return { state: 'held', message };
}

/** As Go's `%q`, for what an object's name can hold. */
function quote(text: string): string {
  return JSON.stringify(text);
}
