import { leaveOutBlindTime } from './blind.ts';
import type { Decision } from './decide.ts';
import { finish, hold, note, setCause } from './draft.ts';
import { restEdited, strategyEdited, takeRest } from './edited.ts';
import type { CheckReason, Goal, Lifecycle, LifecycleCheck } from './lifecycle.ts';
import {
  isPresent,
  type Observed,
  type ObservedPod,
  type ObservedWorkload,
  type RunAct,
} from './observed.ts';
import type { Run } from './run.ts';
import { quoted, type Said, say } from './saying.ts';
import { sameFields } from './wanted.ts';

/**
 * What a run of lifecycle checks does next. As with every run it is recorded before it is done, and may be done twice: the
 * record says what the workload is to be, and each pass makes it so until it is seen.
 */
export function decideLifecycle(before: Run, seen: Observed, now: Date): Decision {
  const run = structuredClone(before);
  const { lifecycle } = run;
  if (run.phase === 'ended' || lifecycle === undefined) return { run, act: null };
  leaveOutBlindTime(run, now);
  if (seen.workload === null) {
    leave(run, 'deleted', now);
    finish(run, now, 'failed');
    setCause(run, say('deleted', {}));
    end(run, now);
    return { run, act: null };
  }
  confirm(run, lifecycle, seen.workload, now);
  if (run.hold) return { run, act: null };
  return { run, act: step(run, lifecycle, seen, seen.workload, now) };
}

/** Sees whether the workload is as the run has made it, and holds where somebody else has changed it. */
function confirm(run: Run, state: Lifecycle, workload: ObservedWorkload, now: Date): void {
  if (run.hold) return;
  if (run.adopts) {
    takeRest(run, workload);
    run.before = workload.fields;
    run.adopts = false;
    // What it has now is overwritten with what is next.
    state.previous = [{ replicas: workload.replicas, images: workload.images ?? {} }];
  }
  const difference = edited(run, state, workload);
  if (difference !== null) hold(run, now, 'edited', difference);
  else if (isAt(workload, state.goal)) state.previous = [];
}

function edited(run: Run, { goal, previous }: Lifecycle, workload: ObservedWorkload): Said | null {
  if (workload.run !== run.id && run.phase !== 'restoring') return say('not-named', {});
  const rest = restEdited(run, workload);
  if (rest !== null) return rest;
  if (!sameFields(workload.fields, run.before)) return strategyEdited(workload.fields, run.before);
  if ([goal, ...previous].some((one) => isAt(workload, one))) return null;
  return say('has-other', {
    replicas: workload.replicas,
    images: Object.values(workload.images ?? {}).join(', '),
  });
}

const isAt = (workload: ObservedWorkload, { replicas, images }: Goal): boolean =>
  (replicas === null || workload.replicas === replicas) && sameFields(workload.images ?? {}, images);

function step(
  run: Run,
  state: Lifecycle,
  seen: Observed,
  workload: ObservedWorkload,
  now: Date,
): RunAct | null {
  switch (run.phase) {
    case 'preflight':
      run.phase = 'baseline';
      return null;
    case 'baseline':
      return baseline(run, state, seen, workload, now);
    case 'running':
      return running(run, state, seen, workload, now);
    case 'restoring':
      return restoring(run, state, seen, workload, now);
    case 'ended':
      return null;
  }
}

/** A function that is not well before says nothing about itself by failing after. */
function baseline(
  run: Run,
  state: Lifecycle,
  seen: Observed,
  workload: ObservedWorkload,
  now: Date,
): RunAct | null {
  if (run.direction === 'back') return turnedBack(run, now);
  state.since ??= now.toISOString();
  if (hasCome(seen, workload, state.original)) {
    state.since = null;
    run.phase = 'running';
    note(run, now, 'baseline', say('pods-counted', { count: seen.pods.length }));
    return null;
  }
  if (!isLate(run, state, now)) return null;
  leave(run, 'not-restored', now);
  setCause(run, say('unwell-before', readiness(seen, workload, state.original)));
  finish(run, now, 'failed');
  return null;
}

