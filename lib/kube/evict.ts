import { evictionWrite } from '#lib/domain/action/write.ts';
import { fail, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { list, record, type Wire } from './trim/wire.ts';
import { write } from './write.ts';

const versions = new WeakMap<Connection, 'policy/v1' | 'policy/v1beta1'>();

/**
 * Evicts a pod: the API server asks the PodDisruptionBudgets. Faults: `refused` where a budget does not allow it now, with
 * the budget's name; `conflict` where a pod of the same name is another one by now.
 */
export async function evict(
  connection: Connection,
  pod: { namespace: string; name: string; uid: string },
  dryRun: boolean,
): Promise<Result<Wire, RequestFault>> {
  const right = {
    verb: 'create',
    group: '',
    resource: 'pods',
    subresource: 'eviction',
    namespace: pod.namespace,
    name: pod.name,
  };
  const version = await evictionVersion(connection);
  const answer = await write(connection, evictionWrite(pod, version), { right, dryRun });
  if (answer.ok || codeOf(answer.fault) !== 429) return answer;
  const causes = 'causes' in answer.fault ? answer.fault.causes : [];
  return fail('refused', [answer.fault.detail, ...causes].join(' '));
}

/** Which form of Eviction the API server takes: that of the subresource in the core group's own list. */
export async function evictionVersion(connection: Connection): Promise<'policy/v1' | 'policy/v1beta1'> {
  const known = versions.get(connection);
  if (known) return known;
  const answer = await requestJson(connection, '/api/v1');
  // Where discovery is not allowed the present form is assumed.
  if (!answer.ok) return 'policy/v1';
  const found = list(record(answer.value).resources)
    .map(record)
    .find(({ name }) => name === 'pods/eviction');
  const version = found?.version === 'v1beta1' ? 'policy/v1beta1' : 'policy/v1';
  versions.set(connection, version);
  return version;
}
