import type { Intent, Run, Step } from './run.ts';

/** A pod is not *available* before so many seconds: 31 years. */
const never = 1_000_000_000;
/** MaxInt32: a Deployment without a progress deadline. Source: k8s.io/kubernetes pkg/apis/apps/types.go, v1.34. */
const noDeadline = 2_147_483_647;

/** Pods whose turn has come so far that they may change. */
const isOpened = ({ stage }: Step): boolean =>
  stage === 'replacing' || stage === 'gating' || stage === 'done';

export const opened = (steps: readonly Step[]): Step[] => steps.filter(isOpened);

export const ordinalOf = (pod: string): number => Number(/-(\d+)$/.exec(pod)?.[1] ?? 0);

/** What the workload must be for the run as it stands. */
export function wanted(run: Run): Intent {
  if (run.phase === 'restoring' || run.phase === 'ended') {
    return { side: sideOf(run), fields: run.before };
  }
  if (run.phase !== 'running' || run.method === 'in-place') return run.intended;
  if (run.direction === 'forward') {
    const open = opened(run.forward);
    return open.length === 0 ? run.intended : { side: 'to', fields: forwardFields(run, open) };
  }
  return run.back === null || run.back.length === 0
    ? run.intended
    : { side: 'from', fields: backFields(run, run.back) };
}

/** The side that every pod is to be on in the end. */
export const sideOf = (run: Pick<Run, 'method' | 'direction' | 'touched'>): Intent['side'] =>
  run.method === 'in-place' || run.direction === 'back' || !run.touched ? 'from' : 'to';

export function isRecreate(run: Pick<Run, 'target' | 'before'>): boolean {
  const strategy = run.before.strategy as { type?: unknown } | null | undefined;
  return run.target.kind === 'deployments' && strategy?.type === 'Recreate';
}

/**
 * - StatefulSet: `partition` lets the ordinals from it on change.
 * - Deployment: nothing of the new revision counts as available, so that `maxUnavailable: k` lets exactly k pods change;
 *   unlike `paused` this leaves no moment in which the controller could go on by itself.
 *   Source: k8s.io/kubernetes pkg/controller/deployment/rolling.go `reconcileOldReplicaSets`, v1.20 and v1.34.
 * - DaemonSet: nothing changes but what is evicted.
 */
export function forwardFields(
  run: Pick<Run, 'target' | 'before'>,
  open: readonly Pick<Step, 'pod'>[],
): Intent['fields'] {
  switch (run.target.kind) {
    case 'statefulsets': {
      const partition = Math.min(...open.map(({ pod }) => ordinalOf(pod)));
      return { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } };
    }
    case 'daemonsets':
      return { updateStrategy: { type: 'OnDelete' } };
    case 'deployments':
      return isRecreate(run) ? run.before : stepwise(open.length, false);
  }
}

/**
 * A StatefulSet goes back by OnDelete and eviction, so that the pod that is unwell can be the first whatever its ordinal.
 * A Deployment waits, paused, until its controller counts no pod as available any more: only then does maxUnavailable
 * let exactly one more go.
 */
function backFields(run: Run, back: readonly Step[]): Intent['fields'] {
  if (run.target.kind !== 'deployments') return { updateStrategy: { type: 'OnDelete' } };
  if (isRecreate(run)) return run.before;
  const stayed = run.replicas - back.length;
  const gone = opened(back).length;
  return gone === 0 ? stepwise(Math.max(1, stayed), true) : stepwise(stayed + gone, false);
}

function stepwise(maxUnavailable: number, paused: boolean): Intent['fields'] {
  return {
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable } },
    minReadySeconds: never,
    progressDeadlineSeconds: noDeadline,
    paused: paused ? true : null,
  };
}

/** Whether two values are the same in Kubernetes' eyes: what is absent, false, 0 or empty is the same. */
export function sameFields(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON with sorted keys, without what says nothing. */
export function canonical(value: unknown): string {
  return JSON.stringify(plain(value)) ?? 'null';
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || value === false || value === 0) return undefined;
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, plain(item)] as const)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export const sameIntent = (a: Intent, b: Pick<Intent, 'fields'> & { side: string }): boolean =>
  a.side === b.side && sameFields(a.fields, b.fields);
