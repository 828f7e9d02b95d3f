import type { Workload } from '../kubernetes.ts';
import type { AutoscalerBounds } from './autoscaler-offer.ts';
import type { ActionIntent } from './record.ts';
import { restartedAt } from './write.ts';

/** What can be seen of an action's object, once the API server answers again. */
export interface Seen {
  /** The function; null where it is gone or is none. */
  workload: Workload | null;
  autoscaler: AutoscalerBounds | null;
  /** Of the function's pods that are not ending. */
  podUids: readonly (string | null)[];
  now: Date;
}

/**
 * Milliseconds for which a request that got no answer may still be carried out: the API server's `--request-timeout`
 * (60 s by default), and some.
 */
export const mayArriveMs = 70_000;

/**
 * Whether an action without an answer was done, by what the cluster has now; null where that cannot be told: not yet, or
 * because somebody changed the same thing since.
 */
export function foundAfterwards(intent: ActionIntent, seen: Seen): 'done' | 'not-done' | null {
  const found = isThere(intent, seen);
  if (found === 'not-done' && seen.now.getTime() - Date.parse(intent.at) < mayArriveMs) return null;
  return found;
}

function isThere(
  { action, parameters }: ActionIntent,
  { workload, autoscaler, podUids }: Seen,
): 'done' | 'not-done' | null {
  if (action === 'evict') return podUids.some((uid) => uid === parameters.uid) ? 'not-done' : 'done';
  if (action === 'setAutoscalerBounds') {
    if (autoscaler === null) return null;
    const is = (min: unknown, max: unknown) => autoscaler.min === min && autoscaler.max === max;
    if (is(parameters.min, parameters.max)) return 'done';
    return is(parameters.fromMin, parameters.fromMax) ? 'not-done' : null;
  }
  if (workload === null) return null;
  // Nothing of that name was there before, and it is the last of the objects.
  if (action === 'startFunction') return 'done';
  const { spec, metadata } = workload.object;
  // A change of what is declared always counts the generation up.
  const same = metadata.generation !== undefined && metadata.generation === parameters.generation;
  switch (action) {
    case 'scale': {
      if (workload.kind === 'daemonsets') return null;
      const replicas = workload.object.spec.replicas ?? 1;
      if (replicas === parameters.replicas) return 'done';
      return same || replicas === parameters.from ? 'not-done' : null;
    }
    case 'restart':
      if (spec.template.metadata?.annotations?.[restartedAt] === parameters.restartedAt) return 'done';
      return same ? 'not-done' : null;
    case 'pause':
    case 'resume': {
      const paused = workload.kind === 'deployments' && (workload.object.spec.paused ?? false);
      return paused === (action === 'pause') ? 'done' : 'not-done';
    }
    case 'rollback':
      return same ? 'not-done' : null;
    default:
      return null;
  }
}
