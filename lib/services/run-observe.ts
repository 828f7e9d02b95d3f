import type { Caller } from '#lib/auth/caller.ts';
import { workloadPath } from '#lib/domain/action/write.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { parseNetworkStatus, statusAnnotations } from '#lib/domain/network/reported.ts';
import { podReasons } from '#lib/domain/pod/pod-health.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Observed, ObservedPod } from '#lib/domain/run/observed.ts';
import type { HoldCode, Run } from '#lib/domain/run/run.ts';
import { stepsOf } from '#lib/domain/run/run.ts';
import { controllerOf } from '#lib/domain/workload/owner.ts';
import { matches } from '#lib/domain/workload/selector.ts';
import { isReady } from '#lib/domain/workload/versions.ts';
import { readPreflight } from '#lib/kube/preflight-job.ts';
import { selectorText } from '#lib/kube/read-revisions.ts';
import { rightTo } from '#lib/kube/read-workload.ts';
import { requestJson } from '#lib/kube/request.ts';
import { changedImages, observedWorkload } from '#lib/kube/run-workload.ts';
import { trim } from '#lib/kube/trim/trim.ts';
import { list, record, type Wire } from '#lib/kube/trim/wire.ts';
import { running } from '#lib/live/running.ts';
import { podSide } from './pod-side.ts';
import { inPlaceKinds } from './run-kinds.ts';
import { readFlow, readSessions } from './run-pod.ts';

/** What a decision is made from, and the objects that it is about. */
export interface Sight {
  seen: Observed;
  raw: Wire;
  pods: Pod[];
}

const options = { resource: '', keepsData: () => false };
/** A pod may be unschedulable for a moment while the one before it still has its place; milliseconds. */
const placeTime = 5_000;

