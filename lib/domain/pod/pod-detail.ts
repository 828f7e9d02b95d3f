import type { Container, ContainerState, ContainerStatus, Pod } from '../kubernetes.ts';
import type { ContainerView } from './container-view.ts';

/** The pod's containers: init containers first, in the order of the spec; without a status yet, as waiting. */
export function containerViews(pod: Pod): ContainerView[] {
  const view = (init: boolean, statuses: readonly ContainerStatus[]) => (container: Container) =>
    containerView(
      container,
      init,
      statuses.find((s) => s.name === container.name),
    );
  return [
    ...(pod.spec.initContainers ?? []).map(view(true, pod.status.initContainerStatuses ?? [])),
    ...pod.spec.containers.map(view(false, pod.status.containerStatuses ?? [])),
  ];
}

function containerView(
  container: Container,
  init: boolean,
  status: ContainerStatus | undefined,
): ContainerView {
  const last = status?.lastState?.terminated;
  return {
    name: container.name,
    init,
    image: container.image ?? status?.image ?? '',
    imageID: status?.imageID || null,
    ready: status?.ready ?? false,
    ...describe(status?.state),
    restartCount: status?.restartCount ?? 0,
    lastTermination: last
      ? {
          reason: last.reason ?? null,
          exitCode: last.exitCode,
          at: last.finishedAt ?? null,
          message: last.message ?? null,
        }
      : null,
  };
}

/** Source: k8s.io/kubectl pkg/describe/describe.go `describeStatus`, v1.34: a container without a state is waiting. */
function describe(state: ContainerState | undefined): Pick<ContainerView, 'state' | 'message' | 'since'> {
  if (state?.running) return { state: 'Running', message: null, since: state.running.startedAt ?? null };
  if (state?.terminated) {
    const { reason, signal, exitCode, message, finishedAt } = state.terminated;
    const words = reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
    return { state: words, message: message ?? null, since: finishedAt ?? null };
  }
  return {
    state: state?.waiting?.reason || 'Waiting',
    message: state?.waiting?.message ?? null,
    since: null,
  };
}
