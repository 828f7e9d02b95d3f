import type { ConfigRollout } from '#lib/contracts/config-acts.ts';
import { refusalText } from '#lib/domain/action/allowed.ts';
import { objectKind, workloadPath } from '#lib/domain/action/write.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { configHash } from '#lib/kube/config-revisions.ts';
import { readWorkload, rightTo } from '#lib/kube/read-workload.ts';
import { generationOf, write } from '#lib/kube/write.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';
import { reloadPod } from './config-reload.ts';
import { type ConfigParams, type ConfigSubject, configPods, configSubject } from './config-subject.ts';
import { freezeOf } from './freeze-of.ts';
import { type Prepared, perform, refuse } from './perform.ts';

interface Body {
  method: 'reload' | 'restart';
  resourceVersion?: string | undefined;
  reason?: string | undefined;
  dryRun?: boolean | undefined;
  overrideFreeze?: boolean | undefined;
}

/** On the pod template: which texts its pods were started with. A change of it makes the controller replace them. */
export const hashAnnotation = 'cnf-console/config-hash';
const key = 'frr.conf';
const says: Prepared['says'] = { from: null, to: null, command: null, undo: null, warnings: [] };

/** Brings the present texts of a ConfigMap into the routers that use it. */
export async function rolloutConfig(call: Call<ConfigParams, unknown, Body>): Promise<Result<ConfigRollout>> {
  const subject = configSubject(running().hub, call.params);
  if (!subject.ok) return subject;
  return call.body.method === 'reload' ? reload(call) : restart(call, subject.value);
}

/** One pod after the other; it ends at the first that fails, and says which have been done. Asked again, it goes on. */
async function reload({
  params,
  body,
  request,
}: Call<ConfigParams, unknown, Body>): Promise<Result<ConfigRollout>> {
  const { namespace, name } = params;
  const exec: Right = { verb: 'create', group: '', resource: 'pods', subresource: 'exec', namespace };
  let told = '';
  const prepare = async (caller: Caller): Promise<Result<Prepared>> => {
    const fresh = await readConfigMap(caller.connection, namespace, name);
    if (!fresh.ok) return fresh;
    const other = otherThanSeen(body, fresh.value.resourceVersion);
    if (other) return other;
    const text = fresh.value.data[key];
    const uses = configPods(running().hub, params).filter((use) => use.running);
    if (text === undefined || uses.length === 0)
      return refuse({ code: 'config-no-routers', params: { name } });
    const freeze = await freezeOf(caller, namespace, null, null);
    if (!freeze.ok) return freeze;
    const { uid, resourceVersion } = fresh.value;
    return ok({
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace, name, uid, resourceVersion },
      summary: `reload ${name} in ${uses.map(({ pod }) => pod).join(', ')}`,
      parameters: { method: 'reload', hash: configHash(fresh.value.data) },
      freeze: freeze.value,
      says,
      async act(dryRun) {
        const done: string[] = [];
        for (const use of dryRun ? [] : uses) {
          const one = await reloadPod(caller, namespace, use, text);
          if (!one.ok)
            return halfDone(
              one.fault,
              done,
              uses.slice(done.length + 1).map(({ pod }) => pod),
            );
          done.push(one.value);
        }
        told = done.join(' ');
        return ok({ generation: null, detail: told });
      },
    });
  };
  const act = await perform(request, {
    action: 'rolloutConfig',
    place: `${namespace}/configmaps/${name}/rollout`,
    rights: [exec],
    body: { ...body },
    prepare,
  });
  if (!act.ok) return act;
  const { id, by, at, summary } = act.value;
  return ok({ runs: [], action: id, method: 'reload', by, at, summary: told || summary });
}

function halfDone(
  fault: Fault,
  done: readonly string[],
  left: readonly string[],
): { ok: false; fault: Fault } {
  const rest = left.length === 0 ? '' : ` Not begun: ${left.join(', ')}.`;
  return fail('refused', `${[...done, fault.detail].join(' ')}${rest} Ask for it again to go on.`, {
    ...(fault.right && { right: fault.right }),
  });
}

/** Through the controllers: each function's template gets the texts' hash, so its pods are replaced by its own strategy. */
async function restart(
  { params, body, request }: Call<ConfigParams, unknown, Body>,
  { usedBy }: ConfigSubject,
): Promise<Result<ConfigRollout>> {
  const done: string[] = [];
  let last: ConfigRollout | null = null;
  for (const target of usedBy) {
    const one = await restartOne(request, params, body, target);
    if (!one.ok) return done.length === 0 ? one : halfDone(one.fault, done, []);
    done.push(one.value.summary);
    last = { ...one.value, summary: done.join('; ') };
  }
  return last
    ? ok(last)
    : fail('refused', refusalText({ code: 'config-no-routers', params: { name: params.name } }));
}

async function restartOne(
  request: Request,
  { namespace, name }: ConfigParams,
  body: Body,
  target: FunctionRef,
): Promise<Result<ConfigRollout>> {
  const right = rightTo('patch', target);
  const prepare = async (caller: Caller): Promise<Result<Prepared>> => {
    const fresh = await readConfigMap(caller.connection, namespace, name);
    if (!fresh.ok) return fresh;
    const other = otherThanSeen(body, fresh.value.resourceVersion);
    if (other) return other;
    const read = await readWorkload(caller.connection, target);
    if (!read.ok) return read;
    const { workload } = read.value;
    const freeze = await freezeOf(caller, namespace, workload, null);
    if (!freeze.ok) return freeze;
    const { uid, resourceVersion } = workload.object.metadata;
    const hash = configHash(fresh.value.data);
    const summary = `restart ${target.name} with the configuration ${name}`;
    return ok({
      object: {
        apiVersion: 'apps/v1',
        kind: objectKind[target.kind],
        namespace,
        name: target.name,
        uid,
        resourceVersion,
      },
      summary,
      parameters: { method: 'restart', hash, kind: target.kind },
      freeze: freeze.value,
      says,
      async act(dryRun) {
        const metadata = { annotations: { [hashAnnotation]: hash } };
        const change = {
          method: 'PATCH' as const,
          path: workloadPath(target),
          contentType: 'application/strategic-merge-patch+json',
          body: { metadata: { resourceVersion }, spec: { template: { metadata } } },
        };
        const answer = await write(caller.connection, change, { right, dryRun });
        return answer.ok ? ok({ generation: generationOf(answer.value), detail: summary }) : answer;
      },
    });
  };
  const act = await perform(request, {
    action: 'rolloutConfig',
    place: `${namespace}/${target.kind}/${target.name}`,
    rights: [right],
    body: { ...body, target: target.name } as Body,
    prepare,
  });
  if (!act.ok) return act;
  const { id, by, at, summary } = act.value;
  return ok({ runs: [], action: id, method: 'restart', by, at, summary });
}

function otherThanSeen({ resourceVersion }: Body, present: string): { ok: false; fault: Fault } | null {
  if (resourceVersion === undefined || resourceVersion === present) return null;
  return fail('unexpected', 'The ConfigMap is not as you saw it: look at it again before it is rolled out.');
}
