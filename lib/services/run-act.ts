import type { Caller } from '#lib/auth/caller.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import type { RunAct } from '#lib/domain/run/observed.ts';
import type { Run } from '#lib/domain/run/run.ts';
import { routingContainer } from '#lib/domain/workload/is-routing.ts';
import {
  createPreflight,
  deletePreflight,
  type PreflightConfig,
  preflightJob,
} from '#lib/kube/preflight-job.ts';
import { changeWorkload, goalPatch, workloadPatch } from '#lib/kube/run-workload.ts';
import { takePod } from '#lib/kube/take-pod.ts';
import { podTemplate } from '#lib/kube/trim/pod-spec.ts';
import { record, type Wire } from '#lib/kube/trim/wire.ts';
import { undoRollout } from '#lib/kube/undo-rollout.ts';
import { running } from '#lib/live/running.ts';
import { runDrainHook } from './drain-hooks.ts';
import { restoreRunText } from './restore-run-text.ts';
import { inPlaceKinds } from './run-kinds.ts';
import type { Sight } from './run-observe.ts';
import { setGracefulShutdown } from './run-pod.ts';

/** Does one thing, in the name of who the run acts for. Faults as Kubernetes or the pod gave them. */
export async function doAct(
  caller: Caller,
  run: Run,
  { raw, pods }: Sight,
  act: RunAct,
): Promise<Result<unknown>> {
  const { connection } = caller;
  const { namespace } = run.target;
  switch (act.do) {
    case 'preflight':
      return createPreflight(connection, namespace, preflightJob(run, templateOf(raw), configOf(run, raw)));
    case 'clean':
      return deletePreflight(connection, namespace, run.id);
    case 'set': {
      const pointer = act.release ? null : run.id;
      return changeWorkload(connection, run.target, workloadPatch(run, raw, { ...act, pointer }));
    }
    case 'move':
      return changeWorkload(connection, run.target, goalPatch(raw, act.goal, act.release ? null : run.id));
    case 'undo':
      return undoRollout(connection, run.target, raw, act.goal);
    case 'restore-text':
      return restoreRunText(caller, run);
    case 'evict':
      return takePod(connection, { namespace, name: act.pod, uid: act.uid }, act.unready);
    case 'drain':
    case 'undrain':
    case 'apply': {
      const pod = pods.find(({ metadata }) => metadata.uid === act.uid);
      if (pod === undefined) return ok(null);
      if (act.do !== 'apply')
        return run.strategy.drain === 'hook'
          ? runDrainHook(caller, pod, act.do === 'drain')
          : setGracefulShutdown(caller, pod, act.do === 'drain');
      const kind = inPlaceKinds[run.kind];
      return kind?.apply(caller, run, pod, act.side) ?? fail('refused', `${run.kind} has nothing to apply`);
    }
  }
}

const templateOf = (raw: Wire): Wire => record(record(raw.spec).template);

/** The ConfigMap with `frr.conf` that the template mounts, for the container whose image changes and runs FRR. */
export function configOf(run: Pick<Run, 'target' | 'change'>, raw: Wire): PreflightConfig | null {
  const { configmaps } = running().hub.stores;
  const mapOf = (name: string) => configmaps.get(`${run.target.namespace}/${name}`);
  const { spec } = podTemplate(templateOf(raw));
  const container = routingContainer(spec, mapOf);
  if (container === null || !Object.hasOwn(run.change.images, container)) return null;
  for (const name of (spec.volumes ?? []).flatMap((volume) => volume.configMaps ?? [])) {
    const keys = mapOf(name)?.keys ?? [];
    if (keys.includes('frr.conf'))
      return { configMap: name, container, withVtyshConf: keys.includes('vtysh.conf') };
  }
  return null;
}

/** Faults that pass by themselves: the step is tried again, until its limit. */
export const isPassing = ({ kind }: Fault): boolean => kind === 'unreachable' || kind === 'conflict';
