import type { PlainBody } from '#lib/contracts/acting.ts';
import type { ActionTarget } from '#lib/domain/action/action.ts';
import { autoscalerOf, boundsOf } from '#lib/domain/action/autoscaler-offer.ts';
import type { PreviewInput } from '#lib/domain/action/preview.ts';
import { unseenKinds } from '#lib/domain/action/warnings.ts';
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
import type { LiveView } from '#lib/live/live-view.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';
import { freezeOf } from './freeze-of.ts';
import { mayList, type Viewer, viewerBy } from './viewer.ts';

/** A function as it is now, with what the console watches around it. */
export interface Subject extends FreshWorkload {
  version: Version;
  object: EventObject;
  /** Everything that is watched around it: for rules alone, never to be shown. */
  input: PreviewInput;
  /** The same, of only what the caller may see. */
  shown: PreviewInput;
  /** With whole templates; empty unless they were asked for. */
  revisions: readonly FreshRevision[];
  /** As it is now; null where there is none, or it was not asked for. */
  autoscaler: FreshAutoscaler | null;
}

/**
 * Reads a function from the API server, and what belongs to it from the watches.
 * @param withRevisions `where-allowed`: without any where they may not be listed
 */
export async function functionSubject(
  caller: Caller,
  target: ActionTarget,
  {
    withRevisions = false,
    withAutoscaler = false,
  }: { withRevisions?: boolean | 'where-allowed'; withAutoscaler?: boolean },
): Promise<Result<Subject>> {
  const viewer = await viewerBy(caller);
  if (!viewer.ok) return viewer;
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
  const without = withRevisions === 'where-allowed' && !revisions.ok && revisions.fault.kind === 'forbidden';
  if (!revisions.ok && !without) return revisions;
  const listed = revisions.ok ? revisions.value : [];
  if (withAutoscaler) {
    const allowed = mayList(viewer.value, ['horizontalpodautoscalers'], target.namespace);
    if (!allowed.ok) return allowed;
  }
  const watched = [...hub.stores.horizontalpodautoscalers.values()];
  const known = withAutoscaler ? autoscalerOf(watched, target) : undefined;
  const autoscaler = known
    ? await readAutoscaler(caller.connection, target.namespace, known.metadata.name)
    : ok<FreshAutoscaler | null>(null);
  if (!autoscaler.ok) return autoscaler;
  const fresh = autoscaler.value;
  const version = { resourceVersion: metadata.resourceVersion, uid: metadata.uid };
  const input: PreviewInput = {
    target,
    workload,
    pods: podsOf(target),
    revisions: listed,
    budgets: [...hub.stores.poddisruptionbudgets.values()],
    autoscalers: fresh ? [fresh.autoscaler] : watched,
    chain,
    routing: row?.routing ?? false,
    freeze: freeze.value,
    everywhere: hub.stores.pods.values(),
  };
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
    revisions: listed,
    autoscaler: fresh,
    input,
    shown: fresh
      ? { ...shownOf(input, viewer.value), autoscalers: input.autoscalers }
      : shownOf(input, viewer.value),
  });
}

/** What is around a function, of only what somebody may see, and which kinds he may not. */
function shownOf(input: PreviewInput, { hub, sees }: Viewer): PreviewInput {
  const { namespace } = input.target;
  const { watches } = running().hub.freshness();
  const isWatched = (kind: (typeof unseenKinds)[number]) =>
    watches.some(
      (one) =>
        one.kind === kind &&
        (one.namespace === null || one.namespace === namespace) &&
        one.state !== 'forbidden',
    );
  return {
    ...input,
    pods: podsOf(input.target, hub),
    budgets: [...hub.stores.poddisruptionbudgets.values()],
    autoscalers: [...hub.stores.horizontalpodautoscalers.values()],
    everywhere: hub.stores.pods.values(),
    unseen: unseenKinds.filter((kind) => !sees(kind, namespace) || !isWatched(kind)),
  };
}

/** The pods that a workload controls, as they are watched; @param hub whose pods, where not all of them */
export function podsOf(
  { namespace, kind, name }: ActionTarget,
  hub: Pick<LiveView, 'stores'> = running().hub,
): Pod[] {
  // Which ReplicaSet made a pod is in the pod; whose that is, is told by nothing but a name that the caller has.
  const { replicasets } = running().hub.stores;
  return [...hub.stores.pods.values()].filter((pod) => {
    if (pod.metadata.namespace !== namespace) return false;
    const owner = workloadOf(pod, (space, set) => replicasets.get(`${space}/${set}`));
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
    const message = `expected ${wanted}, is ${now[field]}`;
    return [{ field, message, difference: `${field} ${wanted} → ${now[field]}` }];
  });
  if (errors.length === 0) return ok(true);
  const main = mainContainer(spec.template);
  const image = spec.template.spec.containers.find(({ name }) => name === main)?.image;
  const last = lastChange(raw);
  const by = last === null ? '' : ` It was last changed by ${last.manager} at ${last.at}.`;
  const differences = errors.map(({ field, message }) => `${field} ${message}`).join(', ');
  const params = {
    name: metadata.name,
    differences: errors.map(({ difference }) => difference).join(', '),
    manager: last?.manager || 'nobody',
    at: last?.at ?? '',
  };
  return fail(
    'unexpected',
    `${metadata.name} is not as you saw it: ${differences}. Now it has ${replicas} replicas of ${image ?? 'no image'}.${by}`,
    {
      errors: errors.map(({ field, message }) => ({ field, message })),
      reason: { code: 'not-as-seen', params },
    },
  );
}
