import type { RoutingSummary } from '../frr/routing-summary.ts';
import { healthOf } from '../health.ts';
import type { KubernetesEvent, NetworkAttachmentDefinition, Pod } from '../kubernetes.ts';
import type { PodNetwork } from '../network/path.ts';
import { podInterfaces } from '../network/pod-interfaces.ts';
import { versionOfImage } from '../workload/version.ts';
import { podReasons } from './pod-health.ts';
import { podReady, podRestarts, podStatus } from './pod-status.ts';
import type { FunctionRef, PodRow } from './pod-view.ts';

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
  /** Warning events about this pod. */
  warnings: readonly KubernetesEvent[];
}

/** A pod as lists show it. */
export function podRow(pod: Pod, context: PodContext): PodRow {
  const { interfaces, reasons: networkReasons } = podInterfaces(pod, context);
  const reasons = [...podReasons(pod, context.now, context.warnings), ...networkReasons];
  const restarts = podRestarts(pod);
  const main =
    pod.spec.containers.find((c) => c.name === context.owner?.mainContainer) ?? pod.spec.containers[0];
  return {
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    ready: podReady(pod),
    status: podStatus(pod),
    restartCount: restarts.count,
    lastRestartAt: restarts.lastRestartAt,
    createdAt: pod.metadata.creationTimestamp,
    node: pod.spec.nodeName ?? null,
    podIP: pod.status.podIP ?? null,
    function: context.owner?.ref ?? null,
    chain: context.owner?.chain ?? null,
    version: main?.image ? versionOfImage(main.image) : null,
    health: healthOf(reasons),
    reasons,
    interfaces,
    routing: context.routing,
  };
}
