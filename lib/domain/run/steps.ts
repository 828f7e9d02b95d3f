import { compare } from '../compare.ts';
import { freshStep } from './draft.ts';
import { slotOf } from './gates.ts';
import { isPresent, type Observed, type ObservedPod, podOf } from './observed.ts';
import type { BasePod, BaseSession, Run, Step } from './run.ts';
import { isRecreate, opened, ordinalOf } from './wanted.ts';

/** Sessions that are kept one by one, over all pods: the record has to fit into an annotation. */
const maxSessions = 600;

/** The pods in the order they go: highest ordinal first, nodes by name, else those that are not ready, then the newest. */
export function forwardSteps(run: Run, seen: Observed, held: number): Step[] {
  const going = seen.pods
    .filter((pod) => isPresent(pod) && pod.side !== 'to')
    .filter(({ name }) => run.target.kind !== 'statefulsets' || ordinalOf(name) >= held)
    .sort(
      run.target.kind === 'statefulsets'
        ? (a, b) => ordinalOf(b.name) - ordinalOf(a.name)
        : (a, b) =>
            Number(a.ready) - Number(b.ready) ||
            compare(a.node ?? '', b.node ?? '') ||
            compare(a.name, b.name),
    );
  const batch = isRecreate(run) ? Math.max(1, going.length) : run.strategy.batch;
  return going.map((pod, index) => freshStep(Math.floor(index / batch) + 1, pod));
}

/** Pods that have changed, or may have, the unwell first, then in the reverse order. */
export function backSteps(run: Run, seen: Observed): Step[] {
  const changed =
    run.target.kind === 'deployments'
      ? seen.pods.filter((pod) => isPresent(pod) && pod.side === 'to')
      : opened(run.forward).map((step) => hereOf(run, seen, step) ?? absent(step));
  const wellOf = (pod: ObservedPod) => Number(pod.ready && isDone(run, pod));
  const order = [...changed].reverse().sort((a, b) => wellOf(a) - wellOf(b));
  const batch = isRecreate(run) ? Math.max(1, order.length) : run.strategy.batch;
  return order.map((pod, index) => freshStep(Math.floor(index / batch) + 1, pod));
}

const absent = (step: Step): ObservedPod => ({
  name: step.newPod ?? step.pod,
  uid: step.newUid ?? step.uid,
  node: step.node,
  side: 'to',
  ready: false,
  terminating: true,
  restarts: 0,
  interfaces: [],
  trouble: null,
  sessions: null,
});

const isDone = (run: Run, pod: ObservedPod): boolean =>
  run.forward.some(({ newUid, stage }) => newUid === pod.uid && stage === 'done');

/** The pod that is in a step's place now. */
export function hereOf(run: Run, seen: Observed, step: Step): ObservedPod | undefined {
  if (run.target.kind === 'deployments') return podOf(seen, step.newUid ?? step.uid);
  const slot = run.target.kind === 'daemonsets' ? (step.node ?? step.pod) : step.pod;
  return seen.pods.find((pod) => isPresent(pod) && slotOf(run, pod) === slot);
}

/** Gives every step that waits the pod that is in its place now: somebody may have deleted the one that was. */
export function refresh(run: Run, seen: Observed, steps: Step[]): void {
  const waiting = steps.filter(({ stage }) => stage === 'waiting');
  const taken = new Set(steps.filter((step) => podOf(seen, step.uid)).map(({ uid }) => uid));
  const target = run.direction === 'back' ? 'from' : 'to';
  for (const step of waiting) {
    if (isPresent(podOf(seen, step.uid))) continue;
    const pod =
      run.target.kind === 'deployments'
        ? seen.pods.find((one) => isPresent(one) && one.side !== target && !taken.has(one.uid))
        : hereOf(run, seen, step);
    if (pod === undefined) continue;
    taken.add(pod.uid);
    Object.assign(step, {
      pod: pod.name,
      uid: pod.uid,
      node: pod.node,
      drained: false,
      drainAt: null,
      calm: null,
    });
  }
}

/** What is so before: of every pod that is ready. */
export function basePods(run: Run, seen: Observed): BasePod[] {
  const ready = seen.pods.filter((pod) => isPresent(pod) && pod.ready);
  const each = Math.max(1, Math.floor(maxSessions / Math.max(1, ready.length)));
  return ready.map((pod) => {
    const sessions: BaseSession[] = pod.sessions ?? [];
    return {
      pod: pod.name,
      slot: slotOf(run, pod),
      interfaces: pod.interfaces,
      restarts: pod.restarts,
      sessions: sessions.slice(0, each),
      more: Math.max(0, sessions.length - each),
    };
  });
}

/** A turn for each pod that came on the wrong side meanwhile, as one does that somebody deleted under OnDelete. */
export function addStragglers(run: Run, seen: Observed, held: number): void {
  if (run.target.kind === 'deployments') return;
  const steps = run.direction === 'back' ? (run.back ?? []) : run.forward;
  const wrong = run.direction === 'back' ? 'to' : 'from';
  const left = seen.pods.filter(
    (pod) =>
      isPresent(pod) &&
      pod.side === wrong &&
      (run.target.kind !== 'statefulsets' || ordinalOf(pod.name) >= held) &&
      !steps.some(({ stage, uid }) => stage !== 'done' && uid === pod.uid),
  );
  const last = Math.max(0, ...steps.map(({ turn }) => turn));
  steps.push(...left.map((pod, index) => freshStep(last + index + 1, pod)));
}
