import type { HorizontalPodAutoscaler, Pod, PodDisruptionBudget, Workload } from '../kubernetes.ts';
import type { ManagedBy, Revision } from '../workload/function-view.ts';
import { managedBy } from '../workload/managed-by.ts';
import { isOutdated } from '../workload/rollout.ts';
import { matches } from '../workload/selector.ts';
import { isReady, isServing } from '../workload/versions.ts';
import type { ActionRequest, ActionTarget } from './action.ts';
import { type ActionState, type Refusal, refusalOf, targetRevision } from './allowed.ts';
import {
  type AutoscalerBounds,
  type AutoscalerOffer,
  autoscalerOf,
  autoscalerOffer,
  boundsOf,
} from './autoscaler-offer.ts';
import { type Confirmation, confirmationOf } from './confirmation.ts';
import type { Freeze } from './freeze.ts';
import { imageDoubts } from './images.ts';
import { kubectlCommand } from './kubectl-command.ts';
import { type RolloutPlan, rolloutPlan } from './rollout-plan.ts';
import { type UnseenKind, type Warning, warningsOf } from './warnings.ts';
import { objectKind } from './write.ts';

/** Everything that a preview is made of; the lists may hold objects of other workloads of the namespace. */
export interface PreviewInput {
  target: ActionTarget;
  workload: Workload;
  /** The pods that the workload controls. */
  pods: readonly Pod[];
  revisions: readonly Revision[];
  budgets: readonly PodDisruptionBudget[];
  autoscalers: readonly HorizontalPodAutoscaler[];
  /** The chain it is shown in. */
  chain: string | null;
  /** Runs FRRouting. */
  routing: boolean;
  freeze: Freeze | null;
  /** All pods that are known, of every namespace. */
  everywhere: Iterable<Pod>;
  /** Kinds of objects around it that may not be seen: what depends on them is not known. */
  unseen?: readonly UnseenKind[];
}

/** How many more pods of a budget may be missing, and what the action takes. */
export interface BudgetHeadroom {
  name: string;
  allowed: number | null;
  healthy: number | null;
  needed: number | null;
  /** Healthy pods at the lowest point of the action. */
  lowest: number | null;
}

export interface ActionPreview {
  request: ActionRequest;
  target: ActionTarget;
  /** Why it does not apply at all. */
  refused: Refusal | null;
  freeze: Freeze | null;
  confirm: Confirmation | null;
  from: ActionEnds;
  to: ActionEnds;
  plan: RolloutPlan;
  budgets: BudgetHeadroom[];
  autoscaler: AutoscalerOffer | null;
  owner: ManagedBy | null;
  /** What to commit where an owner would undo the change; null where there is none, or nothing to commit. */
  commit: Record<string, unknown> | null;
  command: string;
  /** What takes it back, where that is safe. */
  undo: ActionRequest | null;
  warnings: Warning[];
}

export interface ActionEnds {
  replicas: number | null;
  revision: number | null;
  paused: boolean | null;
  /** Of its autoscaler; null without one. */
  bounds: AutoscalerBounds | null;
}

/** The rules' view of a workload. */
export function actionState({
  target,
  workload,
  revisions,
  autoscalers,
}: Pick<PreviewInput, 'target' | 'workload' | 'revisions' | 'autoscalers'>): ActionState {
  const autoscaler = autoscalerOf(autoscalers, target);
  const { metadata } = workload.object;
  return {
    kind: workload.kind,
    name: metadata.name,
    strategy: { paused: isPaused(workload) ?? false },
    revisions,
    deleting: metadata.deletionTimestamp !== undefined,
    observed: !isOutdated(metadata, workload.object.status.observedGeneration),
    autoscaler: autoscaler ? boundsOf(autoscaler) : null,
  };
}

/** What an action would do, from the state of the cluster and nothing else. */
export function actionPreview(input: PreviewInput, request: ActionRequest): ActionPreview {
  const { workload, target } = input;
  const pods = input.pods.filter(isServing);
  const plan = rolloutPlan(workload, pods, request);
  const from = endsOf(input);
  const to = endsAfter(input, request);
  const budgets = headroom(input, pods, plan, request);
  const scaler = autoscalerOf(input.autoscalers, target);
  const changed = request.action === 'setAutoscalerBounds' && scaler ? scaler : workload.object;
  const owner = managedBy(changed.metadata);
  const autoscaler = autoscalerOffer(input.autoscalers, target, request);
  const images =
    plan.restarts.length + plan.adds.count === 0
      ? []
      : imageDoubts(imagesAfter(input, to, request), target.namespace, input.everywhere);
  const facts = { ...input, request, pods, plan, budgets, owner, autoscaler, images };
  return {
    request,
    target,
    refused: refusalOf(actionState(input), request),
    freeze: input.freeze,
    confirm: confirmationOf(facts),
    from,
    to,
    plan,
    budgets,
    autoscaler,
    owner,
    commit: owner === null ? null : commitOf(target, request, scaler?.metadata.name ?? target.name),
    command: kubectlCommand(request, target, from.replicas ?? 0, scaler?.metadata.name ?? null),
    undo: undoOf(request, from),
    warnings: warningsOf(facts),
  };
}

