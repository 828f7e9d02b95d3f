import { failed, note } from './draft.ts';
import { prefixesMissing, readGates } from './gates.ts';
import { isPresent, type Observed, type ObservedPod, podOf, type RunAct } from './observed.ts';
import { type GateReading, type HoldCode, type Run, type Side, type Step, stepsOf } from './run.ts';
import { quoted, type Said, say, sayAll, sayingOf } from './saying.ts';
import { hereOf, refresh } from './steps.ts';
import { sameIntent, wanted } from './wanted.ts';

const isUnderWay = ({ stage }: Step): boolean =>
  stage === 'draining' || stage === 'replacing' || stage === 'gating';

const elapsed = (since: string | null, now: Date): number =>
  since === null ? 0 : (now.getTime() - Date.parse(since)) / 1000;

export const targetOf = (run: Run): Side => (run.direction === 'back' ? 'from' : 'to');

/** The steps whose turn it is; empty where the next turn has not begun. */
export const current = (run: Run): Step[] => stepsOf(run).filter(isUnderWay);

/** Begins the next turn, where everything else is well. True once no turn is left. */
export function openNext(run: Run, seen: Observed, now: Date): boolean {
  const steps = stepsOf(run);
  refresh(run, seen, steps);
  const waiting = steps.filter(({ stage }) => stage === 'waiting');
  const turn = Math.min(...waiting.map((step) => step.turn));
  const next = waiting.filter((step) => step.turn === turn);
  if (next.length === 0) return true;
  const why = unready(run, seen, next);
  if (why !== null) {
    run.waitsSince ??= now.toISOString();
    if (elapsed(run.waitsSince, now) > run.strategy.limitSeconds) {
      run.waitsSince = null;
      failed(run, now, why.code, why.said);
    }
    return false;
  }
  run.waitsSince = null;
  for (const step of next) open(run, seen, step, now);
  return false;
}

type Wait = { code: HoldCode; said: Said };

/** Why the next pods may not go yet: the pods that are away are never more than those that go. */
function unready(run: Run, seen: Observed, next: readonly Step[]): Wait | null {
  const seconds = run.strategy.limitSeconds;
  const ending = seen.pods.find(({ terminating }) => terminating);
  if (ending) return { code: 'gate-limit', said: say('not-ended', { pod: ending.name, seconds }) };
  if (seen.workload && !seen.workload.settled)
    return { code: 'gate-limit', said: say('not-seen', { seconds }) };
  if (mustBeCounted(run, seen)) return { code: 'gate-limit', said: say('still-counted', { seconds }) };
  // A pod that does not serve takes nothing away when it goes.
  if (!next.some(({ uid }) => podOf(seen, uid)?.ready)) return null;
  const going = new Set(next.map(({ uid }) => uid));
  const away = seen.pods.find(({ uid, ready }) => !ready && !going.has(uid));
  if (away)
    return { code: away.trouble?.code ?? 'gate-limit', said: say('not-ready', { pod: away.name, seconds }) };
  const missing = run.replicas - seen.pods.length;
  if (missing > 0) return { code: 'gate-limit', said: say('pods-missing', { count: missing, seconds }) };
  return seen.budget === null
    ? null
    : { code: 'budget', said: say('no-disruption', { budget: seen.budget, seconds }) };
}

/** A Deployment that turns back waits until none of its pods is counted as available: see `backFields`. */
function mustBeCounted(run: Run, { workload }: Observed): boolean {
  return run.intended.fields.paused === true && (workload?.available ?? 0) > 0;
}

function open(run: Run, seen: Observed, step: Step, now: Date): void {
  const pod = podOf(seen, step.uid);
  step.openedAt = now.toISOString();
  step.wellSince = null;
  const { drain } = run.strategy;
  const drains =
    (drain === 'hook' || (drain === 'graceful-shutdown' && run.routing)) &&
    run.gated &&
    run.method === 'replace';
  step.stage = drains && pod?.ready && pod.side !== targetOf(run) ? 'draining' : 'replacing';
  if (step.stage === 'draining') step.drained = true;
  note(run, now, step.stage, step.pod);
}

/** Lets the steps of the turn go on; what is to be done for them, if anything. */
export function advance(run: Run, seen: Observed, steps: Step[], now: Date): RunAct | null {
  let act: RunAct | null = null;
  for (const step of steps) {
    if (step.stage === 'draining') act ??= drain(run, seen, step, now);
    if (step.stage === 'replacing') act ??= replace(run, seen, step, now);
    if (step.stage === 'gating') follow(run, seen, step, now);
    if (run.hold) return act;
  }
  const turn = current(run);
  if (turn.some(({ stage }) => stage === 'gating')) judge(run, seen, turn, now);
  overdue(run, now);
  return act;
}

