import type { PlanUpgradeBody, UpgradePlan } from '#lib/contracts/upgrades.ts';
import { type ActionPreview, actionPreview } from '#lib/domain/action/preview.ts';
import { workloadPath } from '#lib/domain/action/write.ts';
import { ok } from '#lib/domain/result.ts';
import { longest, runNumbers } from '#lib/domain/run/report.ts';
import { isEnded, type Run } from '#lib/domain/run/run.ts';
import { runStrategy } from '#lib/domain/run/strategy.ts';
import { forwardFields } from '#lib/domain/run/wanted.ts';
import { isDowngrade, repositoryOf } from '#lib/domain/upgrade/image.ts';
import { desiredReplicas } from '#lib/domain/workload/function-row.ts';
import { versionOfImage } from '#lib/domain/workload/version.ts';
import type { Call } from '#lib/http/handle.ts';
import { reviewAccess } from '#lib/kube/access-review.ts';
import { runAnnotation } from '#lib/kube/run-record.ts';
import { strategyFields, workloadPatch } from '#lib/kube/run-workload.ts';
import { record } from '#lib/kube/trim/wire.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import { admittedChange, rewritten } from './admitted-change.ts';
import { runRights } from './begin-run.ts';
import { drainHookOf } from './drain-hooks.ts';
import { functionSubject, type Subject } from './function-subject.ts';
import type { FunctionParams } from './get-function.ts';
import { requireLive } from './require-live.ts';
import { configOf } from './run-act.ts';
import { watchedRuns } from './run-store.ts';
import { imageChange } from './start-upgrade.ts';
import { viewerOf } from './viewer.ts';

/** What an upgrade would do, as far as the caller may see it; nothing is changed and nothing recorded. */
export async function planUpgrade({ params, body, request }: Call<FunctionParams, unknown, PlanUpgradeBody>) {
  const live = requireLive();
  if (!live.ok) return live;
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { caller, hub } = viewer.value;
  const read = await functionSubject(caller, params, {});
  if (!read.ok) return read;
  const subject = read.value;
  const missing: UpgradePlan['missing'] = [];
  for (const right of runRights(params, { kind: 'upgrade' })) {
    const review = await reviewAccess(caller.connection, right);
    if (!review.ok && review.fault.kind !== 'forbidden') return review;
    if (!review.ok) missing.push(right);
  }
  const change = imageChange(subject, body.images);
  const { workload, raw, input } = subject;
  const runs = (await watchedRuns())
    .map(({ run }) => run)
    .filter(({ target }) => target.uid === subject.version.uid);
  const active = runs.find((run) => !isEnded(run));
  const view = actionPreview(subject.shown, { action: 'restart' });
  const admitted =
    change.ok && missing.length === 0 ? await admittedChange(caller, subject, change.value) : null;
  const images = change.ok ? change.value.images : {};
  const hook = drainHookOf(workload.object.spec.template.spec);
  const about = { routing: input.routing, method: 'replace', images: true, hook: hook !== null } as const;
  const strategy = runStrategy(about, body.strategy ?? {});
  const method = methodOf(subject);
  const steps = view.plan.restarts.map(({ name, node, ready }, index) => ({
    turn: method === 'recreate' ? 1 : Math.floor(index / strategy.batch) + 1,
    pod: name,
    node,
    ready,
  }));
  const config = configOf(
    { target: { ...params, uid: '' }, change: { images, annotations: {}, payload: null } },
    raw,
  );
  const replicas = desiredReplicas(workload);
  const outage = method === 'recreate' || replicas <= strategy.batch;
  const downgrades = Object.values(images).map(({ from, to }) => isDowngrade(from, to));
  const refused: UpgradePlan['refused'] = active
    ? { code: 'run-under-way', params: { run: active.id, by: active.startedBy } }
    : !change.ok
      ? { code: 'no-change', params: { why: change.fault.detail } }
      : admitted && !admitted.ok
        ? { code: 'not-admitted', params: { why: admitted.fault.detail } }
        : null;
  return ok({
    target: params,
    chain: input.chain,
    routing: input.routing,
    images,
    rewritten: change.ok && admitted?.ok ? rewritten(change.value, admitted.value) : {},
    known: knownImages(
      hub,
      subject,
      runs.filter(({ outcome }) => outcome === 'succeeded' || outcome === 'rolled-back'),
    ),
    downgrade: downgrades.includes(true)
      ? true
      : downgrades.includes(null) || downgrades.length === 0
        ? null
        : false,
    strategy,
    method,
    steps,
    stays: view.plan.stays,
    outage,
    protects: {
      budgets: view.budgets.map(({ name, allowed, needed }) => ({ name, allowed, needed })),
      otherReplicas: Math.max(0, replicas - strategy.batch),
      chainOthers: chainOthers(hub, params, input.chain),
    },
    interruption: interruptionOf(runs),
    preflight: {
      pull: strategy.preflight ? Object.values(images).map(({ to }) => to) : [],
      config: strategy.preflight ? (config?.configMap ?? null) : null,
    },
    hook: hook && { container: hook.container, command: [...hook.hook.command], undo: [...hook.hook.undo] },
    undoers: undoersOf(view, active),
    drift: driftedPods(hub, params),
    refused,
    missing,
    warnings: [
      ...view.warnings.filter(({ code }) => !String(code).startsWith('restart')),
      ...(outage ? [{ code: 'outage', params: { name: params.name } }] : []),
      ...(downgrades.includes(true) ? [{ code: 'downgrade', params: { name: params.name } }] : []),
    ],
    patches: change.ok ? patchesOf(subject, images, steps) : [],
    command: `kubectl -n ${params.namespace} set image ${params.kind}/${params.name} ${Object.entries(images)
      .map(([name, { to }]) => `${name}=${to}`)
      .join(' ')}`,
    resourceVersion: subject.version.resourceVersion,
    freshness: hub.freshness(),
  });
}

