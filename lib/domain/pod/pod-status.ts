import type { Container, ContainerState, ContainerStatus, Pod } from '../kubernetes.ts';

/** The STATUS, READY and RESTARTS columns of `kubectl get pods`, which come out of one walk over the containers. */
interface Columns {
  status: string;
  ready: string;
  restarts: { count: number; lastRestartAt: string | null };
}

/**
 * The API server prints the table, so its minor version decides where no field of the pod does:
 * - 1.26: a pod with scheduling gates is called `SchedulingGated` (KEP-3521)
 * - 1.29: a pod that was initialized once is judged by its containers, also while an init container runs (again)
 * - 1.32: a pod that has ended is not called `Terminating` while it is being deleted (kubernetes/kubernetes#122038)
 */
const since = { schedulingGates: 26, initializedOnce: 29, endedNotTerminating: 32 } as const;
const newest = Number.POSITIVE_INFINITY;

/**
 * The STATUS column of `kubectl get pods`: `Running`, `CrashLoopBackOff`, `Init:0/1`, `Completed`, …
 * @param serverMinor the API server's minor version (20 for v1.20); the newest where it is not known
 * Source: pkg/printers/internalversion/printers.go `printPod`, v1.20 and v1.34.
 */
export function podStatus(pod: Pod, serverMinor: number = newest): string {
  return columns(pod, serverMinor).status;
}

/** The READY column of `kubectl get pods`: ready and all containers, sidecar init containers included. Source: as above. */
export function podReady(pod: Pod, serverMinor: number = newest): string {
  return columns(pod, serverMinor).ready;
}

/** What the RESTARTS column is made of; the time is RFC 3339. Source: as above. */
export function podRestarts(pod: Pod, serverMinor: number = newest): Columns['restarts'] {
  return columns(pod, serverMinor).restarts;
}

function columns(pod: Pod, serverMinor: number): Columns {
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map((c) => c.name));
  const initStatuses = pod.status.initContainerStatuses ?? [];
  const statuses = pod.status.containerStatuses ?? [];
  let status = pod.status.reason || pod.status.phase || '';
  const gated = pod.status.conditions?.some(
    (c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated',
  );
  if (gated && serverMinor >= since.schedulingGates) {
    status = 'SchedulingGated';
  }

  let ready = 0;
  let counted: readonly ContainerStatus[] = [];
  let initializing = false;
  for (const [index, container] of initStatuses.entries()) {
    counted = initStatuses.slice(0, index + 1);
    if (container.state?.terminated?.exitCode === 0) continue;
    if (sidecars.has(container.name) && container.started) {
      if (container.ready) ready += 1;
      continue;
    }
    status = initReason(container.state, index, pod.spec.initContainers?.length ?? 0);
    initializing = true;
    break;
  }

  if (!initializing || (serverMinor >= since.initializedOnce && holds(pod, 'Initialized'))) {
    counted = [...counted.filter((c) => sidecars.has(c.name)), ...statuses];
    let running = false;
    for (const container of statuses.toReversed()) {
      const reason = stateReason(container.state);
      if (reason !== null) status = reason;
      else if (container.ready && container.state?.running) {
        running = true;
        ready += 1;
      }
    }
    if (status === 'Completed' && running) status = holds(pod, 'Ready') ? 'Running' : 'NotReady';
  }

  const ended = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (pod.status.reason === 'NodeLost') status = 'Unknown';
    else if (!ended || serverMinor < since.endedNotTerminating) status = 'Terminating';
  }
  return {
    status,
    ready: `${ready}/${pod.spec.containers.length + sidecars.size}`,
    restarts: {
      count: counted.reduce((sum, c) => sum + c.restartCount, 0),
      lastRestartAt: latest(counted.map((c) => c.lastState?.terminated?.finishedAt)),
    },
  };
}

/** A sidecar is an init container that goes on running beside the others. Source: KEP-753, v1.28. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function initReason(state: ContainerState | undefined, index: number, total: number): string {
  if (state?.terminated) return `Init:${stateReason(state)}`;
  const waiting = state?.waiting?.reason;
  return waiting && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${total}`;
}

function stateReason(state: ContainerState | undefined): string | null {
  if (state?.waiting?.reason) return state.waiting.reason;
  if (!state?.terminated) return null;
  const { reason, signal, exitCode } = state.terminated;
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

function holds(pod: Pod, type: string): boolean {
  return pod.status.conditions?.some((c) => c.type === type && c.status === 'True') ?? false;
}

function latest(times: readonly (string | undefined)[]): string | null {
  return times.reduce<string | null>(
    (last, time) => (time && (last === null || Date.parse(time) > Date.parse(last)) ? time : last),
    null,
  );
}