function running(
  run: Run,
  state: Lifecycle,
  seen: Observed,
  workload: ObservedWorkload,
  now: Date,
): RunAct | null {
  if (run.direction === 'back') return turnedBack(run, now);
  const check = state.checks.find((one) => one.state === 'running' || one.state === 'waiting');
  if (check === undefined) {
    run.gates = [];
    finish(run, now, state.checks.some((one) => one.state === 'failed') ? 'failed' : 'succeeded');
    return null;
  }
  if (check.state === 'waiting') return begin(run, state, check, seen, workload, now);
  const trouble = seen.pods.find((pod) => isPresent(pod) && pod.trouble !== null && !pod.ready)?.trouble;
  if (hasCome(seen, workload, state.goal)) {
    check.done += 1;
    const next = check.moves[check.done];
    if (next) aim(run, state, next, now);
    else close(run, check, 'passed', null, quoted(''), now);
  } else if (trouble && isAt(workload, state.goal)) {
    close(run, check, 'failed', 'trouble', quoted(`${trouble.code}: ${trouble.detail}`), now);
  } else if (isLate(run, state, now)) {
    close(run, check, 'failed', 'limit', say('pods-ready', readiness(seen, workload, state.goal)), now);
  } else {
    return toward(state, workload, false);
  }
  return null;
}

/** Each check begins with the function as it was. */
function begin(
  run: Run,
  state: Lifecycle,
  check: LifecycleCheck,
  seen: Observed,
  workload: ObservedWorkload,
  now: Date,
): RunAct | null {
  const atHome = hasCome(seen, workload, state.original);
  if (!sameGoal(state.goal, state.original) || (!atHome && state.by !== 'restore')) {
    aim(run, state, { by: 'restore', goal: state.original }, now);
    return null;
  }
  if (atHome) {
    check.state = 'running';
    check.startedAt = now.toISOString();
    note(run, now, 'check-started', check.check);
    const [first] = check.moves;
    if (first) aim(run, state, first, now);
    return null;
  }
  state.since ??= now.toISOString();
  if (!isLate(run, state, now)) return toward(state, workload, false) ?? unstick(run, state, seen);
  leave(run, 'not-restored', now);
  setCause(run, say('not-back', readiness(seen, workload, state.original)));
  finish(run, now, 'failed');
  return null;
}

/** The workload is made what it was; its pods are awaited, but not for ever; then the run lets it go. */
function restoring(
  run: Run,
  state: Lifecycle,
  seen: Observed,
  workload: ObservedWorkload,
  now: Date,
): RunAct | null {
  if (!sameGoal(state.goal, state.original) || state.by !== 'restore') {
    aim(run, state, { by: 'restore', goal: state.original }, now);
    return null;
  }
  state.since ??= now.toISOString();
  const well = hasCome(seen, workload, state.original);
  if (!well && !isLate(run, state, now)) return toward(state, workload, false) ?? unstick(run, state, seen);
  if (workload.run === run.id || !isAt(workload, state.original)) {
    if (!well && run.outcome !== 'failed') {
      run.outcome = 'failed';
      setCause(run, say('not-restored', readiness(seen, workload, state.original)));
    }
    return toward(state, workload, true);
  }
  end(run, now);
  return null;
}

function turnedBack(run: Run, now: Date): null {
  leave(run, 'aborted', now);
  finish(run, now, 'aborted');
  return null;
}

const sameGoal = (a: Goal, b: Goal): boolean => a.replicas === b.replicas && sameFields(a.images, b.images);

