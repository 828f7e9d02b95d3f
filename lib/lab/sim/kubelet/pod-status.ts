import { timestamp } from '../../api/object.ts';
import type { Condition, ContainerStatus, Pod, PodStatus } from '../objects.ts';

/** What the kubelet knows of a pod's containers. */
export interface PodFacts {
  nodeAddress: string;
  podIP: string | undefined;
  startTime: string;
  sandboxReady: boolean;
  init: ContainerStatus[];
  main: ContainerStatus[];
}

/** The pod's status as the kubelet writes it (pkg/kubelet/kubelet_pods.go, generateAPIPodStatus). */
export function podStatus(pod: Pod, facts: PodFacts, now: number): PodStatus {
  const restartPolicy = pod.spec.restartPolicy ?? 'Always';
  const phase = phaseOf(facts, restartPolicy);
  const { reason: _reason, message: _message, ...before } = pod.status;
  return {
    ...before,
    phase,
    conditions: conditions(pod, facts, phase, now),
    hostIP: facts.nodeAddress,
    hostIPs: [{ ip: facts.nodeAddress }],
    ...(facts.podIP === undefined ? {} : { podIP: facts.podIP, podIPs: [{ ip: facts.podIP }] }),
    startTime: facts.startTime,
    ...(facts.init.length === 0 ? {} : { initContainerStatuses: structuredClone(facts.init) }),
    containerStatuses: structuredClone(facts.main),
    qosClass: pod.status.qosClass ?? 'BestEffort',
  };
}

function phaseOf({ init, main }: PodFacts, restartPolicy: string): string {
  const failedInit = init.some(
    (item) => item.state.terminated !== undefined && item.state.terminated.exitCode !== 0,
  );
  if (failedInit && restartPolicy === 'Never') return 'Failed';
  if (init.some((item) => item.state.terminated?.exitCode !== 0)) return 'Pending';
  const ended = main.filter((item) => item.state.terminated !== undefined);
  const neverRan = main.some(
    (item) => item.state.waiting !== undefined && item.lastState.terminated === undefined,
  );
  if (neverRan) return 'Pending';
  if (ended.length === main.length && restartPolicy !== 'Always') {
    if (ended.every((item) => item.state.terminated?.exitCode === 0)) return 'Succeeded';
    if (restartPolicy === 'Never') return 'Failed';
  }
  return 'Running';
}

function conditions(pod: Pod, facts: PodFacts, phase: string, now: number): Condition[] {
  const time = timestamp(new Date(now));
  const known = new Map((pod.status.conditions ?? []).map((item) => [item.type, item]));
  const waitingInit = facts.init
    .filter((item) => item.state.terminated?.exitCode !== 0)
    .map(({ name }) => name);
  const unready = facts.main.filter((item) => !item.ready).map(({ name }) => name);
  const completed = phase === 'Succeeded';
  const notReady = (names: string[], reason: string, words: string) => ({
    status: 'False' as const,
    reason,
    message: `containers with ${words} status: [${names.join(' ')}]`,
  });
  const initialized =
    waitingInit.length === 0
      ? { status: 'True' as const }
      : notReady(waitingInit, 'ContainersNotInitialized', 'incomplete');
  const containers = completed
    ? { status: 'False' as const, reason: 'PodCompleted' }
    : unready.length === 0
      ? { status: 'True' as const }
      : notReady(unready, 'ContainersNotReady', 'unready');
  const gates = (pod.spec.readinessGates ?? []).filter(
    (gate) => known.get(gate.conditionType)?.status !== 'True',
  );
  const ready =
    containers.status === 'True' && gates.length > 0
      ? {
          status: 'False' as const,
          reason: 'ReadinessGatesNotReady',
          message: gates
            .map(
              (gate) =>
                `corresponding condition of pod readiness gate "${gate.conditionType}" does not exist.`,
            )
            .join(', '),
        }
      : containers;
  const own: Condition[] = [
    { type: 'PodReadyToStartContainers', status: facts.sandboxReady && !completed ? 'True' : 'False' },
    { type: 'Initialized', ...(completed ? { status: 'True', reason: 'PodCompleted' } : initialized) },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...containers },
    { type: 'PodScheduled', status: 'True' },
  ];
  const types = new Set(own.map(({ type }) => type));
  const foreign = (pod.status.conditions ?? []).filter(({ type }) => !types.has(type));
  return [
    ...own.map((item) => {
      const previous = known.get(item.type);
      const same = previous?.status === item.status ? previous.lastTransitionTime : undefined;
      return { ...item, lastProbeTime: null, lastTransitionTime: same ?? time };
    }),
    ...foreign,
  ];
}
