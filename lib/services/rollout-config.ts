import { createHash } from 'node:crypto';
import type { ConfigRollout } from '#lib/contracts/config-acts.ts';
import type { RunStrategyInput, RunView } from '#lib/contracts/runs.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import type { RunChange } from '#lib/domain/run/run.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { running } from '#lib/live/running.ts';
import { beginRun, type RunRequest } from './begin-run.ts';
import { callerOf } from './caller.ts';
import { type ConfigParams, configPods, configSubject } from './config-subject.ts';
import type { Subject } from './function-subject.ts';
import { refuse } from './perform.ts';
import { reloadPayload } from './reload-payload.ts';
import { type RestartTexts, restartPayload, restartTexts } from './restart-payload.ts';
import { standsStill } from './start-upgrade.ts';

interface Body {
  method: 'reload' | 'restart';
  resourceVersion?: string | undefined;
  strategy?: RunStrategyInput | undefined;
  reason?: string | undefined;
  dryRun?: boolean | undefined;
  overrideFreeze?: boolean | undefined;
}

type How = Pick<RunRequest, 'kind' | 'method' | 'change'>;

/** On the pod template: which texts its pods were started with. A change of it makes the controller replace them. */
const hashAnnotation = 'cnf-console/config-hash';
const key = 'frr.conf';

/** Brings the present texts of a ConfigMap into the routers that use it: a run for each workload. */
export async function rolloutConfig({
  params,
  body,
  request,
}: Call<ConfigParams, unknown, Body>): Promise<Result<ConfigRollout>> {
  const { hub } = running();
  const subject = configSubject(hub, params);
  if (!subject.ok) return subject;
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const fresh = await readConfigMap(caller.value.connection, params.namespace, params.name);
  if (!fresh.ok) return fresh;
  const { data, resourceVersion } = fresh.value;
  if (body.resourceVersion !== undefined && body.resourceVersion !== resourceVersion)
    return fail(
      'unexpected',
      'The ConfigMap is not as you saw it: look at it again before it is rolled out.',
    );
  const pods = configPods(hub, params).filter((use) => use.running);
  const live = body.method === 'reload';
  const targets = subject.value.usedBy.filter(
    (target) => !live || pods.some((use) => use.function && isSame(use.function, target)),
  );
  if (targets.length === 0 || (live && data[key] === undefined))
    return refuse({ code: 'config-no-routers', params: { name: params.name } });
  const how = live
    ? await reloading(() =>
        reloadPayload(caller.value, params, fresh.value, { key, pods, keeps: !body.dryRun }),
      )
    : ok(
        restarting(
          await restartTexts(caller.value, params, fresh.value, { pod: pods[0], keeps: !body.dryRun }),
        ),
      );
  if (!how.ok) return how;
  return beginEach(request, body, params, targets, how.value);
}

const isSame = (a: FunctionRef, b: FunctionRef): boolean => a.kind === b.kind && a.name === b.name;

async function reloading(payload: () => ReturnType<typeof reloadPayload>): Promise<Result<How>> {
  const found = await payload();
  if (!found.ok) return found;
  const change: RunChange = { images: {}, annotations: {}, payload: found.value };
  return ok({ kind: 'config-reload', method: 'in-place', change: () => ok(change) });
}

const restarting = (texts: RestartTexts): How => ({
  kind: 'config-restart',
  method: 'replace',
  change: (subject) => restartChange(subject, texts),
});

/** Another annotation of the template; of the same texts once more, one that differs. */
function restartChange(subject: Subject, texts: RestartTexts): Result<RunChange> {
  const still = standsStill(subject);
  if (still) return still;
  const { annotations } = subject.workload.object.spec.template.metadata ?? {};
  const from = annotations?.[hashAnnotation] ?? null;
  const { hash } = texts;
  const to = from === hash ? `${hash}-again` : hash;
  const payload = restartPayload(texts, from?.replace(/-again$/, '') ?? null);
  return ok({ images: {}, annotations: { [hashAnnotation]: { from, to } }, payload });
}

/** One run after the other is begun. Where some were, the answer says which were not, and why. */
async function beginEach(
  request: Request,
  body: Body,
  { namespace, name }: ConfigParams,
  targets: readonly FunctionRef[],
  how: How,
): Promise<Result<ConfigRollout>> {
  const runs: RunView[] = [];
  const notBegun: ConfigRollout['notBegun'] = [];
  let fault: Fault | null = null;
  for (const target of targets) {
    const { strategy, reason, overrideFreeze, dryRun } = body;
    const run = await beginRun(forOne(request, target), target, {
      ...how,
      action: 'rolloutConfig',
      strategy,
      reason,
      overrideFreeze,
      dryRun,
    });
    if (run.ok) runs.push(run.value);
    else {
      fault ??= run.fault;
      notBegun.push({ function: target, why: run.fault.detail });
    }
  }
  const [first] = runs;
  if (first === undefined)
    return {
      ok: false,
      fault: fault ?? { kind: 'refused', detail: `${name} of ${namespace} has no routers.` },
    };
  return ok({
    runs: body.dryRun ? [] : runs.map(({ id }) => id),
    notBegun,
    method: body.method,
    by: first.startedBy,
    at: first.startedAt,
    summary: `${body.method} ${runs.map(({ target }) => target.name).join(', ')} with ${name}`,
  });
}

/** The request as it is for one workload: the same key means another action for each. */
function forOne(request: Request, { kind, name }: FunctionRef): Request {
  const headers = new Headers(request.headers);
  const given = headers.get('idempotency-key');
  if (given !== null) {
    const own = createHash('sha256')
      .update(JSON.stringify([given, kind, name]))
      .digest('hex');
    headers.set('idempotency-key', own);
  }
  return new Request(request.url, { method: request.method, headers });
}
