import { ok, type Result } from '#lib/domain/result.ts';
import type { RunTarget } from '#lib/domain/run/run.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { ownedBy, recordName } from './run-record.ts';
import { stringMap } from './trim/metadata.ts';
import { number, record, text } from './trim/wire.ts';

const pathOf = (namespace: string, name = ''): string =>
  `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/leases${name && `/${name}`}`;
const right = (verb: string, namespace: string) => ({
  verb,
  group: 'coordination.k8s.io',
  resource: 'leases',
  namespace,
});

/** A Lease by its name. */
export interface LeaseName {
  namespace: string;
  name: string;
  ownerReferences?: ReturnType<typeof ownedBy>;
}

/** Whether it is this process's now, and what was written on it before. */
export interface HeldLease {
  held: boolean;
  annotations: Record<string, string>;
}

/** Takes or renews the Lease of a run; false where another process has it. */
export async function takeLease(
  connection: Connection,
  run: { id: string; target: RunTarget },
  holder: string,
  seconds: number,
): Promise<Result<boolean, RequestFault>> {
  const lease = {
    namespace: run.target.namespace,
    name: recordName(run.id),
    ownerReferences: ownedBy(run.target),
  };
  const taken = await holdLease(connection, lease, holder, seconds);
  return taken.ok ? ok(taken.value.held) : taken;
}

/**
 * Takes or renews a Lease. Time is compared with this process's clock: a clock that is wrong can only let two processes try, and
 * every write names the version that it was made for.
 * Source: client-go tools/leaderelection, coordination.k8s.io/v1 Lease.
 * @param annotations to be written where it is this process's already; one that it takes over keeps what is on it
 */
export async function holdLease(
  connection: Connection,
  { namespace, name, ownerReferences }: LeaseName,
  holder: string,
  seconds: number,
  annotations: Record<string, string> = {},
): Promise<Result<HeldLease, RequestFault>> {
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
        metadata: { name, namespace, annotations, ...(ownerReferences && { ownerReferences }) },
        spec: { ...spec, acquireTime: micro(now) },
      }),
    });
    return heldOr(made, annotations);
  }
  const lease = record(read.value);
  const metadata = record(lease.metadata);
  const written = stringMap(metadata.annotations) ?? {};
  const held = record(lease.spec);
  const ends = Date.parse(text(held.renewTime) ?? '') + (number(held.leaseDurationSeconds) ?? 0) * 1000;
  const isOwn = text(held.holderIdentity) === holder;
  if (!isOwn && ends > now.getTime()) return ok({ held: false, annotations: written });
  const kept = isOwn ? { ...written, ...annotations } : written;
  const answer = await requestJson(connection, pathOf(namespace, name), {
    method: 'PUT',
    right: right('update', namespace),
    body: JSON.stringify({
      ...lease,
      metadata: { ...metadata, annotations: kept },
      spec: { ...held, ...spec },
    }),
  });
  return heldOr(answer, kept);
}

function heldOr(
  answer: Result<unknown, RequestFault>,
  annotations: Record<string, string>,
): Result<HeldLease, RequestFault> {
  if (answer.ok) return ok({ held: true, annotations });
  return codeOf(answer.fault) === 409 ? ok({ held: false, annotations }) : answer;
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
