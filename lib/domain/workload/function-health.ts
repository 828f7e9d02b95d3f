import { unreadableOrder } from '../chain/chain-views.ts';
import { compare } from '../compare.ts';
import { cut } from '../cut.ts';
import { type Health, healths, type Reason, worse } from '../health.ts';
import type { PodDisruptionBudget, Workload } from '../kubernetes.ts';
import type { PodRow } from '../pod/pod-view.ts';
import { worstFirst } from '../reason-order.ts';
import type { FunctionVersion, RolloutState } from './function-view.ts';
import { isOutdated } from './rollout.ts';
import { matches } from './selector.ts';

/** For so long after its creation a function without a ready pod is starting; milliseconds. */
const startingTime = 2 * 60 * 1000;
/** No more pods than this are named one by one. */
const namedPods = 10;

export interface FunctionFacts {
  now: Date;
  desired: number;
  ready: number;
  versions: readonly FunctionVersion[];
  rollout: RolloutState;
  /** Member of a chain that is shown as one. */
  isMember: boolean;
  /** Rows of the pods that neither ended nor are being deleted. */
  podRows: readonly PodRow[];
  budgets: readonly PodDisruptionBudget[];
}

type Rule = (workload: Workload, facts: FunctionFacts) => Reason[];

/** Each rule answers one question about a workload; all that hold are shown. */
const rules: readonly Rule[] = [
  ({ object }) =>
    isOutdated(object.metadata, object.status.observedGeneration)
      ? [{ code: 'status-outdated', health: 'progressing' }]
      : [],
  // Sources: pkg/controller/deployment/util/deployment_util.go `TimedOutReason` and `DeploymentReplicaFailure`, v1.34.
  ({ object }) => conditionReasons(object.status.conditions ?? []),
  replicas,
  (_workload, { rollout }) => {
    const message = rollout.message;
    if (rollout.state === 'progressing') return [{ code: 'rolling-out', health: 'progressing', message }];
    return rollout.state === 'paused' ? [{ code: 'paused', health: 'ok', message }] : [];
  },
  // `paused` matters also while nothing is under way: the next change will not roll out.
  ({ kind, object }, { rollout }) =>
    kind === 'deployments' && object.spec.paused && rollout.state !== 'paused'
      ? [{ code: 'paused', health: 'ok' }]
      : [],
  (workload, { rollout }) => {
    if (rollout.state !== 'held' || workload.kind === 'deployments') return [];
    const onDelete = workload.object.spec.updateStrategy?.type === 'OnDelete';
    return [
      { code: onDelete ? 'on-delete-pending' : 'held-by-partition', health: 'ok', message: rollout.message },
    ];
  },
  // Two versions side by side are meant while a rollout moves or somebody holds it, and a fault otherwise.
  (_workload, { versions, rollout }) => {
    const distinct = [...new Set(versions.map((v) => v.version))];
    if (distinct.length < 2) return [];
    const health: Record<RolloutState['state'], Health> = {
      progressing: 'progressing',
      paused: 'ok',
      held: 'ok',
      complete: 'degraded',
      failed: 'degraded',
      unknown: 'degraded',
    };
    return [
      { code: 'mixed-versions', health: health[rollout.state], message: cut(distinct.join(', '), 1024) },
    ];
  },
  budgetReasons,
  podReasons,
  ({ object }) => {
    const order = unreadableOrder(object.metadata.annotations);
    return order === null ? [] : [{ code: 'chain-order-unreadable', health: 'ok', message: cut(order, 253) }];
  },
];

/** Why a function is not `ok`, or deserves a warning (health `ok`). */
export function functionReasons(workload: Workload, facts: FunctionFacts): Reason[] {
  return rules.flatMap((rule) => rule(workload, facts));
}

function conditionReasons(conditions: NonNullable<Workload['object']['status']['conditions']>): Reason[] {
  return conditions.flatMap((c): Reason[] => {
    const more = {
      ...(c.message ? { message: cut(c.message, 1024) } : {}),
      ...(c.lastTransitionTime ? { since: c.lastTransitionTime } : {}),
    };
    if (c.type === 'Progressing' && c.reason === 'ProgressDeadlineExceeded') {
      return [{ code: 'progress-deadline', health: 'degraded', ...more }];
    }
    return c.type === 'ReplicaFailure' && c.status === 'True'
      ? [{ code: 'replica-failure', health: 'degraded', ...more }]
      : [];
  });
}

/** How many of the pods asked for are ready. Missing ones that are on their way are no fault yet. */
function replicas({ object }: Workload, { desired, ready, podRows, isMember, now }: FunctionFacts): Reason[] {
  const message = `${ready}/${desired}`;
  if (desired === 0) return [{ code: 'scaled-to-zero', health: isMember ? 'down' : 'ok' }];
  if (ready >= desired) return [];
  const coming = podRows.every((row) => row.health === 'ok' || row.health === 'progressing');
  const since = unavailableSince(object.status.conditions ?? []);
  if (ready > 0)
    return [{ code: 'replicas-missing', health: coming ? 'progressing' : 'degraded', message, ...since }];
  const young = now.getTime() - Date.parse(object.metadata.creationTimestamp) < startingTime;
  return [{ code: 'none-ready', health: coming && young ? 'progressing' : 'down', message, ...since }];
}

/**
 * A Deployment keeps since when too few of its pods are available, through every restart of a container that crashes again and
 * again; the pods themselves tell only of their last crash.
 * Source: pkg/controller/deployment/sync.go `calculateStatus`, v1.34.
 */
function unavailableSince(
  conditions: NonNullable<Workload['object']['status']['conditions']>,
): Pick<Reason, 'since'> {
  const available = conditions.find(({ type }) => type === 'Available');
  const since = available?.status === 'False' ? available.lastTransitionTime : undefined;
  return since ? { since } : {};
}

/** Pods that are unwell, the worst first; a function still serves while one of its pods does. */
function podReasons(_workload: Workload, { podRows }: FunctionFacts): Reason[] {
  const unwell = podRows
    .filter((row) => worse(row.health, 'progressing') !== 'progressing')
    .toSorted((a, b) => healths.indexOf(b.health) - healths.indexOf(a.health) || compare(a.name, b.name));
  const allDown = podRows.length > 0 && podRows.every((row) => row.health === 'down');
  return unwell.slice(0, namedPods).flatMap((row) => {
    const [worst] = worstFirst(row.reasons);
    if (!worst) return [];
    const health: Health = worst.health === 'down' && !allDown ? 'degraded' : worst.health;
    return [{ ...worst, health, subject: worst.subject ? `${row.name}: ${worst.subject}` : row.name }];
  });
}

/** A budget without headroom blocks evictions, so drains and upgrades; that it is violated is said by the replicas. */
function budgetReasons({ object }: Workload, { budgets, desired }: FunctionFacts): Reason[] {
  const labels = object.spec.template.metadata?.labels;
  return budgets
    .filter((b) => b.metadata.namespace === object.metadata.namespace && matches(b.spec.selector, labels))
    .filter((b) => desired > 0 && b.status.disruptionsAllowed === 0)
    .map((b) => ({
      code: 'budget-exhausted',
      health: 'ok',
      subject: b.metadata.name,
      message: `${b.status.currentHealthy ?? '?'}/${b.status.desiredHealthy ?? '?'}`,
    }));
}
