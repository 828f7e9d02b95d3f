import { timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Condition, Deployment, Workload } from '../objects.ts';
import { scaled } from '../selector.ts';
import type { Simulation } from '../simulation.ts';

const deployments = resourceOf('deployments');

/**
 * Writes a Deployment's counts and conditions (pkg/controller/deployment/progress.go). Returns the milliseconds until the
 * progress deadline, while a rollout is under way.
 */
export function deploymentStatus(
  sim: Simulation,
  deployment: Deployment,
  current: Workload | undefined,
  old: readonly Workload[],
): number | undefined {
  const all = [...old, ...(current === undefined ? [] : [current])];
  const sum = (field: 'replicas' | 'readyReplicas' | 'availableReplicas') =>
    all.reduce((total, set) => total + (set.status?.[field] ?? 0), 0);
  const replicas = deployment.spec.replicas ?? 1;
  const counts = {
    replicas: sum('replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
    unavailableReplicas: Math.max(
      0,
      all.reduce((total, set) => total + (set.spec.replicas ?? 0), 0) - sum('availableReplicas'),
    ),
  };
  const complete =
    counts.updatedReplicas === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas === replicas;
  const now = sim.clock.now();
  const before = deployment.status;
  const known = new Map((before?.conditions ?? []).map((item) => [item.type, item]));
  const moved =
    (before?.updatedReplicas ?? 0) !== counts.updatedReplicas ||
    (before?.readyReplicas ?? 0) < counts.readyReplicas ||
    (before?.availableReplicas ?? 0) < counts.availableReplicas ||
    (before?.observedGeneration ?? 0) !== deployment.metadata.generation;
  const progressing = progress(deployment, current, known.get('Progressing'), complete, moved, now);
  const strategy = deployment.spec.strategy;
  const mayMiss =
    strategy?.type === 'Recreate'
      ? 0
      : scaled(strategy?.rollingUpdate?.maxUnavailable ?? '25%', replicas, false);
  const enough = counts.availableReplicas >= replicas - mayMiss;
  const available: Condition = {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  };
  const failures = (current?.status?.conditions ?? []).filter(({ type }) => type === 'ReplicaFailure');
  sim.store.modify(
    deployments,
    deployment.metadata.namespace,
    deployment.metadata.name,
    (copy) => {
      const kept = Object.entries(counts).filter(([, value]) => value > 0);
      copy.status = {
        observedGeneration: copy.metadata.generation,
        ...Object.fromEntries(kept),
        conditions: [available, ...(progressing === undefined ? [] : [progressing]), ...failures].map(
          (item) => timed(item, known.get(item.type), now),
        ),
      };
    },
    { subresource: 'status' },
  );
  const limit = deployment.spec.progressDeadlineSeconds;
  if (complete || limit === undefined || deployment.spec.paused || progressing?.status === 'False')
    return undefined;
  return limit * 1000 + 1000;
}

function progress(
  deployment: Deployment,
  current: Workload | undefined,
  known: Condition | undefined,
  complete: boolean,
  moved: boolean,
  now: number,
): Condition | undefined {
  const set = `ReplicaSet "${current?.metadata.name ?? ''}"`;
  if (deployment.spec.paused) {
    return {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    };
  }
  if (known?.reason === 'DeploymentPaused')
    return {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentResumed',
      message: 'Deployment is resumed',
    };
  if (complete) {
    const message = `${set} has successfully progressed.`;
    return { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message };
  }
  if (known === undefined) {
    const message = `Created new replica set "${current?.metadata.name ?? ''}"`;
    return { type: 'Progressing', status: 'True', reason: 'NewReplicaSetCreated', message };
  }
  const limit = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
  const last = Date.parse(known.lastUpdateTime ?? '');
  // A finished rollout that loses a pod later does not run against the deadline.
  const waiting = known.reason !== 'NewReplicaSetAvailable';
  if (!moved && waiting && now - last > limit) {
    const message = `${set} has timed out progressing.`;
    return { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message };
  }
  if (!moved) return known;
  const lost =
    known.reason === 'NewReplicaSetAvailable' &&
    deployment.status?.observedGeneration === deployment.metadata.generation;
  if (lost && known.message?.includes(set)) return known;
  return {
    type: 'Progressing',
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: `${set} is progressing.`,
    lastUpdateTime: timestamp(new Date(now)),
  };
}

function timed(item: Condition, known: Condition | undefined, now: number): Condition {
  const time = timestamp(new Date(now));
  const same = known?.status === item.status && known.reason === item.reason;
  return {
    ...item,
    lastUpdateTime: item.lastUpdateTime ?? (same ? known?.lastUpdateTime : undefined) ?? time,
    lastTransitionTime: (known?.status === item.status ? known.lastTransitionTime : undefined) ?? time,
  };
}