/** Reads the workload, its pods and, where the run is at a point that needs them, their sessions: all now. */
export async function observeRun(caller: Caller, run: Run, now: Date): Promise<Result<Sight>> {
  const { connection } = caller;
  const { namespace } = run.target;
  const nothing = { pods: [], preflight: { state: 'none' as const, detail: '' }, chain: [], budget: null };
  const read = await requestJson(connection, workloadPath(run.target), { right: rightTo('get', run.target) });
  if (!read.ok && read.fault.kind !== 'not-found') return read;
  const raw = record(read.ok ? read.value : null);
  if (!read.ok || record(raw.metadata).uid !== run.target.uid)
    return ok({ seen: { workload: null, ...nothing }, raw, pods: [] });
  const selector = encodeURIComponent(selectorText(record(record(raw.spec).selector)));
  const listed = await requestJson(
    connection,
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?labelSelector=${selector}`,
    { right: { verb: 'list', group: '', resource: 'pods', namespace } },
  );
  if (!listed.ok) return listed;
  const pods = list(record(listed.value).items)
    .map((item) => trim('pods', item, options))
    .filter((pod) => isOf(run, pod) && pod.status.phase !== 'Succeeded' && !hasFailed(pod));
  const preflight =
    run.phase === 'running' || !run.strategy.preflight
      ? ok(nothing.preflight)
      : await readPreflight(connection, namespace, run.id);
  if (!preflight.ok) return preflight;
  const reads = run.kind !== 'lifecycle' && readsSessions(run);
  const observed: ObservedPod[] = [];
  for (const pod of pods) observed.push(await observedPod(caller, run, pod, reads, now));
  const { hub } = running();
  const budget = [...hub.stores.poddisruptionbudgets.values()].find(
    ({ metadata, spec, status }) =>
      metadata.namespace === namespace &&
      status.disruptionsAllowed === 0 &&
      pods.some((pod) => matches(spec.selector, pod.metadata.labels)),
  );
  return ok({
    seen: {
      workload: observedWorkload(run, raw),
      pods: observed,
      preflight: preflight.value,
      chain: chainTrouble(run),
      budget: budget?.metadata.name ?? null,
    },
    raw,
    pods,
  });
}

/** What is left of an eviction by the kubelet: its controller has made another. */
const hasFailed = (pod: Pod): boolean => pod.status.phase === 'Failed' && pod.status.reason === 'Evicted';

function isOf(run: Run, pod: Pod): boolean {
  const owner = controllerOf(pod.metadata.ownerReferences);
  if (run.target.kind !== 'deployments') return owner?.uid === run.target.uid;
  const hash = pod.metadata.labels?.['pod-template-hash'];
  return owner?.kind === 'ReplicaSet' && hash !== undefined && owner.name === `${run.target.name}-${hash}`;
}

const readsSessions = (run: Run): boolean =>
  run.routing &&
  (run.phase === 'baseline' ||
    (run.phase === 'running' && stepsOf(run).some(({ stage }) => stage === 'gating')));

const isDraining = (run: Run, pod: string): boolean =>
  run.strategy.drain === 'graceful-shutdown' &&
  stepsOf(run).some(({ stage, uid, drainAt }) => stage === 'draining' && uid === pod && drainAt !== null);

async function observedPod(
  caller: Caller,
  run: Run,
  pod: Pod,
  reads: boolean,
  now: Date,
): Promise<ObservedPod> {
  const { name, uid, deletionTimestamp } = pod.metadata;
  const ready = isReady(pod);
  const inPlace = inPlaceKinds[run.kind];
  const side =
    inPlace && run.phase === 'running' && ready
      ? await inPlace.stateOf(caller, run, pod)
      : ok(await podSide(caller, run, pod));
  return {
    name,
    uid,
    node: pod.spec.nodeName ?? null,
    side: side.ok ? side.value : 'other',
    ready,
    terminating: deletionTimestamp !== undefined,
    restarts: (pod.status.containerStatuses ?? []).reduce((sum, one) => sum + one.restartCount, 0),
    interfaces: attached(pod),
    trouble: troubleOf(pod, now),
    sessions: null,
    ...(reads && ready && deletionTimestamp === undefined && (await readSessions(caller, pod))),
    ...(ready && isDraining(run, uid) && { flow: await readFlow(caller, pod) }),
    ...(run.lifecycle && {
      images: changedImages(
        run,
        (container) => pod.spec.containers.find((one) => one.name === container)?.image,
      ),
    }),
  };
}

/** Interfaces beside the pod network's, as Multus reports them. */
function attached(pod: Pod): string[] {
  const text = statusAnnotations
    .map((name) => pod.metadata.annotations?.[name])
    .find((one) => one !== undefined);
  return parseNetworkStatus(text).items.flatMap((item) => item.interface ?? []);
}

const troubles: Record<string, HoldCode> = {
  'image-pull': 'image-pull',
  'crash-loop': 'crash-loop',
  'container-config': 'container-config',
  'container-failed': 'pod-failed',
  'oom-killed': 'pod-failed',
  'pod-failed': 'pod-failed',
  unschedulable: 'unschedulable',
};

function troubleOf(pod: Pod, now: Date): ObservedPod['trouble'] {
  for (const { code, message, subject } of podReasons(pod, now)) {
    const known = troubles[code];
    if (known === undefined) continue;
    if (known === 'unschedulable' && now.getTime() - Date.parse(pod.metadata.creationTimestamp) < placeTime)
      continue;
    return { code: known, detail: [subject, message ?? code].filter(Boolean).join(': ') };
  }
  return null;
}

function chainTrouble(run: Run): string[] {
  if (run.chain === null) return [];
  const { namespace, kind, name } = run.target;
  return running()
    .hub.functions({ all: true })
    .filter((row) => row.namespace === namespace && row.chain === run.chain && row.role === 'chain')
    .filter((row) => row.kind !== kind || row.name !== name)
    .filter(({ health }) => health === 'down' || health === 'degraded')
    .map((row) => `${row.name}: ${row.health}`);
}
