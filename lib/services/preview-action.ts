import { stringify } from 'yaml';
import type { ActionRequest } from '#lib/domain/action/action.ts';
import { actionPreview } from '#lib/domain/action/preview.ts';
import { evictionWrite, objectKind, templateOf } from '#lib/domain/action/write.ts';
import { fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { reviewAccess } from '#lib/kube/access-review.ts';
import { evict, evictionVersion } from '#lib/kube/evict.ts';
import { write } from '#lib/kube/write.ts';
import { running } from '#lib/live/running.ts';
import { type Caller, callerOf } from './caller.ts';
import { functionSubject, type Subject } from './function-subject.ts';
import { functionWrite, refusalNow, rightOf, secondsNow } from './function-write.ts';
import type { FunctionParams } from './get-function.ts';
import { quotaOf } from './quota-of.ts';
import { requireLive } from './require-live.ts';

/** What an action would do, with the API server's own word on it. Nothing is changed and nothing recorded. */
export async function previewAction({ params, body, request }: Call<FunctionParams, unknown, ActionRequest>) {
  const live = requireLive();
  if (!live.ok) return live;
  const who = await callerOf(request);
  if (!who.ok) return who;
  const caller = who.value;
  const subject = await functionSubject(caller, params, {
    withRevisions: true,
    withAutoscaler: body.action === 'setAutoscalerBounds',
  });
  if (!subject.ok) return subject;
  const view = actionPreview(subject.value.input, body);
  const at = secondsNow();
  const refused = view.refused ?? (body.action === 'evict' ? null : refusalNow(subject.value, body, at));
  if (body.action === 'evict' && !subject.value.input.pods.some(({ metadata }) => metadata.name === body.pod))
    return fail('not-found', `${params.name} has no pod ${body.pod}.`);
  const missing = await missingRights(caller, body, params);
  if (!missing.ok) return missing;
  const trial = refused ? ok(null) : await tried(caller, subject.value, body, at, missing.value.length === 0);
  if (!trial.ok) return trial;
  const quota = refused ? ok(null) : await quotaOf(caller, subject.value, view);
  if (!quota.ok) return quota;
  const { resourceVersion, generation = null } = subject.value.workload.object.metadata;
  return ok({
    ...view,
    refused,
    missing: missing.value,
    quota: quota.value,
    commit: view.owner === null ? null : commitText(subject.value, view.commit, view.to.revision, body),
    write: trial.value?.write ?? null,
    dryRun: trial.value?.dryRun ?? null,
    resourceVersion,
    generation,
    freshness: running().hub.freshness(),
  });
}

async function missingRights(
  caller: Caller,
  body: ActionRequest,
  params: FunctionParams,
): Promise<Result<Right[]>> {
  const events = { verb: 'create', group: '', resource: 'events', namespace: params.namespace };
  const missing: Right[] = [];
  for (const right of [rightOf(body, params), events]) {
    const review = await reviewAccess(caller.connection, right);
    if (review.ok) continue;
    if (review.fault.kind !== 'forbidden') return review;
    missing.push(right);
  }
  return ok(missing);
}

/** The write, and what a dry run of it says: asked only by who may write. */
async function tried(caller: Caller, subject: Subject, body: ActionRequest, at: string, mayWrite: boolean) {
  const { target, pods } = subject.input;
  if (body.action === 'evict') {
    const uid = pods.find(({ metadata }) => metadata.name === body.pod)?.metadata.uid ?? '';
    const pod = { namespace: target.namespace, name: body.pod, uid };
    const shown = evictionWrite(pod, await evictionVersion(caller.connection));
    return ok({ write: shown, dryRun: mayWrite ? said(await evict(caller.connection, pod, true)) : null });
  }
  const change = functionWrite(subject, body, at);
  if (change === null)
    return fail('not-found', `${target.name} has no such revision or autoscaler any more.`);
  const right = rightOf(body, target);
  const dryRun = mayWrite ? said(await write(caller.connection, change, { right, dryRun: true })) : null;
  return ok({ write: change, dryRun });
}

const said = (answer: Result<unknown>): { ok: boolean; detail: string } =>
  answer.ok ? { ok: true, detail: '' } : { ok: false, detail: answer.fault.detail };

/** The manifest's fragment to commit; of a rollback the whole template that it goes back to. */
function commitText(
  { input, revisions }: Subject,
  commit: Record<string, unknown> | null,
  revision: number | null,
  request: ActionRequest,
): string | null {
  if (request.action !== 'rollback') return commit === null ? null : stringify(commit, { lineWidth: 0 });
  const source = revisions.find((one) => one.revision === revision)?.source;
  if (source === undefined) return null;
  const { namespace, kind, name } = input.target;
  const { $patch: _, ...template } = templateOf(source);
  const head = { apiVersion: 'apps/v1', kind: objectKind[kind], metadata: { name, namespace } };
  return stringify({ ...head, spec: { template } }, { lineWidth: 0, aliasDuplicateObjects: false });
}
