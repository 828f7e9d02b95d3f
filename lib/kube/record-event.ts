import { recordSource } from '#lib/domain/action/record.ts';
import type { KubernetesEvent } from '#lib/domain/kubernetes.ts';
import type { Result } from '#lib/domain/result.ts';
import { ok } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { trim } from './trim/trim.ts';

/** What an Event is about. */
export interface EventObject {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
}

export interface RecordedEvent {
  name: string;
  object: EventObject;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  annotations: Record<string, string>;
  at: string;
}

/** Creates a core/v1 Event. Fault `conflict` where one of that name exists: it has been recorded before. */
export async function recordEvent(
  connection: Connection,
  event: RecordedEvent,
): Promise<Result<unknown, RequestFault>> {
  const { namespace } = event.object;
  // RFC 3339 in seconds: metav1.Time has no more.
  const at = event.at.replace(/\.\d+Z$/, 'Z');
  return requestJson(connection, pathOf(namespace), {
    method: 'POST',
    right: { verb: 'create', group: '', resource: 'events', namespace },
    body: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: event.name, namespace, annotations: event.annotations },
      involvedObject: event.object,
      type: event.type,
      reason: event.reason,
      message: event.message,
      source: { component: recordSource },
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
    }),
  });
}

/** Reads one Event; null where there is none. */
export async function readEvent(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<KubernetesEvent | null, RequestFault>> {
  const path = `${pathOf(namespace)}/${encodeURIComponent(name)}`;
  const answer = await requestJson(connection, path, {
    right: { verb: 'get', group: '', resource: 'events', namespace, name },
  });
  if (answer.ok) return ok(trim('events', answer.value, { resource: 'events', keepsData: () => false }));
  return answer.fault.kind === 'not-found' ? ok(null) : answer;
}

const pathOf = (namespace: string): string => `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;