/** As the console saw it last, of the pods that the caller may see. */
function driftedPods(hub: Pick<LiveView, 'pods'>, { namespace, kind, name }: FunctionParams): string[] {
  return hub
    .pods()
    .filter(({ function: of }) => of?.namespace === namespace && of.kind === kind && of.name === name)
    .filter(({ reasons }) => reasons.some(({ code }) => code === 'config-drift'))
    .map((pod) => pod.name);
}

function methodOf({ workload }: Subject): UpgradePlan['method'] {
  if (workload.kind === 'statefulsets') return 'partition';
  if (workload.kind === 'daemonsets') return 'on-delete';
  return workload.object.spec.strategy?.type === 'Recreate' ? 'recreate' : 'max-unavailable';
}

/** Images of the same repository that pods anywhere ask for, or this function had in its last runs, by container. */
function knownImages(
  { stores }: Pick<LiveView, 'stores'>,
  { workload }: Subject,
  runs: readonly Run[],
): UpgradePlan['known'] {
  const counts = new Map<string, number>();
  for (const { change } of runs)
    for (const { from, to } of Object.values(change.images))
      for (const image of [from, to]) counts.set(image, 0);
  for (const pod of stores.pods.values())
    for (const { image } of pod.spec.containers) if (image) counts.set(image, (counts.get(image) ?? 0) + 1);
  return Object.fromEntries(
    workload.object.spec.template.spec.containers.map(({ name, image = '' }) => [
      name,
      [...counts]
        .filter(([other]) => repositoryOf(other) === repositoryOf(image))
        .map(([other, pods]) => ({ image: other, version: versionOfImage(other), pods })),
    ]),
  );
}

function chainOthers(
  hub: Pick<LiveView, 'functions'>,
  { namespace, kind, name }: FunctionParams,
  chain: string | null,
): string[] {
  if (chain === null) return [];
  return hub
    .functions({ all: true })
    .filter(
      (row) => row.namespace === namespace && row.chain === chain && (row.kind !== kind || row.name !== name),
    )
    .sort((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER))
    .map((row) => row.name);
}

/** Of the runs that took pods away, whatever their end. */
function interruptionOf(runs: readonly Run[]): UpgradePlan['interruption'] {
  const numbers = runs
    .filter((run) => isEnded(run) && run.method === 'replace')
    .map(runNumbers)
    .filter(({ longestAwaySeconds }) => longestAwaySeconds !== null);
  if (numbers.length === 0) return null;
  return {
    runs: numbers.length,
    awaySeconds: longest(numbers.map((one) => one.longestAwaySeconds)),
    sessionsSeconds: longest(numbers.map((one) => one.longestSessionsSeconds)),
  };
}

function undoersOf(
  { owner, autoscaler, freeze }: ActionPreview,
  active: Run | undefined,
): UpgradePlan['undoers'] {
  return [
    ...(owner ? [{ by: owner.manager, name: owner.name, reconciles: owner.reconciles }] : []),
    ...(autoscaler ? [{ by: 'autoscaler' as const, name: autoscaler.name, reconciles: true }] : []),
    ...(freeze ? [{ by: 'freeze' as const, name: freeze.scope, reconciles: false }] : []),
    ...(active ? [{ by: 'run' as const, name: active.id, reconciles: false }] : []),
  ];
}

/** The requests that change the workload, as far as they differ: those of later turns are as that of the second. */
function patchesOf(
  { raw, input: { target }, version: { uid } }: Subject,
  images: Run['change']['images'],
  steps: UpgradePlan['steps'],
): UpgradePlan['patches'] {
  const change = { images, annotations: {}, payload: null };
  const metadata = record(raw.metadata);
  const named = {
    ...raw,
    metadata: { ...metadata, annotations: { ...record(metadata.annotations), [runAnnotation]: 'RUN' } },
  };
  const before = strategyFields(target.kind, raw);
  const upTo = (last: number) =>
    forwardFields(
      { target: { ...target, uid }, before },
      steps.filter(({ turn }) => turn <= last),
    );
  const request = (
    when: UpgradePlan['patches'][number]['when'],
    from: Subject['raw'],
    to: Parameters<typeof workloadPatch>[2],
  ) => ({
    when,
    method: 'PATCH',
    path: workloadPath(target),
    contentType: 'application/json-patch+json',
    body: workloadPatch({ change }, from, to),
  });
  const fields = Object.entries(steps.length === 0 ? before : upTo(1)).filter(([, value]) => value !== null);
  const going = { ...named, spec: { ...record(raw.spec), ...Object.fromEntries(fields) } };
  return [
    request('name', raw, { side: 'from', fields: {}, pointer: 'RUN' }),
    ...(steps.length === 0 ? [] : [request('first', named, { side: 'to', fields: upTo(1), pointer: 'RUN' })]),
    ...(steps.some(({ turn }) => turn === 2) && target.kind !== 'daemonsets'
      ? [request('next', named, { side: 'to', fields: upTo(2), pointer: 'RUN' })]
      : []),
    request('last', going, { side: steps.length === 0 ? 'from' : 'to', fields: before, pointer: null }),
  ];
}
