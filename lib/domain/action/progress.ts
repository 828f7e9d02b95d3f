import type { Reason } from '../health.ts';
import type { Workload } from '../kubernetes.ts';
import { rolloutState } from '../workload/rollout.ts';
import type { ActionName } from './action.ts';
import type { AutoscalerBounds } from './autoscaler-offer.ts';
import { foundAfterwards, mayArriveMs, type Seen } from './found-afterwards.ts';
import type { ActionRecord } from './record.ts';
import { restartedAt } from './write.ts';

/**
 * - `running`     under way
 * - `settled`     the cluster is as the action wanted it, and all pods are available
 * - `failed`      Kubernetes gave up, or a new pod cannot come up; it may still recover by itself
 * - `superseded`  somebody changed the same thing afterwards
 * - `refused`     it was not done
 * - `not-done`    no answer came, and the cluster is as it was before
 * - `unknown`     it is not known whether it was done, or the object is gone
 */
export const progressStates = [
  'running',
  'settled',
  'failed',
  'superseded',
  'refused',
  'not-done',
  'unknown',
] as const;

export interface ActionProgress {
  state: (typeof progressStates)[number];
  message: string;
  pods: { name: string; reasons: Reason[] }[];
}

export interface ProgressInput extends Omit<Seen, 'podUids'> {
  record: ActionRecord;
  /** The function's pods, with the time they were made. */
  pods: readonly {
    name: string;
    createdAt: string;
    uid: string | null;
    ending: boolean;
    reasons: readonly Reason[];
  }[];
  /** Reasons of the workload itself: quota, deadline. */
  reasons: readonly Reason[];
}

/** For so many milliseconds a failure from before an action may stand on the object without being about it. */
const staleForMs = 10_000;

/** A new pod in one of these states will not come up without a change. */
const fatal = new Set<Reason['code']>([
  'image-pull',
  'crash-loop',
  'container-failed',
  'container-config',
  'oom-killed',
  'pod-failed',
]);

// They change nothing that a controller would carry out.
const annotates: ReadonlySet<ActionName> = new Set(['freeze', 'unfreeze', 'acknowledge', 'unacknowledge']);

/** How far an action has come, as `kubectl rollout status` judges it, and what stands in its way. */
export function actionProgress(input: ProgressInput): ActionProgress {
  const { record, workload, pods, reasons, now } = input;
  const { intent, outcome } = record;
  const started = Date.parse(intent.at);
  const troubled = pods
    .filter((pod) => pod.reasons.some(({ health }) => health === 'down' || health === 'degraded'))
    .map(({ name, reasons: why }) => ({ name, reasons: [...why] }));
  const say = (state: ActionProgress['state'], message: string): ActionProgress => ({
    state,
    message,
    pods: troubled,
  });
  if (outcome?.state === 'refused') return say('refused', outcome.detail);
  if (outcome === null && now.getTime() - started < mayArriveMs)
    return say('running', 'The outcome has not been recorded yet.');
  if (outcome === null || outcome.state === 'unknown') {
    const podUids = pods.filter(({ ending }) => !ending).map(({ uid }) => uid);
    const found = foundAfterwards(intent, { ...input, podUids });
    if (found === 'not-done') return say('not-done', 'No answer came, and it was not done.');
    if (found === null)
      return say('unknown', outcome?.detail ?? 'The console ended before it knew what came of it.');
  }
  if (annotates.has(intent.action) || intent.action === 'pause') return say('settled', outcome?.detail ?? '');
  if (intent.action === 'evict') {
    const uid = intent.parameters.uid;
    if (pods.some((pod) => pod.uid === uid)) return say('running', 'The pod is still terminating.');
    if (workload === null) return say('settled', 'The pod is gone.');
  }
  if (workload === null) return say('unknown', 'The object is gone.');
  if (isSuperseded(record, workload, input.autoscaler))
    return say('superseded', 'It was changed again afterwards.');
  const wanted = outcome?.generation ?? 0;
  if ((workload.object.metadata.generation ?? 0) < wanted)
    return say('running', 'The change has not arrived yet.');
  if (intent.action === 'setAutoscalerBounds' && !isWithin(workload, intent.parameters))
    return say('running', 'The autoscaler has not set the number of replicas yet.');
  const rollout = rolloutState(workload);
  if (rollout.state === 'complete' || rollout.state === 'paused' || rollout.state === 'held') {
    const short = missing(workload);
    if (short === 0) return say('settled', rollout.message);
  }
  const isOver = now.getTime() - started > staleForMs;
  const refused = reasons.find(
    ({ code, since }) =>
      (code === 'replica-failure' || code === 'progress-deadline') &&
      // Conditions are timed to the second, rounded down: one of the same second may be an earlier action's.
      (isOver || (since !== undefined && Date.parse(since) >= started)),
  );
  if (refused) return say('failed', refused.message ?? rollout.message);
  if (rollout.state === 'failed' && isOver) return say('failed', rollout.message);
  // The time of a pod, too, is rounded down: one of the second of the action may be from before it, and on its way out.
  const newSince = isOver ? Math.floor(started / 1_000) * 1_000 : started;
  const broken = pods.find(
    (pod) =>
      !pod.ending && Date.parse(pod.createdAt) >= newSince && pod.reasons.some(({ code }) => fatal.has(code)),
  );
  const why = broken?.reasons.find(({ code }) => fatal.has(code));
  if (broken && why)
    return say('failed', `${broken.name}: ${why.code}${why.message ? `: ${why.message}` : ''}`);
  return say('running', rollout.message);
}

function isSuperseded(
  { intent, outcome }: ActionRecord,
  workload: Workload,
  autoscaler: AutoscalerBounds | null,
): boolean {
  const { generation = 0 } = workload.object.metadata;
  const { parameters } = intent;
  // Until the change itself is seen, a difference means only that the watch is behind.
  if (generation < (outcome?.generation ?? 0)) return false;
  if (intent.action === 'scale' && workload.kind !== 'daemonsets')
    return (workload.object.spec.replicas ?? 1) !== parameters.replicas;
  if (intent.action === 'setAutoscalerBounds')
    return autoscaler !== null && (autoscaler.min !== parameters.min || autoscaler.max !== parameters.max);
  if (intent.action === 'restart')
    return workload.object.spec.template.metadata?.annotations?.[restartedAt] !== parameters.restartedAt;
  return false;
}

function isWithin(workload: Workload, { min, max }: ActionRecord['intent']['parameters']): boolean {
  if (workload.kind === 'daemonsets') return true;
  const replicas = workload.object.spec.replicas ?? 1;
  return replicas === 0 || (replicas >= Number(min) && replicas <= Number(max));
}

/** Pods that are declared and not available; a paused or held rollout can be complete with all of them. */
function missing(workload: Workload): number {
  if (workload.kind === 'daemonsets') {
    const { desiredNumberScheduled = 0, numberAvailable = 0 } = workload.object.status;
    return Math.max(0, desiredNumberScheduled - numberAvailable);
  }
  const { spec, status } = workload.object;
  const available = status.availableReplicas ?? status.readyReplicas ?? 0;
  const present = status.replicas ?? 0;
  const wanted = spec.replicas ?? 1;
  return Math.max(
    wanted - available,
    present - wanted - (workload.kind === 'deployments' ? surgeOf(workload) : 0),
    0,
  );
}

/** A paused rollout keeps its surge. */
function surgeOf(workload: Extract<Workload, { kind: 'deployments' }>): number {
  return workload.object.spec.paused ? Number.MAX_SAFE_INTEGER : 0;
}
