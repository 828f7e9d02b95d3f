import { leaveOutBlindTime } from './blind.ts';
import { decideLifecycle, undoFailed } from './decide-lifecycle.ts';
import { finish, hold, note, setCause } from './draft.ts';
import { edited, takeRest } from './edited.ts';
import { readGates } from './gates.ts';
import { isPresent, type Observed, type ObservedWorkload, podOf, type RunAct } from './observed.ts';
import { type Run, type Step, stepsOf } from './run.ts';
import { say } from './saying.ts';
import { addStragglers, backSteps, basePods, forwardSteps } from './steps.ts';
import { noteText, textAct } from './text-back.ts';
import { advance, current, openNext } from './turn.ts';
import { sameIntent, wanted } from './wanted.ts';

/** What is to be recorded first, and then done. Both are safe to repeat. */
export interface Decision {
  run: Run;
  act: RunAct | null;
}

/** For so long sessions of the baseline may be unreadable before it goes on without; milliseconds. */
const baselinePatience = 30_000;
const preflightLimit = 180_000;
/** A request that names a workload has been answered by then. */
const namingMs = 60_000;

/** What to do next, from the record and what is seen, and nothing else. The record is not changed but copied. */
export function decide(before: Run, seen: Observed, now: Date): Decision {
  const waits = isUnnamed(before, seen) && !isForsaken(before, now);
  if (before.lifecycle && !waits) return decideLifecycle(before, seen, now);
  const run = structuredClone(before);
  if (run.phase === 'ended') return { run, act: null };
  leaveOutBlindTime(run, now);
  if (seen.workload === null) {
    finish(run, now, 'failed');
    setCause(run, say('deleted', {}));
    end(run, now);
    return { run, act: null };
  }
  if (isUnnamed(run, seen)) {
    if (run.direction === 'back') finish(run, now, 'aborted');
    else if (isForsaken(run, now)) {
      setCause(run, say('forsaken', {}));
      finish(run, now, 'failed');
    }
    return { run, act: null };
  }
  confirm(run, seen, now);
  if (run.hold) return { run, act: whileHeld(run, seen, now) };
  const act = step(run, seen, now);
  // What the workload is to be follows from the steps; it is recorded before it is done.
  if (run.hold || (run.phase as string) === 'ended') return { run, act: act ?? stale(run, seen) };
  const want = wanted(run);
  if (!sameIntent(want, run.intended) && run.previous === null) {
    run.previous = run.intended;
    run.intended = want;
    run.touched = true;
  }
  const pending = run.previous !== null || releases(run, seen);
  if (act === null && pending) return { run, act: { do: 'set', ...run.intended, release: isLast(run) } };
  return { run, act };
}

/** It is recorded, and begins once the workload names it: another replica may see it in between. */
const isUnnamed = (run: Run, { workload, preflight }: Observed): boolean =>
  run.phase === 'preflight' &&
  !run.touched &&
  !run.hold &&
  workload?.run !== run.id &&
  (run.parent !== null || (preflight.state === 'none' && run.log.every(({ code }) => code in beginnings)));

const beginnings = { started: true, rewritten: true };

/** Of a chain, whoever goes on with it names it; of a run of its own, only the request that recorded it. */
const isForsaken = ({ parent, startedAt }: Run, now: Date): boolean =>
  parent === null && now.getTime() - Date.parse(startedAt) > namingMs;

const isLast = (run: Run): boolean => run.phase === 'restoring';
const releases = (run: Run, seen: Observed): boolean =>
  isLast(run) && seen.workload?.run === run.id && stale(run, seen) === null;

/** Sees whether the workload is as the run has made it, and holds where somebody else has changed it. */
function confirm(run: Run, seen: Observed, now: Date): void {
  const { workload } = seen;
  if (workload === null || run.hold) return;
  // Nodes come and go, and a DaemonSet's pods with them.
  if (run.target.kind === 'daemonsets') run.replicas = workload.replicas;
  if (run.adopts) adopt(run, workload);
  const difference = run.adopts && run.direction === 'back' ? null : edited(run, workload);
  if (difference !== null) hold(run, now, 'edited', difference);
  else if (sameIntent(run.intended, workload)) run.previous = null;
}

