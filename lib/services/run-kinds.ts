import type { Caller } from '#lib/auth/caller.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Run, RunKind, Side } from '#lib/domain/run/run.ts';
import { configReload } from './config-in-place.ts';

/** How a kind of run does one pod that stays. */
export interface InPlace {
  /** On which side the pod is, read in the pod. */
  stateOf(caller: Caller, run: Run, pod: Pod): Promise<Result<Side | 'other'>>;
  /** Brings the pod to a side; comes again after a crash. A fault holds the run, with its detail. */
  apply(caller: Caller, run: Run, pod: Pod, side: Side): Promise<Result<string>>;
}

export const inPlaceKinds: Partial<Record<RunKind, InPlace>> = { 'config-reload': configReload };
