import type { StartLifecycleBody } from '#lib/contracts/lifecycle.ts';
import { autoscalerOf } from '#lib/domain/action/autoscaler-offer.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import {
  checkReasonText,
  isLabNamespace,
  type Lifecycle,
  type LifecycleImages,
  labMark,
  neighborsOf,
  planLifecycle,
} from '#lib/domain/run/lifecycle.ts';
import type { RunChange } from '#lib/domain/run/run.ts';
import { isDowngrade, repositoryOf } from '#lib/domain/upgrade/image.ts';
import { desiredReplicas } from '#lib/domain/workload/function-row.ts';
import type { Call } from '#lib/http/handle.ts';
import { readNamespace } from '#lib/kube/read-object.ts';
import { running } from '#lib/live/running.ts';
import { beginRun } from './begin-run.ts';
import type { Caller } from './caller.ts';
import type { Subject } from './function-subject.ts';
import type { FunctionParams } from './get-function.ts';
import { standsStill } from './start-upgrade.ts';

/** As long as the testsuite waits for a rollback; seconds. */
const usualLimit = 180;

/** Starts the lifecycle checks on a function that may be tried out; see `planLifecycle`. */
export const startLifecycle = ({
  params,
  body,
  request,
}: Call<FunctionParams, unknown, StartLifecycleBody>) =>
  beginRun(request, params, {
    action: 'lifecycle',
    kind: 'lifecycle',
    method: 'replace',
    change: (subject) => changeOf(subject, body),
    lifecycle: (subject, caller) => lifecycleOf(subject, caller, body),
    strategy: {
      limitSeconds: body.limitSeconds ?? usualLimit,
      soakSeconds: 0,
      gates: ['ready'],
      drain: 'none',
      drainSeconds: 0,
      preflight: false,
    },
    reason: body.reason,
    overrideFreeze: body.overrideFreeze,
    dryRun: body.dryRun,
  });

/** Fault `refused` with the remedy, but in the simulated cluster and in namespaces that say that they are labs. */
async function mayBeTried(caller: Caller, namespace: string): Promise<Result<true>> {
  const { hub } = running();
  if (hub.cluster().simulated) return ok(true);
  const read = await readNamespace(caller.connection, namespace);
  if (!read.ok && read.fault.kind !== 'forbidden') return read;
  const place = read.ok ? read.value : hub.stores.namespaces.get(namespace);
  if (isLabNamespace(place?.metadata)) return ok(true);
  return fail(
    'refused',
    `The checks scale the function and change its version, which is for lab namespaces alone. Where that is one: kubectl label namespace ${namespace} ${labMark}=true`,
    { reason: { code: 'not-a-lab', params: { namespace, label: labMark } } },
  );
}

/** Later and earlier versions: those that were given, else the nearest ones in use. Fault `refused` where they are not. */
function imagesOf({ workload }: Subject, { images: given }: StartLifecycleBody): Result<LifecycleImages> {
  const { metadata, spec } = workload.object;
  const images: LifecycleImages = { newer: null, older: null };
  const { containers } = spec.template.spec;
  const stranger = Object.keys(given ?? {}).find((name) => !containers.some((one) => one.name === name));
  if (stranger !== undefined) return fail('refused', `${metadata.name} has no container ${stranger}.`);
  for (const { name, image = '' } of containers) {
    const found = given === undefined ? neighborsOf(image, inUse(image)) : (given[name] ?? {});
    for (const side of ['newer', 'older'] as const) {
      const other = found[side];
      if (other === undefined) continue;
      if (other === image || isDowngrade(image, other) === (side === 'newer'))
        return fail('refused', `${other} is not ${side} than ${image}.`, {
          reason: { code: 'not-that-version', params: { image: other, than: image } },
        });
      images[side] = { ...images[side], [name]: other };
    }
  }
  return ok(images);
}

/** Images of the same repository that pods anywhere ask for. */
function inUse(image: string): string[] {
  const all = new Set<string>();
  for (const pod of running().hub.stores.pods.values())
    for (const one of pod.spec.containers) if (one.image) all.add(one.image);
  return [...all].filter((other) => repositoryOf(other) === repositoryOf(image));
}

/** Every container whose image is changed at all, with what it has now. */
function changeOf(subject: Subject, body: StartLifecycleBody): Result<RunChange> {
  const still = standsStill(subject);
  if (still) return still;
  const images = imagesOf(subject, body);
  if (!images.ok) return images;
  const { newer, older } = images.value;
  const change: RunChange = { images: {}, annotations: {}, payload: null };
  for (const { name, image: from = '' } of subject.workload.object.spec.template.spec.containers) {
    const to = newer?.[name] ?? older?.[name];
    if (to !== undefined) change.images[name] = { from, to };
  }
  return ok(change);
}

async function lifecycleOf(
  subject: Subject,
  caller: Caller,
  body: StartLifecycleBody,
): Promise<Result<Lifecycle>> {
  const lab = await mayBeTried(caller, subject.input.target.namespace);
  if (!lab.ok) return lab;
  const images = imagesOf(subject, body);
  if (!images.ok) return images;
  const { workload, input } = subject;
  const changed = new Set(Object.values(images.value).flatMap((side) => Object.keys(side ?? {})));
  const lifecycle = planLifecycle(
    {
      kind: workload.kind,
      replicas: desiredReplicas(workload),
      images: Object.fromEntries(
        workload.object.spec.template.spec.containers
          .filter(({ name }) => changed.has(name))
          .map(({ name, image = '' }) => [name, image]),
      ),
      rolls: rolls(workload),
      autoscaled:
        autoscalerOf([...running().hub.stores.horizontalpodautoscalers.values()], input.target) !== undefined,
    },
    images.value,
  );
  const { checks } = lifecycle;
  if (checks.some(({ why }) => why === null)) return ok(lifecycle);
  const whys = new Set(checks.flatMap(({ why }) => (why === null ? [] : [checkReasonText[why]])));
  return fail('refused', `No check can be run. ${[...whys].join(' ')}`, {
    reason: { code: 'no-check', params: { name: input.target.name, why: [...whys].join(' ') } },
  });
}

/** Whether the controller replaces every pod by itself. */
function rolls(workload: Subject['workload']): boolean {
  if (workload.kind === 'deployments') return true;
  const { updateStrategy } = workload.object.spec;
  if (updateStrategy?.type === 'OnDelete') return false;
  return (
    workload.kind === 'daemonsets' ||
    (workload.object.spec.updateStrategy?.rollingUpdate?.partition ?? 0) === 0
  );
}
