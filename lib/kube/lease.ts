import { ok, type Result } from '#lib/domain/result.ts';
import type { RunTarget } from '#lib/domain/run/run.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { ownedBy, recordName } from './run-record.ts';
import { number, record, text } from './trim/wire.ts';

const pathOf = (namespace: string, name = ''): string =>
  `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/leases${name && `/${name}`}`;
const right = (verb: string, namespace: string) => ({
  verb,
  group: 'coordination.k8s.io',
  resource: 'leases',
  namespace,
});

/**
 * Takes or renews the Lease of a run; false where another process has it. Time is compared with this process's clock: a
 * clock that is wrong can only let two processes try, and every write names the version that it was made for.
 * Source: client-go tools/leaderelection, coordination.k8s.io/v1 Lease.
 */
export async function takeLease(
  connection: Connection,
  run: { id: string; target: RunTarget },
  holder: string,
  seconds: number,
): Promise<Result<boolean, RequestFault>> {
  const { namespace } = run.target;
  const name = recordName(run.id);
  const now = new Date();
  const spec = { holderIdentity: holder, leaseDurationSeconds: seconds, renewTime: micro(now) };
  const read = await requestJson(connection, pathOf(namespace, name), { right: right('get', namespace) });
  if (!read.ok && read.fault.kind !== 'not-found') return read;
  if (!read.ok) {
    const made = await requestJson(connection, pathOf(namespace), {
      method: 'POST',
      right: right('create', namespace),
      body: JSON.stringify({
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name, namespace, ownerReferences: ownedBy(run.target) },
        spec: { ...spec, acquireTime: micro(now) },
      }),
    });
    return made.ok ? ok(true) : codeOf(made.fault) === 409 ? ok(false) : made;
  }
  const lease = record(read.value);
  const held = record(lease.spec);
  const ends = Date.parse(text(held.renewTime) ?? '') + (number(held.leaseDurationSeconds) ?? 0) * 1000;
  if (text(held.holderIdentity) !== holder && ends > now.getTime()) return ok(false);
  const answer = await requestJson(connection, pathOf(namespace, name), {
    method: 'PUT',
    right: right('update', namespace),
    body: JSON.stringify({ ...lease, spec: { ...held, ...spec } }),
  });
  return answer.ok ? ok(true) : codeOf(answer.fault) === 409 ? ok(false) : answer;
}

/** Gives a Lease up, so that nobody has to wait for its end. */
export async function dropLease(
  connection: Connection,
  run: { id: string; target: RunTarget },
): Promise<Result<unknown, RequestFault>> {
  const { namespace } = run.target;
  return requestJson(connection, pathOf(namespace, recordName(run.id)), {
    method: 'DELETE',
    right: right('delete', namespace),
  });
}

/** metav1.MicroTime has six digits. */
const micro = (time: Date): string => time.toISOString().replace(/\.(\d{3})Z$/, '.$1000Z');
