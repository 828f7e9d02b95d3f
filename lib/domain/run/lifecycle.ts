import type { WorkloadKind } from '../kubernetes.ts';
import { isDowngrade } from '../upgrade/image.ts';
import type { Saying } from './saying.ts';

/**
 * The lifecycle checks of the CNTi Test Catalog's "Compatibility, Installability and Upgradability" by their names, with its
 * meanings:
 * - `increase_decrease_capacity`: replicas go up and down again, here as there 1, 3, 1
 * - `rolling_update`, `rolling_downgrade`: a rollout to a later, or an earlier version than the function's comes to its end
 * - `rolling_version_change`: a rollout to another version, and one by a changed image back to the function's own
 * - `rollback`: a rollout to another version, and back by the revision that Kubernetes kept, as `kubectl rollout undo` does
 *
 * Source: github.com/cnti-testcatalog/testsuite docs/TEST_DOCUMENTATION.md and src/tasks/workload/compatibility.cr.
 */
export const lifecycleChecks = [
  'increase_decrease_capacity',
  'rolling_update',
  'rolling_downgrade',
  'rolling_version_change',
  'rollback',
] as const;
export type LifecycleCheckName = (typeof lifecycleChecks)[number];

export const checkStates = ['waiting', 'running', 'passed', 'failed', 'not-run'] as const;

export const checkReasons = [
  /** The nodes say how many pods a DaemonSet has. */
  'daemonset',
  /** A HorizontalPodAutoscaler would put the replicas back. */
  'autoscaler',
  'no-newer-image',
  'no-older-image',
  'no-other-image',
  /** OnDelete, or a partition: the controller replaces no pods, or not all. */
  'not-rolling',
  /** Not all pods came to be what was asked for in time. */
  'limit',
  /** A pod that does not come by itself; `detail` says why. */
  'trouble',
  /** Kubernetes kept no revision to go back to. */
  'no-revision',
  /** The function did not come back from the check before. */
  'not-restored',
  'aborted',
  'deleted',
] as const;
export type CheckReason = (typeof checkReasons)[number];

/** A reason as one English sentence, for reports. */
export const checkReasonText = {
  daemonset: 'A DaemonSet has one pod a node.',
  autoscaler: 'A HorizontalPodAutoscaler sets its replicas.',
  'no-newer-image': 'No later version was given or found.',
  'no-older-image': 'No earlier version was given or found.',
  'no-other-image': 'No other version was given or found.',
  'not-rolling': 'Its update strategy is OnDelete or has a partition.',
  limit: 'Not done in time.',
  trouble: 'A pod does not come.',
  'no-revision': 'Kubernetes has no revision to go back to.',
  'not-restored': 'The function was not well.',
  aborted: 'The run was aborted.',
  deleted: 'The function was deleted.',
} as const satisfies Record<CheckReason, string>;

/** What the workload is made; replicas null where they are not the run's to set. */
export interface Goal {
  replicas: number | null;
  images: Record<string, string>;
}

export interface Move {
  by: 'scale' | 'set-image' | 'undo';
  goal: Goal;
}

export interface LifecycleCheck {
  check: LifecycleCheckName;
  state: (typeof checkStates)[number];
  why: CheckReason | null;
  /** With names and numbers; hostile text. */
  detail: string;
  /** Where the detail is the run's own words. */
  said?: Saying | null | undefined;
  startedAt: string | null;
  endedAt: string | null;
  moves: Move[];
  /** Moves that have come to their end. */
  done: number;
}

/** What a run of lifecycle checks needs to go on. */
export interface Lifecycle {
  /** To be restored whatever the end. */
  original: Goal;
  checks: LifecycleCheck[];
  /** What the workload was last made, or is about to be made, and how. */
  goal: Goal;
  by: Move['by'] | 'restore';
  /** What it may still be, until the change was seen; empty then. */
  previous: Goal[];
  /** Since when the goal is waited for. */
  since: string | null;
}

/** Images beside the function's own, by container; null for none. */
export interface LifecycleImages {
  newer: Record<string, string> | null;
  older: Record<string, string> | null;
}

/** What the choice of checks looks at. */
export interface LifecycleSubject {
  kind: WorkloadKind;
  replicas: number;
  images: Record<string, string>;
  /** The update strategy leaves all pods to the controller. */
  rolls: boolean;
  autoscaled: boolean;
}

/** What each check does to the function, and which of them cannot be run, with the reason. */
export function planLifecycle(subject: LifecycleSubject, { newer, older }: LifecycleImages): Lifecycle {
  const { kind, autoscaled } = subject;
  const scales = kind !== 'daemonsets' && !autoscaled;
  const original: Goal = { replicas: scales ? subject.replicas : null, images: subject.images };
  const scaled = (replicas: number): Move => ({ by: 'scale', goal: { ...original, replicas } });
  const imaged = (images: Record<string, string>): Move => ({
    by: 'set-image',
    goal: { ...original, images: { ...subject.images, ...images } },
  });
  const home = (by: Move['by']): Move => ({ by, goal: original });
  const other = newer ?? older;
  const rolls = (images: Record<string, string> | null, why: CheckReason): CheckReason | null =>
    subject.rolls ? (images === null ? why : null) : 'not-rolling';
  const fixed = kind === 'daemonsets' ? 'daemonset' : autoscaled ? 'autoscaler' : null;
  const plans: Record<LifecycleCheckName, { why: CheckReason | null; moves: Move[] }> = {
    increase_decrease_capacity: { why: fixed, moves: [scaled(1), scaled(3), scaled(1)] },
    rolling_update: { why: rolls(newer, 'no-newer-image'), moves: newer ? [imaged(newer)] : [] },
    rolling_downgrade: { why: rolls(older, 'no-older-image'), moves: older ? [imaged(older)] : [] },
    rolling_version_change: {
      why: rolls(other, 'no-other-image'),
      moves: other ? [imaged(other), home('set-image')] : [],
    },
    rollback: { why: rolls(other, 'no-other-image'), moves: other ? [imaged(other), home('undo')] : [] },
  };
  return {
    original,
    checks: lifecycleChecks.map((check) => {
      const { why, moves } = plans[check];
      return {
        check,
        state: why === null ? 'waiting' : 'not-run',
        why,
        detail: '',
        startedAt: null,
        endedAt: null,
        moves: why === null ? moves : [],
        done: 0,
      };
    }),
    goal: original,
    by: 'restore',
    previous: [],
    since: null,
  };
}

/**
 * The nearest later and the nearest earlier version of one image, of others of its repository.
 * @param others as they are in use in the cluster
 */
export function neighborsOf(image: string, others: readonly string[]): { newer?: string; older?: string } {
  const near = (later: boolean) =>
    others
      .filter((other) => isDowngrade(later ? other : image, later ? image : other) === true)
      .sort((a, b) => (isDowngrade(a, b) === later ? 1 : -1))[0];
  const [newer, older] = [near(true), near(false)];
  return { ...(newer !== undefined && { newer }), ...(older !== undefined && { older }) };
}

/** As label or annotation of a namespace, with `true`: what is in it may be tried out. */
export const labMark = 'cnf-console/lab-namespace';

export const isLabNamespace = (
  metadata: { labels?: Record<string, string>; annotations?: Record<string, string> } | undefined,
): boolean => metadata?.labels?.[labMark] === 'true' || metadata?.annotations?.[labMark] === 'true';
