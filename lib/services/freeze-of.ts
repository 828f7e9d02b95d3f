import { type Freeze, readFreeze } from '#lib/domain/action/freeze.ts';
import { chainLabel } from '#lib/domain/chain/chain-views.ts';
import type { Workload } from '#lib/domain/kubernetes.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { readNamespace } from '#lib/kube/read-object.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';

/**
 * The freeze that holds for a workload: of its namespace, of itself, or of any member of its chain. The namespace is read
 * now where it may be read; who may not gets what the console watches.
 */
export async function freezeOf(
  caller: Caller,
  namespace: string,
  workload: Workload | null,
  chain: string | null,
): Promise<Result<Freeze | null>> {
  const now = new Date();
  const { stores } = running().hub;
  const read = await readNamespace(caller.connection, namespace);
  if (!read.ok && read.fault.kind !== 'forbidden') return read;
  const place = read.ok ? read.value : stores.namespaces.get(namespace);
  const whole = readFreeze(place?.metadata.annotations, `namespace ${namespace}`, now);
  if (whole || workload === null) return ok(whole);
  const { annotations, name } = workload.object.metadata;
  const own = readFreeze(annotations, chain === null ? name : `chain ${chain}`, now);
  if (own || chain === null) return ok(own);
  for (const { object } of membersOf(namespace, chain)) {
    const found = readFreeze(object.metadata.annotations, `chain ${chain}`, now);
    if (found) return ok(found);
  }
  return ok(null);
}

/** The workloads of a namespace that name the chain, as they are watched. */
export function membersOf(namespace: string, chain: string): Workload[] {
  return [...watchedWorkloads()].filter(
    ({ object: { metadata } }) => metadata.namespace === namespace && metadata.labels?.[chainLabel] === chain,
  );
}

export function* watchedWorkloads(): Generator<Workload> {
  const { stores } = running().hub;
  for (const object of stores.deployments.values()) yield { kind: 'deployments', object };
  for (const object of stores.statefulsets.values()) yield { kind: 'statefulsets', object };
  for (const object of stores.daemonsets.values()) yield { kind: 'daemonsets', object };
}