function drain(run: Run, seen: Observed, step: Step, now: Date): RunAct | null {
  const pod = podOf(seen, step.uid);
  if (!isPresent(pod) || !pod.ready) step.stage = 'replacing';
  else if (step.drainAt === null) return { do: 'drain', pod: step.pod, uid: step.uid };
  else if (elapsed(step.drainAt, now) >= run.strategy.drainSeconds) step.stage = 'replacing';
  else if (hasConverged(step, pod, now)) {
    note(run, now, 'converged', step.pod);
    step.stage = 'replacing';
  }
  return null;
}

/** For so long nothing may have moved; seconds. */
const calmSeconds = 3;

/** The peers have what was announced, and have answered what they had to: nothing is queued and nothing moves any more. */
function hasConverged(step: Step, { flow }: ObservedPod, now: Date): boolean {
  if (!flow) return false;
  if (flow.queued > 0 || flow.mark !== step.calm?.mark) {
    step.calm = { mark: flow.mark, since: now.toISOString() };
    return false;
  }
  return elapsed(step.calm.since, now) >= calmSeconds;
}

/** The workload is made what is wanted elsewhere (`wanted`); here the pod is taken away, and its successor found. */
function replace(run: Run, seen: Observed, step: Step, now: Date): RunAct | null {
  const target = targetOf(run);
  const confirmed = run.previous === null;
  if (run.method === 'in-place') {
    const pod = stayingOf(run, seen, step);
    if (pod?.side === target) {
      step.goAt ??= now.toISOString();
      if (pod.uid !== step.uid) note(run, now, 'replaced', newNameOf(step, pod.name));
      found(step, pod);
      return null;
    }
    return isPresent(pod) ? { do: 'apply', pod: pod.name, uid: pod.uid, side: target } : null;
  }
  if (run.target.kind === 'deployments') exchange(run, seen, step);
  const evicts =
    run.target.kind === 'daemonsets' || (run.target.kind === 'statefulsets' && run.direction === 'back');
  if (evicts) cameUnchanged(run, seen, step, target);
  const old = podOf(seen, step.uid);
  if (old && !old.terminating && old.side !== target) {
    // A controller that has not seen the change would make the pod anew as it was; the one of this very pass is not made yet.
    if (!evicts || !confirmed || !seen.workload?.settled || !sameIntent(wanted(run), run.intended))
      return null;
    return { do: 'evict', pod: old.name, uid: old.uid, unready: !old.ready };
  }
  if (old?.side !== target || old.terminating) step.goAt ??= now.toISOString();
  const heir = heirOf(run, seen, step, target);
  if (heir) {
    step.goAt ??= now.toISOString();
    found(step, heir);
    note(run, now, 'replaced', newNameOf(step, heir.name));
  }
  return null;
}

/** The pod was taken before its controller had seen the change, and is back as it was: then it is that one that goes. */
function cameUnchanged(run: Run, seen: Observed, step: Step, target: Side): void {
  if (podOf(seen, step.uid)) return;
  const here = hereOf(run, seen, step);
  if (here === undefined || here.side === target) return;
  step.pod = here.name;
  step.uid = here.uid;
  step.drained = false;
}

/** The pod that stays, or the one that somebody else's doing has put in its place. */
function stayingOf(run: Run, seen: Observed, step: Step): ObservedPod | undefined {
  const own = podOf(seen, step.newUid ?? step.uid);
  if (run.target.kind !== 'deployments') return own ?? hereOf(run, seen, step);
  if (isPresent(own)) return own;
  const taken = new Set(stepsOf(run).flatMap(({ uid, newUid }) => [uid, newUid]));
  return seen.pods.find((pod) => isPresent(pod) && !taken.has(pod.uid)) ?? own;
}

function found(step: Step, pod: ObservedPod): void {
  step.newPod = pod.name;
  step.newUid = pod.uid;
  step.stage = 'gating';
}

function heirOf(run: Run, seen: Observed, step: Step, target: Side): ObservedPod | undefined {
  if (run.target.kind !== 'deployments') {
    const here = hereOf(run, seen, step);
    return here?.side === target ? here : undefined;
  }
  const taken = new Set(stepsOf(run).map(({ newUid }) => newUid));
  const before = new Set((run.direction === 'back' ? run.forward : []).map(({ uid }) => uid));
  const known =
    run.direction === 'back'
      ? (uid: string) => before.has(uid) && run.forward.some((s) => s.uid === uid && s.stage === 'skipped')
      : () => false;
  return seen.pods.find(
    (pod) => isPresent(pod) && pod.side === target && !taken.has(pod.uid) && !known(pod.uid),
  );
}

/** A Deployment's controller chooses the pod that goes: where it took another one than expected, they change places. */
function exchange(run: Run, seen: Observed, step: Step): void {
  const steps = stepsOf(run);
  if (!isPresent(podOf(seen, step.uid))) return;
  const gone = steps.find((other) => other.stage === 'waiting' && !isPresent(podOf(seen, other.uid)));
  if (gone === undefined) return;
  const { pod, uid, node, drained, drainAt } = step;
  const other = { pod: gone.pod, uid: gone.uid, node: gone.node };
  Object.assign(step, { ...other, drained: false, drainAt: null, calm: null });
  Object.assign(gone, { pod, uid, node, drained, drainAt });
}

