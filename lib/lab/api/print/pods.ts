import { array, isRecord, type LabObject, numberOr, record, text } from '../object.ts';
import { age } from './age.ts';
import { columns, type Printer } from './printer.ts';

type Fields = Record<string, unknown>;

/** pkg/printers/internalversion/printers.go, printPod. */
export const podPrinter: Printer = {
  columns: columns(
    'Name',
    'Ready',
    'Status',
    'Restarts',
    'Age',
    'IP+',
    'Node+',
    'Nominated Node+',
    'Readiness Gates+',
  ),
  cells: (pod, now) => {
    const { ready, total, reason, restarts, lastRestart } = summarize(pod);
    const spec = record(pod.spec);
    const status = record(pod.status);
    const ago =
      restarts > 0 && lastRestart > 0 ? ` (${age(new Date(lastRestart).toISOString(), now)} ago)` : '';
    return [
      pod.metadata.name,
      `${ready}/${total}`,
      reason,
      `${restarts}${ago}`,
      age(pod.metadata.creationTimestamp, now),
      text(record(array(status.podIPs)[0]).ip) || text(status.podIP) || '<none>',
      text(spec.nodeName) || '<none>',
      text(status.nominatedNodeName) || '<none>',
      readinessGates(spec, status),
    ];
  },
};

interface Summary {
  ready: number;
  total: number;
  reason: string;
  restarts: number;
  /** Milliseconds of the epoch; 0 for never. */
  lastRestart: number;
}

function summarize(pod: LabObject): Summary {
  const spec = record(pod.spec);
  const status = record(pod.status);
  const phase = text(status.phase);
  const initContainers = array(spec.initContainers).map(record);
  const sidecars = new Set(
    initContainers.filter((item) => item.restartPolicy === 'Always').map((item) => text(item.name)),
  );
  const init = initProgress(array(status.initContainerStatuses).map(record), initContainers.length, sidecars);
  const summary: Summary = {
    ready: init.ready,
    total: array(spec.containers).length + sidecars.size,
    reason: init.reason ?? (isSchedulingGated(status) ? 'SchedulingGated' : text(status.reason) || phase),
    restarts: init.restarts,
    lastRestart: init.lastRestart,
  };
  if (init.reason === undefined || conditionIsTrue(status, 'Initialized')) {
    summary.restarts = init.sidecarRestarts;
    summary.lastRestart = init.sidecarLastRestart;
    addContainers(summary, array(status.containerStatuses).map(record), status);
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (status.reason === 'NodeLost') summary.reason = 'Unknown';
    else if (phase !== 'Succeeded' && phase !== 'Failed') summary.reason = 'Terminating';
  }
  return summary;
}

function addContainers(summary: Summary, statuses: Fields[], status: Fields): void {
  let isRunning = false;
  for (const container of statuses.toReversed()) {
    summary.restarts += numberOr(container.restartCount, 0);
    summary.lastRestart = Math.max(summary.lastRestart, finishedAt(container));
    const { waiting, terminated, running } = record(container.state);
    if (text(record(waiting).reason) !== '') summary.reason = text(record(waiting).reason);
    else if (isRecord(terminated)) summary.reason = terminatedReason(terminated, '');
    else if (container.ready === true && isRecord(running)) {
      isRunning = true;
      summary.ready += 1;
    }
  }
  if (summary.reason === 'Completed' && isRunning) {
    summary.reason = conditionIsTrue(status, 'Ready') ? 'Running' : 'NotReady';
  }
}

interface InitProgress {
  reason: string | undefined;
  ready: number;
  restarts: number;
  lastRestart: number;
  sidecarRestarts: number;
  sidecarLastRestart: number;
}

function initProgress(statuses: Fields[], total: number, sidecars: ReadonlySet<string>): InitProgress {
  const progress: InitProgress = {
    reason: undefined,
    ready: 0,
    restarts: 0,
    lastRestart: 0,
    sidecarRestarts: 0,
    sidecarLastRestart: 0,
  };
  for (const [index, container] of statuses.entries()) {
    const isSidecar = sidecars.has(text(container.name));
    const restarts = numberOr(container.restartCount, 0);
    progress.restarts += restarts;
    progress.lastRestart = Math.max(progress.lastRestart, finishedAt(container));
    if (isSidecar) {
      progress.sidecarRestarts += restarts;
      progress.sidecarLastRestart = Math.max(progress.sidecarLastRestart, finishedAt(container));
    }
    const { waiting, terminated } = record(container.state);
    if (isRecord(terminated) && terminated.exitCode === 0) continue;
    if (isSidecar && container.started === true) {
      if (container.ready === true) progress.ready += 1;
      continue;
    }
    const waitingReason = text(record(waiting).reason);
    if (isRecord(terminated)) progress.reason = terminatedReason(terminated, 'Init:');
    else if (waitingReason !== '' && waitingReason !== 'PodInitializing')
      progress.reason = `Init:${waitingReason}`;
    else progress.reason = `Init:${index}/${total}`;
    break;
  }
  return progress;
}

function terminatedReason(terminated: Fields, prefix: string): string {
  if (text(terminated.reason) !== '') return prefix + text(terminated.reason);
  const signal = numberOr(terminated.signal, 0);
  return signal !== 0 ? `${prefix}Signal:${signal}` : `${prefix}ExitCode:${numberOr(terminated.exitCode, 0)}`;
}

function finishedAt(container: Fields): number {
  const time = Date.parse(text(record(record(container.lastState).terminated).finishedAt));
  return Number.isNaN(time) ? 0 : time;
}

function conditionIsTrue(status: Fields, type: string): boolean {
  return array(status.conditions).some(
    (item) => record(item).type === type && record(item).status === 'True',
  );
}

function isSchedulingGated(status: Fields): boolean {
  return array(status.conditions).some(
    (item) => record(item).type === 'PodScheduled' && record(item).reason === 'SchedulingGated',
  );
}

function readinessGates(spec: Fields, status: Fields): string {
  const gates = array(spec.readinessGates).map((gate) => text(record(gate).conditionType));
  if (gates.length === 0) return '<none>';
  return `${gates.filter((gate) => conditionIsTrue(status, gate)).length}/${gates.length}`;
}
