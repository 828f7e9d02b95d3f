import type { HorizontalPodAutoscaler } from '#lib/domain/kubernetes.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { discover } from './discovery.ts';
import { type RequestFault, requestJson } from './request.ts';
import { candidates, collectionPath, groupVersionOf, type ServedAs } from './resources.ts';
import { trim } from './trim/trim.ts';

/** An autoscaler as the API server has it now, and where it is written. */
export interface FreshAutoscaler {
  autoscaler: HorizontalPodAutoscaler;
  /** `autoscaling/v2`, or an older one that has the same bounds. */
  apiVersion: string;
  path: string;
}

const kind = 'horizontalpodautoscalers';
const options = { resource: '', keepsData: () => false };
const known = new WeakMap<Connection, ServedAs>();

/** Reads a HorizontalPodAutoscaler in the best version that is served. */
export async function readAutoscaler(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<FreshAutoscaler, RequestFault>> {
  const served = await servedAs(connection);
  if (!served.ok) return served;
  const path = `${collectionPath(served.value, namespace)}/${encodeURIComponent(name)}`;
  const right = { verb: 'get', group: served.value.group, resource: kind, namespace, name };
  const answer = await requestJson(connection, path, { right });
  if (!answer.ok) return answer;
  const autoscaler = trim(kind, answer.value, options);
  return ok({ autoscaler, apiVersion: groupVersionOf(served.value), path });
}

async function servedAs(connection: Connection): Promise<Result<ServedAs, RequestFault>> {
  const before = known.get(connection);
  if (before) return ok(before);
  const found = await discover(connection, [kind]);
  if (!found.ok) return found;
  const served = found.value.get(kind) ?? candidates[kind][0];
  if (served === undefined) throw new Error(`no candidates for ${kind}`);
  known.set(connection, served);
  return ok(served);
}