function endsOf({ target, workload, revisions, autoscalers }: PreviewInput): ActionEnds {
  const autoscaler = autoscalerOf(autoscalers, target);
  return {
    replicas: workload.kind === 'daemonsets' ? null : (workload.object.spec.replicas ?? 1),
    revision: revisions.find(({ current }) => current)?.revision ?? null,
    paused: isPaused(workload),
    bounds: autoscaler ? boundsOf(autoscaler) : null,
  };
}

function endsAfter(input: PreviewInput, request: ActionRequest): ActionEnds {
  const from = endsOf(input);
  switch (request.action) {
    case 'scale':
      return { ...from, replicas: request.replicas };
    case 'rollback':
      return { ...from, revision: targetRevision(input, request.toRevision) };
    case 'pause':
      return { ...from, paused: true };
    case 'resume':
      return { ...from, paused: false };
    case 'setAutoscalerBounds':
      return { ...from, bounds: { min: request.min, max: request.max } };
    default:
      return from;
  }
}

/** The images of the pods that an action starts. */
function imagesAfter(
  { workload, revisions }: PreviewInput,
  { revision }: ActionEnds,
  { action }: ActionRequest,
): string[] {
  const earlier = revisions.find((one) => one.revision === revision);
  if (action === 'rollback' && earlier) return Object.values(earlier.images);
  const { containers, initContainers = [] } = workload.object.spec.template.spec;
  return [...initContainers, ...containers].flatMap(({ image }) => (image === undefined ? [] : [image]));
}

/** What brings back the state before, where going back disturbs no more than the action itself did. */
export function undoOf(request: ActionRequest, from: ActionEnds): ActionRequest | null {
  switch (request.action) {
    case 'scale':
      return from.replicas === null || from.replicas === request.replicas
        ? null
        : { action: 'scale', replicas: from.replicas };
    case 'rollback':
      return from.revision === null ? null : { action: 'rollback', toRevision: from.revision };
    case 'pause':
      return { action: 'resume' };
    case 'resume':
      return { action: 'pause' };
    case 'setAutoscalerBounds':
      return from.bounds && { action: 'setAutoscalerBounds', ...from.bounds };
    default:
      return null;
  }
}

function isPaused(workload: Workload): boolean | null {
  return workload.kind === 'deployments' ? (workload.object.spec.paused ?? false) : null;
}

function headroom(
  { workload, budgets }: PreviewInput,
  pods: readonly Pod[],
  plan: RolloutPlan,
  request: ActionRequest,
): BudgetHeadroom[] {
  const { namespace } = workload.object.metadata;
  const evicted =
    request.action === 'evict' ? pods.find(({ metadata }) => metadata.name === request.pod) : undefined;
  const labels = evicted?.metadata.labels ?? workload.object.spec.template.metadata?.labels;
  return budgets
    .filter(({ metadata, spec }) => metadata.namespace === namespace && matches(spec.selector, labels))
    .map(({ metadata, status }) => ({
      name: metadata.name,
      allowed: status.disruptionsAllowed ?? null,
      healthy: status.currentHealthy ?? null,
      needed: status.desiredHealthy ?? null,
      lowest:
        status.currentHealthy === undefined ? null : Math.max(0, status.currentHealthy - taken(plan, pods)),
    }));
}

/** Healthy pods that are missing at the worst moment. */
export function taken(plan: RolloutPlan, pods: readonly Pod[]): number {
  const ready = pods.filter(isReady).length;
  return plan.restarts.length + plan.removes.length === 0 ? 0 : Math.min(ready, plan.unavailable);
}

/** The change as a manifest's fragment. A restart and an eviction leave nothing to commit. */
function commitOf(
  { namespace, kind, name }: ActionTarget,
  request: ActionRequest,
  autoscaler: string,
): Record<string, unknown> | null {
  const head = { apiVersion: 'apps/v1', kind: objectKind[kind], metadata: { name, namespace } };
  switch (request.action) {
    case 'scale':
      return { ...head, spec: { replicas: request.replicas } };
    case 'pause':
      return { ...head, spec: { paused: true } };
    case 'resume':
      return { ...head, spec: { paused: false } };
    case 'setAutoscalerBounds':
      return {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: autoscaler, namespace },
        spec: { minReplicas: request.min, maxReplicas: request.max },
      };
    default:
      return null;
  }
}
