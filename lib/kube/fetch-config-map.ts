import type { ConfigMap } from '#lib/domain/kubernetes.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { trim } from './trim/trim.ts';

/** Reads one ConfigMap with its data: when a function begins to use one whose data was dropped on arrival. */
export async function fetchConfigMap(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<ConfigMap, RequestFault>> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`;
  const answer = await requestJson(connection, path, {
    right: { verb: 'get', group: '', resource: 'configmaps', namespace, name },
  });
  if (!answer.ok) return answer;
  return ok(trim('configmaps', answer.value, { resource: 'configmaps', keepsData: () => true }));
}
