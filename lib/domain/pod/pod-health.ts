import { cut } from '../cut.ts';
import type { Health, Reason, ReasonCode } from '../health.ts';
import type { Condition, KubernetesEvent, Pod } from '../kubernetes.ts';
import { containerReasons } from './container-reasons.ts';
import { isSidecar } from './pod-status.ts';

/** For so long after its start, an unready container is starting and not failing; milliseconds. */
const startingTime = 60 * 1000;
/** For so long a pod may be pending before a person should look; milliseconds. */
const pendingTime = 10 * 60 * 1000;
/** `deletionTimestamp` is when the grace period ends; the kubelet gets so long after it to clean up; milliseconds. */
const deletionTime = 60 * 1000;

/** Warnings that say why a pod's sandbox or network is not made. Sources: pkg/kubelet/events/event.go, v1.34; multus-cni pkg/k8sclient/k8sclient.go, v4.2. */
const sandboxEvents = new Set([
  'FailedCreatePodSandBox',
  'NoNetworkFound',
  'NetworkNotReady',
  'FailedPodSandBoxStatus',
]);
/** Warnings that say why a pod's volumes, so its configuration, are not there. Source: as above. */
const volumeEvents = new Set(['FailedMount', 'FailedAttachVolume', 'FailedMapVolume']);

interface Facts {
  pod: Pod;
  now: number;
  warnings: readonly KubernetesEvent[];
  containers: readonly Reason[];
}

/** Each rule answers one question about a pod that has not ended and is not being deleted; all that hold are shown. */
const rules: readonly ((facts: Facts) => Reason[])[] = [
  // Source: pkg/scheduler/schedule_one.go `handleSchedulingFailure`; KEP-3521 for gates.
  ({ pod }) => {
    const scheduled = condition(pod, 'PodScheduled');
    if (scheduled?.status !== 'False') return [];
    const gated = scheduled.reason === 'SchedulingGated';
    return [reason('unschedulable', gated ? 'progressing' : 'down', scheduled)];
  },
  // Only while nothing runs: a sandbox that was made in the end leaves its events behind.
  ({ pod, warnings }) => (hasSandbox(pod) ? [] : latestOf(pod, warnings, sandboxEvents, 'sandbox-failed')),
  ({ pod, warnings }) => (hasSandbox(pod) ? [] : latestOf(pod, warnings, volumeEvents, 'container-config')),
  ({ containers }) => [...containers],
  starting,
  notReady,
  // Source: KEP-580: a pod is Ready only when each gate's condition is True.
  ({ pod, now }) => {
    if (pod.status.phase !== 'Running' || condition(pod, 'Ready')?.status === 'True') return [];
    const since = condition(pod, 'ContainersReady');
    if (since?.status !== 'True') return [];
    return (pod.spec.readinessGates ?? [])
      .filter((gate) => condition(pod, gate.conditionType)?.status !== 'True')
      .map((gate) => ({
        ...reason(
          'readiness-gate',
          young(since.lastTransitionTime, now) ? 'progressing' : 'down',
          condition(pod, gate.conditionType),
        ),
        subject: gate.conditionType,
      }));
  },
];

/**
 * Why a pod is not `ok`; empty where it is. A pod that has succeeded is ok: it did what it was for.
 * @param warnings warning events about this pod, in any order
 */
export function podReasons(pod: Pod, now: Date, warnings: readonly KubernetesEvent[] = []): Reason[] {
  const { phase, reason: why, message } = pod.status;
  // Source: pkg/controller/util/node/controller_utils.go `SetPodTerminationReason`; phase Unknown before v1.20.
  if (why === 'NodeLost' || phase === 'Unknown')
    return [withMessage({ code: 'node-lost', health: 'down' }, message)];
  if (pod.metadata.deletionTimestamp !== undefined)
    return [deletion(pod.metadata.deletionTimestamp, now.getTime())];
  if (phase === 'Succeeded') return [];
  if (phase === 'Failed') {
    // Source: pkg/kubelet/eviction/eviction_manager.go; what is left of an eviction has been replaced by its controller.
    if (why === 'Evicted') return [withMessage({ code: 'evicted', health: 'degraded' }, message)];
    return [withMessage({ code: 'pod-failed', health: 'down' }, message ?? lastWords(pod))];
  }
  const facts: Facts = { pod, now: now.getTime(), warnings, containers: containerReasons(pod, now) };
  return rules.flatMap((rule) => rule(facts));
}

function deletion(at: string, now: number): Reason {
  const stuck = now - Date.parse(at) > deletionTime;
  return {
    code: stuck ? 'stuck-terminating' : 'terminating',
    health: stuck ? 'degraded' : 'progressing',
    since: at,
  };
}

