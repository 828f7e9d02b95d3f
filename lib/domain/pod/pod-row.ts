import type { PodDrift } from '../config/config-view.ts';
import type { RoutingSummary } from '../frr/routing-summary.ts';
import { healthOf } from '../health.ts';
import type { KubernetesEvent, NetworkAttachmentDefinition, Pod } from '../kubernetes.ts';
import type { PodNetwork } from '../network/path.ts';
import { podInterfaces } from '../network/pod-interfaces.ts';
import { mainContainer } from '../workload/main-container.ts';
import { versionOfImage } from '../workload/version.ts';
import { imageOf, isServing } from '../workload/versions.ts';
import { driftReasons } from './drift-reasons.ts';
import { podReasons } from './pod-health.ts';
import { podReady, podRestarts, podStatus } from './pod-status.ts';
import type { FunctionRef, PodRow } from './pod-view.ts';
import { routingReasons } from './routing-reasons.ts';

/** What is known of the function a pod belongs to. */
export interface OwnerContext {
  ref: FunctionRef;
  chain: string | null;
  /** Name of the container that carries the function, from the workload's template. */
  mainContainer: string;
}

/** Everything a pod's row is made of beside the pod itself. */
export interface PodContext {
  now: Date;
  owner: OwnerContext | null;
  definition(namespace: string, name: string): NetworkAttachmentDefinition | undefined;
  /** False where the definitions are not served, not allowed or not listed yet: then none is called missing. */
  definitionsKnown: boolean;
  podNetwork: PodNetwork;
  routing: RoutingSummary | null;
  /** What it runs, compared with its ConfigMap; absent where nothing is compared. */
  drift?: PodDrift | null;
  /** Warning events about this pod. */
  warnings: readonly KubernetesEvent[];
  /** The API server's minor version, for what its version prints otherwise; the newest where it is not known. */
  serverMinor?: number;
}

/** A pod as lists show it: with one verdict, from the pod, its interfaces and its routing sessions. */
export function podRow(pod: Pod, context: PodContext): PodRow {
  const main = context.owner?.mainContainer ?? mainContainer(pod);
  const { interfaces, reasons: annotationReasons } = podInterfaces(pod, context);
  // What has ended, or is about to, keeps neither interfaces nor sessions.
  const live = isServing(pod)
    ? [
        ...annotationReasons,
        ...interfaces.flatMap((i) => i.problem ?? []),
        ...routingReasons(context.routing, startOf(pod, main)),
        ...driftReasons(context.drift ?? null),
      ]
    : [];
  const reasons = [...podReasons(pod, context.now, context.warnings), ...live];
  const restarts = podRestarts(pod, context.serverMinor);
  const { image, imageID } = imageOf(pod, main);
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    ready: podReady(pod, context.serverMinor),
    status: podStatus(pod, context.serverMinor),
    restartCount: restarts.count,
    lastRestartAt: restarts.lastRestartAt,
    createdAt: pod.metadata.creationTimestamp,
    node: pod.spec.nodeName || null,
    podIP: pod.status.podIP || null,
    function: context.owner?.ref ?? null,
    chain: context.owner?.chain ?? null,
    version: image ? versionOfImage(image, imageID) : null,
    health: healthOf(reasons),
    reasons,
    interfaces,
    routing: context.routing,
  };
}

/** When the container that runs now was started, RFC 3339. */
function startOf({ status }: Pod, container: string | undefined): string | undefined {
  return status.containerStatuses?.find(({ name }) => name === container)?.state?.running?.startedAt;
}
