import { stringify } from 'yaml';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';

/**
 * A workload's manifest as YAML, read from the API server now, as `kubectl get -o yaml` prints it:
 * all but `metadata.managedFields`.
 */
export async function workloadManifest(
  connection: Connection,
  { namespace, kind, name }: { namespace: string; kind: WorkloadKind; name: string },
): Promise<Result<string, RequestFault>> {
  const right = { verb: 'get', group: 'apps', resource: kind, namespace, name };
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${kind}/${encodeURIComponent(name)}`;
  const answer = await requestJson(connection, path, { right });
  if (!answer.ok) return answer;
  return ok(stringify(withoutManagedFields(answer.value), { lineWidth: 0, aliasDuplicateObjects: false }));
}

function withoutManagedFields(object: unknown): unknown {
  if (typeof object !== 'object' || object === null || !('metadata' in object)) return object;
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null) return object;
  return {
    ...object,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([field]) => field !== 'managedFields')),
  };
}