/** On its way: nothing has failed, and no container is there yet or an init container is at work. */
function starting({ pod, now, containers, warnings }: Facts): Reason[] {
  if (pod.status.phase === 'Running' || condition(pod, 'PodScheduled')?.status === 'False') return [];
  if (containers.some((c) => c.health === 'down')) return [];
  if (
    !hasSandbox(pod) &&
    warnings.some((w) => sandboxEvents.has(w.reason ?? '') || volumeEvents.has(w.reason ?? ''))
  )
    return [];
  const since = pod.status.startTime ?? pod.metadata.creationTimestamp;
  const health: Health = now - Date.parse(since) > pendingTime ? 'degraded' : 'progressing';
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map((c) => c.name));
  const current = pod.status.initContainerStatuses?.find(
    (c) => !sidecars.has(c.name) && c.state?.terminated?.exitCode !== 0,
  );
  return current?.state?.running
    ? [
        {
          code: 'initializing',
          health,
          subject: current.name,
          since: current.state.running.startedAt ?? since,
        },
      ]
    : [{ code: 'starting', health, since }];
}

/** Running but not Ready, where no container says why. Source: pkg/kubelet/status/generate.go, v1.34. */
function notReady({ pod, now, containers }: Facts): Reason[] {
  if (pod.status.phase !== 'Running' || condition(pod, 'Ready')?.status === 'True') return [];
  if (condition(pod, 'ContainersReady')?.status === 'True' || containers.some((c) => c.health === 'down'))
    return [];
  const unready = [
    ...(pod.status.initContainerStatuses ?? []),
    ...(pod.status.containerStatuses ?? []),
  ].filter((c) => !c.ready && !(c.state?.terminated?.exitCode === 0));
  if (unready.length === 0) return [reason('not-ready', 'down', condition(pod, 'Ready'))];
  return unready.map((c) => {
    const isStarting = !c.state?.running || c.started === false || young(c.state.running.startedAt, now);
    const since = c.state?.running?.startedAt;
    const ready = condition(pod, 'Ready');
    return isStarting
      ? { code: 'starting', health: 'progressing', subject: c.name, ...(since ? { since } : {}) }
      : { ...reason('not-ready', 'down', ready), subject: c.name };
  });
}

function hasSandbox(pod: Pod): boolean {
  const all = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  return pod.status.phase === 'Running' || all.some((c) => c.state?.running || c.state?.terminated);
}

/**
 * The newest warning says why; since when is the pod's own start, because events are forgotten after an hour and each
 * attempt may be an event of its own, while a pod without a sandbox has been in trouble since the kubelet took it.
 */
function latestOf(
  pod: Pod,
  warnings: readonly KubernetesEvent[],
  names: ReadonlySet<string>,
  code: ReasonCode,
): Reason[] {
  const at = (w: KubernetesEvent) => w.lastAt ?? w.firstAt ?? w.metadata.creationTimestamp;
  const found = warnings
    .filter((w) => names.has(w.reason ?? ''))
    .toSorted((a, b) => (at(a) < at(b) ? 1 : -1))[0];
  return found
    ? [
        {
          ...withMessage({ code, health: 'down' }, found.message && causeOf(found.message)),
          since: pod.status.startTime ?? found.firstAt ?? at(found),
        },
      ]
    : [];
}

/**
 * What went wrong at last, without the chain of who called whom before it: the container runtime, the CNI shim and Multus each
 * put their name and a hash before it, and the cause would be cut off. The whole is in the event. A text that is not known is kept.
 * Sources: containerd internal/cri/server/sandbox_run.go; multus-cni pkg/server/server.go `handleCNIRequest`, pkg/multus/multus.go
 * `cmdErr`.
 */
function causeOf(message: string): string {
  const multus = /.*Multus: \[[^\]]*\]: (.+?)'?$/s.exec(message)?.[1];
  return multus ?? /for sandbox "[0-9a-f]{64}": (.+)$/s.exec(message)?.[1] ?? message;
}

function lastWords(pod: Pod): string | undefined {
  const failed = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].find(
    (c) => (c.state?.terminated?.exitCode ?? 0) !== 0,
  );
  const ended = failed?.state?.terminated;
  return ended && `${failed.name}: ${ended.message ?? ended.reason ?? 'Error'} (exit code ${ended.exitCode})`;
}

function condition(pod: Pod, type: string): Condition | undefined {
  return pod.status.conditions?.find((c) => c.type === type);
}

function reason(code: ReasonCode, health: Health, from: Condition | undefined): Reason {
  const since = from?.lastTransitionTime;
  return { ...withMessage({ code, health }, from?.message), ...(since ? { since } : {}) };
}

function withMessage(made: Reason, message: string | undefined): Reason {
  return message ? { ...made, message: cut(message, 1024) } : made;
}

/** False for a time that is not there or cannot be read. */
function young(since: string | undefined, now: number): boolean {
  return since !== undefined && now - Date.parse(since) < startingTime;
}
