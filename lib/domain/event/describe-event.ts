import type { KubernetesEvent } from '../kubernetes.ts';
import type { FunctionRef } from '../pod/pod-view.ts';
import type { EventView } from './event-view.ts';

/** Whether an operator cares about an event. */
export function eventMatters(event: KubernetesEvent): boolean {
  return event.type === 'Warning';
}

/**
 * An event as the activity list shows it.
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
    message: event.message ?? '',
    namespace: event.involved.namespace ?? event.metadata.namespace ?? null,
    object: { kind: event.involved.kind ?? '', name: event.involved.name ?? '' },
    function: ref ? `${ref.namespace}/${ref.kind}/${ref.name}` : null,
    source: event.source ?? null,
  };
}
