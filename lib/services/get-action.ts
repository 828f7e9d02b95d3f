import { autoscalerOf, boundsOf } from '#lib/domain/action/autoscaler-offer.ts';
import type { Seen } from '#lib/domain/action/found-afterwards.ts';
import { type ActionProgress, actionProgress } from '#lib/domain/action/progress.ts';
import type { ActionRecord } from '#lib/domain/action/record.ts';
import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { watchedWorkloads } from './freeze-of.ts';
import { podsOf } from './function-subject.ts';
import { recordedAction, recordOf } from './recorded.ts';
import { requireLive } from './require-live.ts';
import { viewerOf } from './viewer.ts';

/** How far an action has come. */
export async function getAction({ params, request }: Call<{ id: string }, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { caller, hub, sees } = viewer.value;
  // Whose record may not be seen is not told from one that is not there; one's own may always be.
  const record = recordOf(
    params.id,
    ({ namespace, intent }) => sees('events', namespace) || intent.by === caller.identity.user,
  );
  if (record === null) return fail('not-found', `There is no record of an action ${params.id}.`);
  const live = requireLive();
  if (!live.ok) return live;
  const told = progressOf(record, {
    pods: sees('pods', record.namespace),
    workload: sees(targetOf(record)?.kind ?? 'pods', record.namespace),
  });
  return ok({ ...recordedAction(record), ...told, freshness: hub.freshness() });
}

/**
 * How far an action has come, by what is watched. Whoever may read the record learns the state that it came to; of objects
 * that he may not list, nothing else.
 */
function progressOf(record: ActionRecord, shown: { pods: boolean; workload: boolean }): ActionProgress {
  const { hub } = running();
  const target = targetOf(record);
  const row =
    target &&
    hub
      .functions({ all: true })
      .find(
        (one) => one.namespace === target.namespace && one.kind === target.kind && one.name === target.name,
      );
  const rows = new Map(hub.pods().map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  const watched = target ? podsOf(target) : bare(record);
  const progress = actionProgress({
    ...seenOf(record),
    record,
    pods: watched.map(({ metadata }) => ({
      name: shown.pods ? metadata.name : 'a pod',
      createdAt: metadata.creationTimestamp,
      uid: metadata.uid,
      ending: metadata.deletionTimestamp !== undefined,
      reasons: (rows.get(`${metadata.namespace}/${metadata.name}`)?.reasons ?? []).map((reason) =>
        shown.pods ? reason : { ...reason, message: undefined },
      ),
    })),
    reasons: row?.reasons ?? [],
  });
  return {
    state: progress.state,
    message: shown.workload ? progress.message : (record.outcome?.detail ?? ''),
    pods: shown.pods ? progress.pods : [],
  };
}

/** What is watched of an action's object now. */
export function seenOf(record: ActionRecord): Seen {
  const target = targetOf(record);
  const autoscalers = [...running().hub.stores.horizontalpodautoscalers.values()];
  const autoscaler = target && autoscalerOf(autoscalers, target);
  const pods = (target ? podsOf(target) : bare(record)).filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined,
  );
  return {
    workload: target && workloadAt(target),
    autoscaler: autoscaler ? boundsOf(autoscaler) : null,
    podUids: pods.map(({ metadata }) => metadata.uid),
    now: new Date(),
  };
}

/** The function that an action was about; of a pod or an autoscaler it is in the record. */
function targetOf({ intent, namespace, object }: ActionRecord) {
  const kind = workloadKinds.find((known) => known === intent.parameters.kind);
  if (kind === undefined) return null;
  const name = 'function' in intent.parameters ? String(intent.parameters.function) : object.name;
  return { namespace, kind, name };
}

function workloadAt(target: NonNullable<ReturnType<typeof targetOf>>) {
  for (const workload of watchedWorkloads()) {
    const { metadata } = workload.object;
    if (
      workload.kind === target.kind &&
      metadata.namespace === target.namespace &&
      metadata.name === target.name
    )
      return workload;
  }
  return null;
}

/** A pod without a controller. */
function bare({ namespace, object }: ActionRecord) {
  const pod = running().hub.stores.pods.get(`${namespace}/${object.name}`);
  return pod ? [pod] : [];
}
