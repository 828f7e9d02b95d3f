import type { IntOrString, Pod, Workload } from '../kubernetes.ts';
import { isReady } from '../workload/versions.ts';
import type { ActionRequest } from './action.ts';

export interface PlannedPod {
  name: string;
  node: string | null;
  ready: boolean;
  /** Which turn it has, from 1; pods of one turn go together. */
  turn: number;
}

/**
 * - `highest-ordinal-first`  a StatefulSet, one after the other
 * - `node-by-node`           a DaemonSet
 * - `any`                    the controller's choice; the order shown is the likely one
 * - `all-at-once`            Recreate: all end before the first new one starts
 * - `on-delete`              nothing restarts by itself
 * - `when-resumed`           nothing restarts while the rollout is paused
 */
export const planOrders = [
  'highest-ordinal-first',
  'node-by-node',
  'any',
  'all-at-once',
  'on-delete',
  'when-resumed',
] as const;
export type PlanOrder = (typeof planOrders)[number];

export interface RolloutPlan {
  order: PlanOrder;
  /** Pods that end and are replaced. */
  restarts: PlannedPod[];
  /** Pods that end for good. */
  removes: PlannedPod[];
  /** Pods that are added; names where they are known (StatefulSet). */
  adds: { count: number; names: string[] };
  /** Pods that a StatefulSet's partition leaves as they are. */
  stays: string[];
  /** How many may be missing at the same time. */
  unavailable: number;
  /** How many more than declared may run at the same time. */
  surge: number;
}

const nothing = (order: PlanOrder): RolloutPlan => ({
  order,
  restarts: [],
  removes: [],
  adds: { count: 0, names: [] },
  stays: [],
  unavailable: 0,
  surge: 0,
});

/**
 * Which pods an action ends, and in which order.
 * @param pods the workload's pods that are neither ending nor ended
 */
export function rolloutPlan(workload: Workload, pods: readonly Pod[], request: ActionRequest): RolloutPlan {
  switch (request.action) {
    case 'scale':
      return scalePlan(workload, pods, request.replicas);
    case 'restart':
    case 'rollback':
      return replacePlan(workload, pods);
    case 'resume':
      return isHalfway(workload) ? replacePlan(unpaused(workload), pods) : nothing('any');
    case 'pause':
      return nothing('when-resumed');
    case 'setAutoscalerBounds': {
      const present = workload.kind === 'daemonsets' ? pods.length : (workload.object.spec.replicas ?? 1);
      // Without replicas an autoscaler is switched off.
      if (present === 0) return nothing('any');
      return scalePlan(workload, pods, Math.min(request.max, Math.max(request.min, present)));
    }
    case 'evict': {
      const evicted = pods.filter(({ metadata }) => metadata.name === request.pod);
      return {
        ...nothing('any'),
        restarts: planned(evicted, 1),
        unavailable: evicted.filter(isReady).length,
      };
    }
  }
}

/** The order in which a changed template replaces pods. */
function replacePlan(workload: Workload, pods: readonly Pod[]): RolloutPlan {
  switch (workload.kind) {
    case 'deployments': {
      const { strategy, replicas = 1, paused } = workload.object.spec;
      if (paused) return nothing('when-resumed');
      const all = [...pods].sort(firstToGo(pods));
      if (strategy?.type === 'Recreate') {
        return {
          ...nothing('all-at-once'),
          restarts: planned(all, all.length),
          unavailable: pods.filter(isReady).length,
        };
      }
      const { surge, unavailable } = fenceposts(strategy?.rollingUpdate, replicas);
      return { ...nothing('any'), restarts: planned(all, surge + unavailable), surge, unavailable };
    }
    case 'statefulsets': {
      const { updateStrategy } = workload.object.spec;
      if (updateStrategy?.type === 'OnDelete') return nothing('on-delete');
      const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
      const sorted = [...pods].sort((a, b) => ordinal(b) - ordinal(a));
      // The default, and all that is served where the feature is off, is one at a time.
      const unavailable = Math.max(
        1,
        share(updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, workload.object.spec.replicas ?? 1, 'up'),
      );
      const going = sorted.filter((pod) => ordinal(pod) >= partition);
      return {
        ...nothing('highest-ordinal-first'),
        restarts: planned(going, unavailable),
        stays: sorted.filter((pod) => ordinal(pod) < partition).map(({ metadata }) => metadata.name),
        unavailable,
      };
    }
    case 'daemonsets': {
      const { updateStrategy } = workload.object.spec;
      if (updateStrategy?.type === 'OnDelete') return nothing('on-delete');
      const desired = workload.object.status.desiredNumberScheduled ?? pods.length;
      // Source: pkg/controller/daemon/util/daemonset_util.go: both are rounded up.
      const surge = share(updateStrategy?.rollingUpdate?.maxSurge ?? 0, desired, 'up');
      const unavailable = share(updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, desired, 'up');
      const sorted = [...pods].sort(byNode);
      return {
        ...nothing('node-by-node'),
        restarts: planned(sorted, Math.max(1, surge + unavailable)),
        surge,
        unavailable: surge > 0 ? unavailable : Math.max(1, unavailable),
      };
    }
  }
}

