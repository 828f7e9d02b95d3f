import { cut } from '../cut.ts';
import type { Reason, ReasonCode } from '../health.ts';
import type { ContainerStatus, Pod } from '../kubernetes.ts';
import { isSidecar } from './pod-status.ts';

/** How long ago a restart still deserves a warning, in milliseconds. */
export const recentRestart = 10 * 60 * 1000;
/** So many restarts, the last of them recent, are a loop. */
const loopsFrom = 3;

/**
 * What a container is waiting for, where it does not come by itself. All of them keep the pod from serving.
 * Sources: k8s.io/kubernetes pkg/kubelet/images/types.go (image pull), pkg/kubelet/container/sync_result.go and
 * pkg/kubelet/kuberuntime/kuberuntime_container.go (crash loop, create and run errors), v1.34.
 */
const waitingCodes: ReadonlyMap<string, ReasonCode> = new Map<string, ReasonCode>([
  ['ErrImagePull', 'image-pull'],
  ['ImagePullBackOff', 'image-pull'],
  ['ErrImageNeverPull', 'image-pull'],
  ['InvalidImageName', 'image-pull'],
  ['ImageInspectError', 'image-pull'],
  ['RegistryUnavailable', 'image-pull'],
  ['SignatureValidationFailed', 'image-pull'],
  ['CrashLoopBackOff', 'crash-loop'],
  ['CreateContainerConfigError', 'container-config'],
  ['CreateContainerError', 'container-failed'],
  ['RunContainerError', 'container-failed'],
  ['PreStartHookError', 'container-failed'],
  ['PostStartHookError', 'container-failed'],
  ['PreCreateHookError', 'container-failed'],
]);

/** What is wrong with the containers of a pod that has not ended; init containers first. */
export function containerReasons(pod: Pod, now: Date): Reason[] {
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map((c) => c.name));
  const init = (pod.status.initContainerStatuses ?? []).flatMap((c) =>
    reasonsOf(pod, c, now, !sidecars.has(c.name)),
  );
  return [...init, ...(pod.status.containerStatuses ?? []).flatMap((c) => reasonsOf(pod, c, now, false))];
}

function reasonsOf(pod: Pod, container: ContainerStatus, now: Date, endsByDesign: boolean): Reason[] {
  const { waiting, terminated } = container.state ?? {};
  const last = container.lastState?.terminated;
  const subject = container.name;
  const code = waitingCodes.get(waiting?.reason ?? '');
  if (waiting && code) {
    const lastWords = code === 'crash-loop' ? crashWords(container) : undefined;
    const times = waitingTimes(pod, last?.finishedAt);
    const words = lastWords ?? waiting.message ?? waiting.reason;
    const reasons = [{ ...make(code, 'down', subject, words, undefined), ...times }];
    if (last?.reason === 'OOMKilled')
      reasons.push({ ...make('oom-killed', 'down', subject, last.message, undefined), ...times });
    return reasons;
  }
  if (terminated && !(endsByDesign && terminated.exitCode === 0)) {
    if (terminated.reason === 'OOMKilled')
      return [make('oom-killed', 'down', subject, terminated.message, terminated.finishedAt)];
    if (terminated.exitCode === 0) return [];
    const words = terminated.message ?? `${terminated.reason ?? 'Error'} (exit code ${terminated.exitCode})`;
    return [make('container-failed', 'down', subject, words, terminated.finishedAt)];
  }
  const ago = now.getTime() - Date.parse(last?.finishedAt ?? '');
  if (!last || !(ago < recentRestart)) return [];
  // Between two crashes it runs for a while. It has not come out of it as long as it is not ready.
  if (!container.ready && last.exitCode !== 0 && container.restartCount >= loopsFrom) {
    const reason = make('crash-loop', 'down', subject, crashWords(container), undefined);
    return [{ ...reason, ...waitingTimes(pod, last.finishedAt) }];
  }
  const oom = last.reason === 'OOMKilled';
  const words = last.message ?? `${last.reason ?? ''} (exit code ${last.exitCode})`.trim();
  return [make(oom ? 'oom-killed' : 'restarted-recently', 'degraded', subject, words, last.finishedAt)];
}

function crashWords({ lastState, restartCount }: ContainerStatus): string | undefined {
  const last = lastState?.terminated;
  return last && `${last.reason ?? ''} (exit code ${last.exitCode}), restartCount ${restartCount}`.trim();
}

/**
 * A waiting container does not say since when; that its pod is not ready does, unless that is no older than the last crash: then
 * the pod has been ready in between, and when it began is not known.
 */
function waitingTimes(pod: Pod, lastEnd: string | undefined): Pick<Reason, 'since' | 'lastAt'> {
  const since = notReadySince(pod);
  const isOlder = since !== undefined && !(Date.parse(since) >= Date.parse(lastEnd ?? ''));
  return { ...(isOlder ? { since } : {}), ...(lastEnd ? { lastAt: lastEnd } : {}) };
}

/** Source: core/v1 PodCondition `ContainersReady`. */
function notReadySince({ status }: Pod): string | undefined {
  const ready = status.conditions?.find(({ type }) => type === 'ContainersReady');
  return ready?.status === 'False' ? ready.lastTransitionTime : undefined;
}

function make(
  code: ReasonCode,
  health: Reason['health'],
  subject: string,
  message: string | undefined,
  since: string | undefined,
): Reason {
  return {
    code,
    health,
    subject,
    ...(message ? { message: cut(message, 1024) } : {}),
    ...(since ? { since } : {}),
  };
}