function aim(run: Run, state: Lifecycle, to: { by: Lifecycle['by']; goal: Goal }, now: Date): void {
  if (!sameGoal(state.goal, to.goal)) state.previous.push(state.goal);
  state.goal = to.goal;
  state.by = to.by;
  state.since = now.toISOString();
  const { replicas, images } = to.goal;
  note(run, now, `move-${to.by}`, to.by === 'scale' ? `${replicas}` : Object.values(images).join(', '));
}

/** What brings the workload to its goal; null where it is there. */
function toward(state: Lifecycle, workload: ObservedWorkload, release: boolean): RunAct | null {
  const there = isAt(workload, state.goal);
  if (there && !release) return null;
  return !there && state.by === 'undo'
    ? { do: 'undo', goal: state.goal }
    : { do: 'move', goal: state.goal, release };
}

/**
 * A StatefulSet does not replace a pod that never became ready, though its template is mended since: somebody has to take it
 * away. Source: kubernetes.io, StatefulSets, Forced rollback.
 */
function unstick(run: Run, { goal }: Lifecycle, seen: Observed): RunAct | null {
  if (run.target.kind !== 'statefulsets') return null;
  const stuck = seen.pods.find((pod) => isPresent(pod) && !pod.ready && !hasImages(pod, goal));
  return stuck ? { do: 'evict', pod: stuck.name, uid: stuck.uid, unready: true } : null;
}

const hasImages = (pod: ObservedPod, { images }: Goal): boolean => sameFields(pod.images ?? {}, images);

/**
 * As `kubectl rollout status` ends: every pod that there must be is of the goal and ready, and no other is left but what is on
 * its way out.
 */
function hasCome(seen: Observed, workload: ObservedWorkload, goal: Goal): boolean {
  const present = seen.pods.filter(isPresent);
  return (
    isAt(workload, goal) &&
    workload.settled &&
    present.length === workload.replicas &&
    present.every((pod) => pod.ready && hasImages(pod, goal))
  );
}

/** `others` are the names of those that are not, between brackets, or nothing. */
function readiness(seen: Observed, workload: ObservedWorkload, goal: Goal) {
  const well = seen.pods.filter((pod) => isPresent(pod) && pod.ready && hasImages(pod, goal));
  const others = seen.pods.filter((pod) => !well.includes(pod)).map(({ name }) => name);
  return {
    ready: well.length,
    count: goal.replicas ?? workload.replicas,
    others: others.length > 0 ? ` (${others.slice(0, 5).join(', ')})` : '',
  };
}

const isLate = (run: Run, { since }: Lifecycle, now: Date): boolean =>
  since !== null && now.getTime() - Date.parse(since) > run.strategy.limitSeconds * 1000;

function close(
  run: Run,
  check: LifecycleCheck,
  state: 'passed' | 'failed',
  why: CheckReason | null,
  detail: Said,
  now: Date,
): void {
  const { text, said } = detail;
  Object.assign(check, { state, why, detail: text, ...(said && { said }), endedAt: now.toISOString() });
  note(run, now, `check-${state}`, {
    text: text === '' ? check.check : `${check.check}: ${text}`,
    said: said && { code: 'check', values: { check: check.check }, why: said },
  });
}

/** Nothing more is tried. */
function leave(run: Run, why: CheckReason, now: Date): void {
  for (const check of run.lifecycle?.checks ?? []) {
    if (check.state !== 'waiting' && check.state !== 'running') continue;
    Object.assign(check, { why, state: 'not-run', endedAt: check.startedAt && now.toISOString() });
  }
}

/** The record after an undo that Kubernetes has no revision for: the check has failed. */
export function undoFailed(before: Run, problem: string, now: Date): Run {
  const run = structuredClone(before);
  const check = run.lifecycle?.checks.find(({ state }) => state === 'running');
  if (check) close(run, check, 'failed', 'no-revision', quoted(problem), now);
  return run;
}

function end(run: Run, now: Date): void {
  run.phase = 'ended';
  run.endedAt = now.toISOString();
  note(run, now, 'ended', run.outcome ?? '');
}
