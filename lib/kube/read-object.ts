import type { Namespace, Pod } from '#lib/domain/kubernetes.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { trim } from './trim/trim.ts';

const options = { resource: '', keepsData: () => false };

/** A pod as the API server has it now. */
export async function readPod(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<Pod, RequestFault>> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
  const right = { verb: 'get', group: '', resource: 'pods', namespace, name };
  const answer = await requestJson(connection, path, { right });
  return answer.ok ? ok(trim('pods', answer.value, options)) : answer;
}

/** A namespace as the API server has it now. */
export async function readNamespace(
  connection: Connection,
  name: string,
): Promise<Result<Namespace, RequestFault>> {
  const right = { verb: 'get', group: '', resource: 'namespaces', name };
  const answer = await requestJson(connection, `/api/v1/namespaces/${encodeURIComponent(name)}`, { right });
  return answer.ok ? ok(trim('namespaces', answer.value, options)) : answer;
}