/** A pod that was replaced, or stayed, and has been deleted since: its successor is looked for again. */
function follow(run: Run, seen: Observed, step: Step, now: Date): void {
  if (isPresent(podOf(seen, step.newUid))) return;
  step.wellSince = null;
  if (run.method === 'in-place') {
    const heir = stayingOf(run, seen, step);
    if (!isPresent(heir) || !heir.ready) return;
    note(run, now, 'replaced-again', heir.name);
    found(step, heir);
    // It may have started with the text before: then it is given the other one as well.
    if (heir.side !== targetOf(run)) step.stage = 'replacing';
    return;
  }
  const taken = new Set(stepsOf(run).map(({ newUid }) => newUid));
  const here =
    run.target.kind === 'deployments'
      ? seen.pods.find((pod) => isPresent(pod) && pod.side === targetOf(run) && !taken.has(pod.uid))
      : hereOf(run, seen, step);
  if (here === undefined || here.side !== targetOf(run)) return;
  note(run, now, 'replaced-again', here.name);
  step.newPod = here.name;
  step.newUid = here.uid;
}

/** Holds the gates against what is seen, and ends the turn where they have been met for the soak time. */
function judge(run: Run, seen: Observed, turn: Step[], now: Date): void {
  const at = now.toISOString();
  const missing = prefixesMissing(run, seen);
  let gates = readGates(run, seen, turn, now);
  const met = (name: string) => gates.find(({ gate }) => gate === name)?.state !== 'waiting';
  const well =
    gates.every(({ gate, state }) => gate === 'soak' || state === 'met') &&
    turn.every(({ stage }) => stage === 'gating');
  for (const step of turn) {
    const pod = podOf(seen, step.newUid);
    if (pod?.trouble && !isResumed(run, now)) {
      failed(run, now, pod.trouble.code, quoted(`${pod.name}: ${pod.trouble.detail}`));
      return;
    }
    if (pod?.ready && step.readyAt === null) {
      step.readyAt = at;
      note(run, now, 'ready', pod.name);
    }
    if (step.readyAt !== null && met('ready')) {
      if (met('sessions') && met('bfd')) step.sessionsAt ??= at;
      if (met('prefixes')) step.prefixesAt ??= at;
    }
    if (missing !== null) step.prefixesMissing = Math.max(step.prefixesMissing, missing);
    step.wellSince = well ? (step.wellSince ?? at) : null;
  }
  gates = readGates(run, seen, turn, now);
  run.gates = gates;
  const broken = gates.find(({ state }) => state === 'failed');
  if (broken) {
    failed(run, now, 'gate-limit', say('restarted', { pods: broken.detail }));
    return;
  }
  if (!gates.every(({ state }) => state === 'met') || !turn.every(({ stage }) => stage === 'gating')) return;
  for (const step of turn) {
    step.stage = 'done';
    step.doneAt = at;
    note(run, now, 'done', step.newPod ?? step.pod);
  }
}

/** What was in the way stays on the pod until the scheduler or the kubelet tries again. */
const resumeGraceSeconds = 60;

function isResumed(run: Run, now: Date): boolean {
  const resumed = run.log.findLast(({ code }) => code === 'resumed');
  return resumed !== undefined && elapsed(resumed.at, now) < resumeGraceSeconds;
}

function overdue(run: Run, now: Date): void {
  const late = current(run).find(
    ({ stage, openedAt, wellSince }) =>
      stage !== 'draining' &&
      wellSince === null &&
      elapsed(openedAt, now) > run.strategy.limitSeconds + run.strategy.drainSeconds,
  );
  if (late === undefined || run.hold) return;
  const open = run.gates.filter(({ state }) => state !== 'met');
  const gates = sayAll(open.filter(({ gate }) => gate !== 'soak').map(gateSaid));
  const about = { pod: late.newPod ?? late.pod, seconds: run.strategy.limitSeconds };
  failed(run, now, 'gate-limit', gates === null ? say('not-replaced', about) : gatesLate(about, gates));
}

const gatesLate = (about: { pod: string; seconds: number }, gates: Said): Said => {
  const { said } = say('gates-late', about);
  return {
    text: say('gates-open', { ...about, gates: gates.text }).text,
    said: said && { ...said, why: sayingOf(gates) },
  };
};

/** A StatefulSet's pods keep their names. */
const newNameOf = ({ pod }: Step, name: string): string => (pod === name ? name : `${pod} → ${name}`);

/** A gate that is not met, with its numbers; what must not be has none. */
const gateSaid = ({ gate, have, want, detail }: GateReading): Said => {
  const named = detail ? ` (${detail})` : '';
  return want === 0
    ? say('gate-more', { gate, detail: named })
    : say('gate-open', { gate, have, want, detail: named });
};
