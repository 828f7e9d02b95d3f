import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { evict } from './evict.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { record, text } from './trim/wire.ts';

/**
 * Takes a pod away by eviction. One that is not Ready, which a budget does not count but older API servers refuse to evict
 * all the same, is deleted for exactly the version that was seen: it is then still not Ready. A pod that is gone is no fault.
 * Source: KEP-3017, unhealthyPodEvictionPolicy (v1.27).
 */
export async function takePod(
  connection: Connection,
  pod: { namespace: string; name: string; uid: string },
  unready: boolean,
): Promise<Result<unknown, RequestFault>> {
  const evicted = await evict(connection, pod, false);
  if (evicted.ok || isGone(evicted.fault)) return ok(null);
  if (!unready || evicted.fault.kind !== 'refused') return evicted;
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}`;
  const right = { verb: 'delete', group: '', resource: 'pods', namespace: pod.namespace, name: pod.name };
  const read = await requestJson(connection, path, { right: { ...right, verb: 'get' } });
  if (!read.ok) return isGone(read.fault) ? ok(null) : read;
  const { uid, resourceVersion } = record(record(read.value).metadata);
  if (uid !== pod.uid) return ok(null);
  const conditions = record(record(read.value).status).conditions;
  const ready =
    Array.isArray(conditions) &&
    conditions.some((one) => record(one).type === 'Ready' && record(one).status === 'True');
  if (ready) return evicted;
  const deleted = await requestJson(connection, path, {
    method: 'DELETE',
    right,
    body: JSON.stringify({ preconditions: { uid, resourceVersion: text(resourceVersion) } }),
  });
  return deleted.ok || isGone(deleted.fault) ? ok(null) : deleted;
}

/** Not there, or another one of the same name by now. */
const isGone = (fault: RequestFault): boolean => fault.kind === 'not-found' || codeOf(fault) === 409;
