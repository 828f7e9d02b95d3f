import type { ContainerState, ContainerStatus, Pod } from '#lib/domain/kubernetes.ts';
import { intern } from './intern.ts';
import { condition, metadata } from './metadata.ts';
import { podSpec } from './pod-spec.ts';
import { flag, isRecord, lean, number, record, some, text, type Wire } from './wire.ts';

export function trimPod(object: Wire): Pod {
  const status = record(object.status);
  return {
    metadata: metadata(object),
    spec: podSpec(object.spec),
    status: lean<Pod['status']>({
      phase: intern(text(status.phase)),
      reason: intern(text(status.reason)),
      message: text(status.message),
      podIP: text(status.podIP),
      podIPs: some(status.podIPs, (item) => ({ ip: text(item.ip) ?? '' })),
      hostIP: intern(text(status.hostIP)),
      startTime: intern(text(status.startTime)),
      conditions: some(status.conditions, condition),
      containerStatuses: some(status.containerStatuses, containerStatus),
      initContainerStatuses: some(status.initContainerStatuses, containerStatus),
    }),
  };
}

function containerStatus(value: Wire): ContainerStatus {
  return lean<ContainerStatus>({
    name: intern(text(value.name) ?? ''),
    image: intern(text(value.image) ?? ''),
    imageID: intern(text(value.imageID) ?? ''),
    ready: value.ready === true,
    started: flag(value.started),
    restartCount: number(value.restartCount) ?? 0,
    state: containerState(value.state),
    lastState: containerState(value.lastState),
  });
}

function containerState(value: unknown): ContainerState | undefined {
  const { waiting, running, terminated } = record(value);
  if (isRecord(waiting)) {
    const { reason, message } = record(waiting);
    return {
      waiting: lean<NonNullable<ContainerState['waiting']>>({
        reason: intern(text(reason)),
        message: text(message),
      }),
    };
  }
  if (isRecord(running)) {
    return {
      running: lean<NonNullable<ContainerState['running']>>({
        startedAt: intern(text(record(running).startedAt)),
      }),
    };
  }
  if (!isRecord(terminated)) return undefined;
  const end = record(terminated);
  return {
    terminated: lean<NonNullable<ContainerState['terminated']>>({
      exitCode: number(end.exitCode) ?? 0,
      signal: number(end.signal),
      reason: intern(text(end.reason)),
      message: text(end.message),
      startedAt: text(end.startedAt),
      finishedAt: text(end.finishedAt),
    }),
  };
}
