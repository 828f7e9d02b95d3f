import { cut } from '../cut.ts';
import type { KubernetesEvent } from '../kubernetes.ts';
import type { FunctionRef } from '../pod/pod-view.ts';

/** A cluster event that matters to an operator, as the activity list shows it. */
export interface EventView {
  /** The event object's uid. */
  key: string;
  /** RFC 3339, when it was last seen. */
  at: string;
  firstAt: string | null;
  count: number;
  type: 'Normal' | 'Warning' | 'other';
  reason: string;
  message: string;
  namespace: string | null;
  object: { kind: string; name: string };
  /** The function it concerns, as `namespace/kind/name`, where it can be told. */
  function: string | null;
  source: string | null;
}

/**
 * Normal events that tell of a change of state. The many that every pod start makes (Scheduled, Created, Started) do
 * not: the pod list shows it.
 */
const normalReasons = new Set([
  'ScalingReplicaSet', // pkg/controller/deployment
  'DeploymentRollback',
  'SuccessfulCreate', // pkg/controller/statefulset, daemon, replicaset
  'SuccessfulDelete',
  'SuccessfulRescale', // pkg/controller/podautoscaler
  'Killing', // pkg/kubelet
  'BackOff', // pkg/kubelet: of an image pull it is a normal event
  'Preempted', // pkg/scheduler
  'TaintManagerEviction', // pkg/controller/tainteviction
  'NodeReady', // pkg/controller/nodelifecycle, pkg/kubelet
  'NodeNotReady',
  'NodeSchedulable',
  'NodeNotSchedulable',
  'Starting', // pkg/kubelet, kube-proxy: restarted
  'Rebooted',
  'AddedInterface', // Multus: pkg/multus/multus.go
]);

/** What the console itself does is recorded under this source, and always matters. */
const ownSource = 'cnf-console';

/**
 * Whether an operator cares about an event: every warning, and normal ones that tell of scaling, killing, a node, a new
 * image or a network.
 * Source of the names: the packages of k8s.io/kubernetes named above, v1.34.
 */
export function eventMatters(event: KubernetesEvent): boolean {
  if (event.type !== 'Normal' || event.source === ownSource || normalReasons.has(event.reason ?? ''))
    return true;
  // An image that the node had already is no news.
  return event.reason === 'Pulled' && !/already present on machine/.test(event.message ?? '');
}

/**
 * An event as the activity list shows it; its message is cut to 1,024 characters.
 * @param functionOf the function that the involved object is, or is part of
 */
export function eventView(
  event: KubernetesEvent,
  functionOf: (involved: KubernetesEvent['involved']) => FunctionRef | null,
): EventView {
  const ref = functionOf(event.involved);
  return {
    key: event.metadata.uid,
    at: event.lastAt ?? event.firstAt ?? event.metadata.creationTimestamp,
    firstAt: event.firstAt ?? null,
    count: event.count,
    type: event.type === 'Normal' || event.type === 'Warning' ? event.type : 'other',
    reason: event.reason ?? '',
    message: cut((event.message ?? '').trim(), 1024),
    namespace: event.involved.namespace || event.metadata.namespace || null,
    object: { kind: event.involved.kind ?? '', name: event.involved.name ?? '' },
    function: ref ? `${ref.namespace}/${ref.kind}/${ref.name}` : null,
    source: event.source ?? null,
  };
}
