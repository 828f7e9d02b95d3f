import { ok, type Result, type Right } from '#lib/domain/result.ts';
import { configMapPath } from './config-map.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';

/** Deletes a ConfigMap; fault `conflict` where another one has its name by now. */
export async function deleteConfigMap(
  connection: Connection,
  { namespace, name, uid }: { namespace: string; name: string; uid: string },
  right: Right,
  dryRun: boolean,
): Promise<Result<true, RequestFault>> {
  const answer = await requestJson(
    connection,
    `${configMapPath(namespace, name)}${dryRun ? '?dryRun=All' : ''}`,
    {
      method: 'DELETE',
      right,
      body: JSON.stringify({ apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } }),
    },
  );
  return answer.ok ? ok(true) : answer;
}