function scalePlan(workload: Workload, pods: readonly Pod[], replicas: number): RolloutPlan {
  if (workload.kind === 'daemonsets') return nothing('any');
  const from = workload.object.spec.replicas ?? 1;
  if (workload.kind === 'statefulsets') {
    const going = pods.filter((pod) => ordinal(pod) >= replicas).sort((a, b) => ordinal(b) - ordinal(a));
    const added = Math.max(0, replicas - from);
    const names = Array.from(
      { length: Math.min(added, 100) },
      (_, i) => `${workload.object.metadata.name}-${from + i}`,
    );
    return {
      ...nothing('highest-ordinal-first'),
      removes: planned(going, 1),
      adds: { count: added, names },
      unavailable: going.filter(isReady).length,
    };
  }
  const going = [...pods].sort(firstToGo(pods)).slice(0, Math.max(0, pods.length - replicas));
  return {
    ...nothing('any'),
    removes: planned(going, going.length),
    adds: { count: Math.max(0, replicas - from), names: [] },
    unavailable: going.filter(isReady).length,
  };
}

/**
 * Limits of a rolling update in pods: surge rounded up, unavailable rounded down, and never both nothing.
 * Source: pkg/controller/deployment/util/deployment_util.go `ResolveFenceposts`, v1.34; the default is 25% of each.
 */
export function fenceposts(
  rolling: { maxSurge?: IntOrString; maxUnavailable?: IntOrString } | undefined,
  replicas: number,
): { surge: number; unavailable: number } {
  const surge = share(rolling?.maxSurge ?? '25%', replicas, 'up');
  const unavailable = share(rolling?.maxUnavailable ?? '25%', replicas, 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** A number of pods, or a percentage of `total`. What is neither counts as 0: the API server admits none. */
function share(value: IntOrString, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return Math.max(0, value);
  const percent = /^(\d{1,3})%$/.exec(value)?.[1];
  if (percent === undefined) return 0;
  const exact = (Number(percent) * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** Whether pods of an older template are still about, so that resuming goes on replacing them. */
function isHalfway(workload: Workload): boolean {
  if (workload.kind !== 'deployments') return false;
  const { spec, status, metadata } = workload.object;
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) return true;
  return (status.updatedReplicas ?? 0) < (spec.replicas ?? 1);
}

function unpaused(workload: Workload): Workload {
  if (workload.kind !== 'deployments') return workload;
  return { ...workload, object: { ...workload.object, spec: { ...workload.object.spec, paused: false } } };
}

function planned(pods: readonly Pod[], together: number): PlannedPod[] {
  const size = Math.max(1, together);
  return pods.map((pod, index) => ({
    name: pod.metadata.name,
    node: pod.spec.nodeName ?? null,
    ready: isReady(pod),
    turn: Math.floor(index / size) + 1,
  }));
}

/** The number at the end of a StatefulSet's pod's name; -1 for none. */
export function ordinal(pod: Pod): number {
  const digits = /-(\d{1,9})$/.exec(pod.metadata.name)?.[1];
  return digits === undefined ? -1 : Number(digits);
}

const byNode = (a: Pod, b: Pod): number =>
  compareText(a.spec.nodeName ?? '', b.spec.nodeName ?? '') || compareText(a.metadata.name, b.metadata.name);

const phases = ['Pending', 'Unknown', 'Running'];
const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * Which pod a ReplicaSet would end first: unassigned, not running, not ready, cheaper, doubled up on a node, newer.
 * Source: pkg/controller/controller_utils.go `ActivePodsWithRanks`, v1.34.
 */
function firstToGo(pods: readonly Pod[]): (a: Pod, b: Pod) => number {
  const onNode = new Map<string | undefined, number>();
  for (const { spec } of pods) onNode.set(spec.nodeName, (onNode.get(spec.nodeName) ?? 0) + 1);
  const rank = (pod: Pod): number[] => [
    pod.spec.nodeName === undefined ? 0 : 1,
    phases.indexOf(pod.status.phase ?? ''),
    isReady(pod) ? 1 : 0,
    Number.parseInt(pod.metadata.annotations?.[costAnnotation] ?? '0', 10) || 0,
    -(onNode.get(pod.spec.nodeName) ?? 0),
    -Date.parse(pod.metadata.creationTimestamp) || 0,
  ];
  return (a, b) => {
    const [ranksA, ranksB] = [rank(a), rank(b)];
    for (const [index, value] of ranksA.entries()) {
      const difference = value - (ranksB[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return compareText(a.metadata.name, b.metadata.name);
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
