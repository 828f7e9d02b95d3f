import { actionProgress } from '#lib/domain/action/progress.ts';
import type { ActionRecord } from '#lib/domain/action/record.ts';
import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { watchedWorkloads } from './freeze-of.ts';
import { podsOf } from './function-subject.ts';
import { recordedAction, recordOf } from './recorded.ts';
import { requireLive } from './require-live.ts';

/** How far an action has come. */
export function getAction({ params }: Call<{ id: string }, unknown>) {
  const record = recordOf(params.id);
  if (record === null) return fail('not-found', `There is no record of an action ${params.id}.`);
  const live = requireLive();
  if (!live.ok) return live;
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
    record,
    workload: target && workloadAt(target),
    pods: watched.map(({ metadata }) => ({
      name: metadata.name,
      createdAt: metadata.creationTimestamp,
      uid: metadata.uid,
      reasons: rows.get(`${metadata.namespace}/${metadata.name}`)?.reasons ?? [],
    })),
    reasons: row?.reasons ?? [],
    now: new Date(),
  });
  return ok({ ...recordedAction(record), ...progress, freshness: hub.freshness() });
}

/** The function that an action was about; an evicted pod's is in its record. */
function targetOf({ intent, namespace, object }: ActionRecord) {
  const kind = workloadKinds.find((known) => known === intent.parameters.kind);
  if (kind === undefined) return null;
  const name = intent.action === 'evict' ? String(intent.parameters.function) : object.name;
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