/** Goes on from what is there. Another image than either is as good as a change: going back replaces it. */
function adopt(run: Run, workload: ObservedWorkload): void {
  takeRest(run, workload);
  run.replicas = workload.replicas;
  run.previous = null;
  run.intended = { side: workload.side === 'from' ? 'from' : 'to', fields: workload.fields };
  run.adopts = workload.side === 'other' && run.direction === 'back';
}

function step(run: Run, seen: Observed, now: Date): RunAct | null {
  const text = textAct(run);
  if (text) return text;
  switch (run.phase) {
    case 'preflight':
      return preflight(run, seen, now);
    case 'baseline':
      return seen.preflight.state === 'none' ? measure(run, seen, now) : { do: 'clean' };
    case 'running':
      return running(run, seen, now);
    case 'restoring': {
      const left = stale(run, seen) ?? (seen.preflight.state === 'none' ? null : { do: 'clean' as const });
      if (left) return left;
      const restored = sameIntent(wanted(run), run.intended) && run.previous === null;
      if (restored && seen.workload?.run !== run.id) end(run, now);
      return null;
    }
    case 'ended':
      return null;
  }
}

function end(run: Run, now: Date): void {
  run.phase = 'ended';
  run.endedAt = now.toISOString();
  note(run, now, 'ended', run.outcome ?? '');
}

function preflight(run: Run, seen: Observed, now: Date): RunAct | null {
  if (run.direction === 'back') {
    finish(run, now, run.gated ? 'rolled-back' : 'aborted');
    return null;
  }
  if (!run.strategy.preflight) {
    run.phase = 'baseline';
    return null;
  }
  const { state, detail } = seen.preflight;
  if (state === 'none') return { do: 'preflight' };
  const late = state === 'running' && now.getTime() - Date.parse(run.startedAt) > preflightLimit;
  if (state === 'failed' || late) {
    const said = late
      ? say('preflight-late', { seconds: preflightLimit / 1000, detail })
      : say('preflight-failed', { detail });
    setCause(run, said);
    note(run, now, 'preflight-failed', said);
    finish(run, now, 'failed');
    return { do: 'clean' };
  }
  if (state === 'running') return null;
  note(run, now, 'preflight-passed', detail);
  run.phase = 'baseline';
  return { do: 'clean' };
}

function measure(run: Run, seen: Observed, now: Date): RunAct | null {
  if (run.direction === 'back') {
    finish(run, now, run.gated ? 'rolled-back' : 'aborted');
    return null;
  }
  run.waitsSince ??= now.toISOString();
  const missing = run.replicas - seen.pods.filter(isPresent).length;
  if (missing > 0 || seen.pods.some(({ terminating }) => terminating)) {
    if (now.getTime() - Date.parse(run.waitsSince) < run.strategy.limitSeconds * 1000) return null;
    setCause(run, say('missing-before', { missing, count: run.replicas }));
    finish(run, now, 'failed');
    return null;
  }
  const coming = seen.pods.some((pod) => !pod.ready && pod.trouble === null);
  const unread = run.routing && seen.pods.some((pod) => isPresent(pod) && pod.ready && pod.sessions === null);
  if ((unread || coming) && now.getTime() - Date.parse(run.waitsSince) < baselinePatience) return null;
  run.waitsSince = null;
  run.baseline = { at: now.toISOString(), pods: basePods(run, seen), chain: seen.chain };
  run.forward = forwardSteps(run, seen, heldBy(run));
  run.phase = 'running';
  const sessions = run.baseline.pods.reduce((sum, pod) => sum + pod.sessions.length, 0);
  note(run, now, 'baseline', say('pods-measured', { pods: run.baseline.pods.length, sessions }));
  return null;
}

/** A StatefulSet's own partition: pods below it stay as they are. */
function heldBy({ target, before }: Run): number {
  if (target.kind !== 'statefulsets') return 0;
  const strategy = before.updateStrategy as { rollingUpdate?: { partition?: unknown } } | null | undefined;
  const partition = strategy?.rollingUpdate?.partition;
  return typeof partition === 'number' ? partition : 0;
}

