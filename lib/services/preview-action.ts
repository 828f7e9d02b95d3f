import { stringify } from 'yaml';
import type { ActionRequest } from '#lib/domain/action/action.ts';
import { actionPreview, type PreviewInput } from '#lib/domain/action/preview.ts';
import { evictionWrite, objectKind, templateOf } from '#lib/domain/action/write.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { reviewAccess } from '#lib/kube/access-review.ts';
import { evict, evictionVersion } from '#lib/kube/evict.ts';
import { readPod } from '#lib/kube/read-object.ts';
import { record } from '#lib/kube/trim/wire.ts';
import { write } from '#lib/kube/write.ts';
import type { Caller } from './caller.ts';
import { functionSubject, type Subject } from './function-subject.ts';
import { functionWrite, refusalNow, rightsTo, secondsNow } from './function-write.ts';
import type { FunctionParams } from './get-function.ts';
import { quotaOf } from './quota-of.ts';
import { requireLive } from './require-live.ts';
import { viewerOf } from './viewer.ts';

/**
 * What an action would do, with the API server's own word on it. Nothing is changed and nothing recorded. The rules look at
 * everything that is watched; what is told is made of only what the caller may see.
 */
export async function previewAction({ params, body, request }: Call<FunctionParams, unknown, ActionRequest>) {
  const live = requireLive();
  if (!live.ok) return live;
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { caller, hub } = viewer.value;
  const subject = await functionSubject(caller, params, {
    withRevisions: body.action === 'rollback' || 'where-allowed',
    withAutoscaler: body.action === 'setAutoscalerBounds',
  });
  if (!subject.ok) return subject;
  const pod = body.action === 'evict' ? await evicted(caller, subject.value, body.pod) : ok(null);
  if (!pod.ok) return pod;
  const whole = actionPreview(subject.value.input, body);
  const view = actionPreview(withPod(subject.value.shown, pod.value), body);
  const at = secondsNow();
  const refused = whole.refused ?? (body.action === 'evict' ? null : refusalNow(subject.value, body, at));
  const missing = await missingRights(caller, body, params);
  if (!missing.ok) return missing;
  const trial = refused ? ok(null) : await tried(caller, subject.value, body, at, missing.value.length === 0);
  if (!trial.ok) return trial;
  const quota = refused ? ok(null) : await quotaOf(caller, subject.value, whole);
  if (!quota.ok) return quota;
  const { resourceVersion, generation = null } = subject.value.workload.object.metadata;
  return ok({
    ...view,
    // What will be asked for has to be told.
    confirm: whole.confirm,
    refused,
    missing: missing.value,
    quota: quota.value,
    commit: view.owner === null ? null : commitText(subject.value, view.commit, view.to.revision, body),
    write: trial.value?.write ?? null,
    dryRun: trial.value?.dryRun ?? null,
    spec: record(subject.value.raw.spec),
    resourceVersion,
    generation,
    freshness: hub.freshness(),
  });
}

async function missingRights(
  caller: Caller,
  body: ActionRequest,
  params: FunctionParams,
): Promise<Result<Right[]>> {
  const needs = rightsTo(body, params);
  const reviews = await Promise.all(needs.map((right) => reviewAccess(caller.connection, right)));
  const failed = reviews.find((review) => !review.ok && review.fault.kind !== 'forbidden');
  if (failed && !failed.ok) return failed;
  return ok(needs.filter((_, index) => reviews[index]?.ok === false));
}

/** The pod to evict as the caller may read it; fault `not-found` where it is not one of the function's. */
async function evicted(caller: Caller, { input }: Subject, name: string): Promise<Result<Pod>> {
  const pod = await readPod(caller.connection, input.target.namespace, name);
  if (!pod.ok) return pod;
  return input.pods.some(({ metadata }) => metadata.name === name)
    ? pod
    : fail('not-found', `${input.target.name} has no pod ${name}.`);
}

/** The pod that was asked about may be read, where pods may not be listed as well. */
const withPod = (shown: PreviewInput, pod: Pod | null): PreviewInput =>
  pod === null || shown.pods.some(({ metadata }) => metadata.name === pod.metadata.name)
    ? shown
    : { ...shown, pods: [...shown.pods, pod] };

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
  const [right] = rightsTo(body, target);
  const dryRun = mayWrite ? said(await write(caller.connection, change, { right, dryRun: true })) : null;
  return ok({ write: change, dryRun });
}

const said = (answer: Result<unknown>): { ok: boolean; detail: string } =>
  answer.ok ? { ok: true, detail: '' } : { ok: false, detail: answer.fault.detail };

/** The manifest's fragment to commit; of a rollback the whole template that it goes back to. */
function commitText(
  { input, revisions, autoscaler }: Subject,
  commit: Record<string, unknown> | null,
  revision: number | null,
  request: ActionRequest,
): string | null {
  if (request.action !== 'rollback') {
    // Of an autoscaler the version that this cluster serves.
    const served = autoscaler && { apiVersion: autoscaler.apiVersion };
    return commit === null ? null : stringify({ ...commit, ...served }, { lineWidth: 0 });
  }
  const source = revisions.find((one) => one.revision === revision)?.source;
  if (source === undefined) return null;
  const { namespace, kind, name } = input.target;
  const { $patch: _, ...template } = templateOf(source);
  const head = { apiVersion: 'apps/v1', kind: objectKind[kind], metadata: { name, namespace } };
  return stringify({ ...head, spec: { template } }, { lineWidth: 0, aliasDuplicateObjects: false });
}
