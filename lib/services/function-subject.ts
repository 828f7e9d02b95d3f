import type { PlainBody } from '#lib/contracts/acting.ts';
import type { ActionTarget } from '#lib/domain/action/action.ts';
import { autoscalerOf, boundsOf } from '#lib/domain/action/autoscaler-offer.ts';
import type { PreviewInput } from '#lib/domain/action/preview.ts';
import { objectKind, type Version } from '#lib/domain/action/write.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { desiredReplicas } from '#lib/domain/workload/function-row.ts';
import { mainContainer } from '#lib/domain/workload/main-container.ts';
import { workloadOf } from '#lib/domain/workload/owner.ts';
import { type FreshAutoscaler, readAutoscaler } from '#lib/kube/read-autoscaler.ts';
import { type FreshRevision, readRevisions } from '#lib/kube/read-revisions.ts';
import { type FreshWorkload, lastChange, readWorkload } from '#lib/kube/read-workload.ts';
import type { EventObject } from '#lib/kube/record-event.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';
import { freezeOf } from './freeze-of.ts';

/** A function as it is now, with what the console watches around it. */
export interface Subject extends FreshWorkload {
  version: Version;
  object: EventObject;
  input: PreviewInput;
  /** With whole templates; empty unless they were asked for. */
  revisions: readonly FreshRevision[];
  /** As it is now; null where there is none, or it was not asked for. */
  autoscaler: FreshAutoscaler | null;
}

/** Reads a function from the API server, and what belongs to it from the watches. */
export async function functionSubject(
  caller: Caller,
  target: ActionTarget,
  { withRevisions = false, withAutoscaler = false }: { withRevisions?: boolean; withAutoscaler?: boolean },
): Promise<Result<Subject>> {
  const read = await readWorkload(caller.connection, target);
  if (!read.ok) return read;
  const { workload } = read.value;
  const { metadata } = workload.object;
  const { hub } = running();
  const row = hub
    .functions({ all: true })
    .find(
      ({ namespace, kind, name }) =>
        namespace === target.namespace && kind === target.kind && name === target.name,
    );
  const chain = row?.role === 'chain' ? row.chain : null;
  const freeze = await freezeOf(caller, target.namespace, workload, chain);
  if (!freeze.ok) return freeze;
  const revisions = withRevisions
    ? await readRevisions(caller.connection, target, read.value)
    : ok<FreshRevision[]>([]);
  if (!revisions.ok) return revisions;
  const watched = [...hub.stores.horizontalpodautoscalers.values()];
  const known = withAutoscaler ? autoscalerOf(watched, target) : undefined;
  const autoscaler = known
    ? await readAutoscaler(caller.connection, target.namespace, known.metadata.name)
    : ok<FreshAutoscaler | null>(null);
  if (!autoscaler.ok) return autoscaler;
  const fresh = autoscaler.value;
  const version = { resourceVersion: metadata.resourceVersion, uid: metadata.uid };
  return ok({
    ...read.value,
    version,
    object: {
      apiVersion: 'apps/v1',
      kind: objectKind[target.kind],
      namespace: target.namespace,
      name: target.name,
      ...version,
    },
    revisions: revisions.value,
    autoscaler: fresh,
    input: {
      target,
      workload,
      pods: podsOf(target),
      revisions: revisions.value,
      budgets: [...hub.stores.poddisruptionbudgets.values()],
      autoscalers: fresh ? [fresh.autoscaler] : watched,
      chain,
      routing: row?.routing ?? false,
      freeze: freeze.value,
      everywhere: hub.stores.pods.values(),
    },
  });
}

/** The pods that a workload controls, as they are watched. */
export function podsOf({ namespace, kind, name }: ActionTarget): Pod[] {
  const { stores } = running().hub;
  return [...stores.pods.values()].filter((pod) => {
    if (pod.metadata.namespace !== namespace) return false;
    const owner = workloadOf(pod, (space, set) => stores.replicasets.get(`${space}/${set}`));
    return owner?.kind === kind && owner.name === name;
  });
}

/** Fault `unexpected` with what is different, where the object is no longer as the caller saw it. */
export function meetsExpectation(
  { raw, workload, autoscaler }: Subject,
  expect: PlainBody['expect'],
): Result<true> {
  const { metadata, spec } = workload.object;
  const replicas = desiredReplicas(workload);
  const now = {
    resourceVersion: metadata.resourceVersion,
    generation: metadata.generation ?? 0,
    replicas,
    ...(autoscaler && boundsOf(autoscaler.autoscaler)),
  };
  const fields = ['replicas', 'generation', 'resourceVersion', 'min', 'max'] as const;
  const errors = fields.flatMap((field) => {
    const wanted = expect?.[field];
    if (wanted === undefined || wanted === now[field]) return [];
    return [{ field, message: `expected ${wanted}, is ${now[field]}` }];
  });
  if (errors.length === 0) return ok(true);
  const main = mainContainer(spec.template);
  const image = spec.template.spec.containers.find(({ name }) => name === main)?.image;
  const last = lastChange(raw);
  const by = last === null ? '' : ` It was last changed by ${last.manager} at ${last.at}.`;
  const differences = errors.map(({ field, message }) => `${field} ${message}`).join(', ');
  return fail(
    'unexpected',
    `${metadata.name} is not as you saw it: ${differences}. Now it has ${replicas} replicas of ${image ?? 'no image'}.${by}`,
    { errors },
  );
}