/** A Deployment's controller is in the middle of what it was told: only then is it known which pods go back. */
function isStillMaking(run: Run, seen: Observed, now: Date): boolean {
  if (run.target.kind !== 'deployments' || run.method === 'in-place' || run.adopts) return false;
  run.waitsSince ??= now.toISOString();
  const making = run.previous !== null || seen.pods.filter(isPresent).length < run.replicas;
  if (making && now.getTime() - Date.parse(run.waitsSince) < baselinePatience) return true;
  run.waitsSince = null;
  return false;
}

function running(run: Run, seen: Observed, now: Date): RunAct | null {
  if (run.direction === 'back' && run.back === null) {
    if (isStillMaking(run, seen, now)) return null;
    run.back = backSteps(run, seen);
    note(run, now, 'going-back', say('pods-counted', { count: run.back.length }));
  }
  const left = stale(run, seen);
  if (left) return left;
  // Nothing more before the last change has been seen.
  if (run.previous !== null && run.method === 'replace') {
    const turn = current(run);
    return turn.length > 0 ? advance(run, seen, turn, now) : null;
  }
  if (!sameIntent(wanted(run), run.intended)) return null;
  const turn = current(run);
  if (turn.length > 0) return advance(run, seen, turn, now);
  addStragglers(run, seen, heldBy(run));
  if (openNext(run, seen, now))
    finish(run, now, run.direction === 'forward' ? 'succeeded' : run.gated ? 'rolled-back' : 'aborted');
  return null;
}

/** A graceful-shutdown that has to go because its pod stays; clears the mark of pods that are gone. */
function stale(run: Run, seen: Observed): RunAct | null {
  for (const one of [...run.forward, ...(run.back ?? [])]) {
    if (!one.drained) continue;
    const pod = podOf(seen, one.uid);
    if (pod === undefined) one.drained = false;
    else if (!pod.terminating && !mayBeDrained(run, one))
      return { do: 'undrain', pod: one.pod, uid: one.uid };
  }
  return null;
}

function mayBeDrained(run: Run, one: Step): boolean {
  const going = one.stage === 'draining' || one.stage === 'replacing';
  return (
    going && stepsOf(run).includes(one) && run.phase === 'running' && !(run.hold && one.stage === 'draining')
  );
}

/** Held: nothing moves. A pod that was about to go is not kept drained. */
function whileHeld(run: Run, seen: Observed, now: Date): RunAct | null {
  const turn = current(run);
  if (turn.some(({ stage }) => stage === 'gating')) run.gates = readGates(run, seen, turn, now);
  for (const one of stepsOf(run)) {
    if (one.stage !== 'draining') continue;
    one.stage = 'waiting';
    one.drainAt = null;
    one.calm = null;
  }
  return stale(run, seen);
}

/**
 * The record after something was done.
 * @param problem where it went wrong
 * @param said what a pod said of what was applied to it, or what became of the text
 */
export function acted(
  before: Run,
  act: RunAct,
  problem: string | null,
  now: Date,
  said: string | null = null,
): Run {
  if (act.do === 'undo' && problem !== null) return undoFailed(before, problem, now);
  const run = structuredClone(before);
  const all = [...run.forward, ...(run.back ?? [])];
  if (act.do === 'drain' || act.do === 'undrain') {
    const found = all.find(({ uid, drained }) => uid === act.uid && drained);
    if (problem !== null) {
      if (!run.hold && run.phase === 'running') hold(run, now, 'drain', problem);
    } else if (found && act.do === 'drain') {
      found.drainAt = now.toISOString();
      note(run, now, 'drained', `${act.pod}: ${run.strategy.drain}`);
    } else if (found) {
      found.drained = false;
      note(run, now, 'undrained', act.pod);
    }
  }
  if (act.do === 'restore-text') noteText(run, problem, said, now);
  if (act.do === 'apply' && said !== null) note(run, now, 'applied', said);
  if (act.do === 'apply' && problem !== null && isAborting(run)) {
    note(run, now, 'apply-failed', problem);
    for (const one of current(run)) if (one.pod === act.pod) one.stage = 'skipped';
  }
  return run;
}

/** What cannot be taken back in a pod does not keep an abort from its end. */
export const isAborting = (run: Run): boolean => run.direction === 'back' && !run.gated;
