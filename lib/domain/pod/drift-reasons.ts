import type { PodDrift } from '../config/config-view.ts';
import type { Reason } from '../health.ts';

/** Why a router does not run what its ConfigMap says. What could not be compared is no reason: nothing is known. */
export function driftReasons(drift: PodDrift | null): Reason[] {
  if (drift?.state !== 'different') return [];
  const { key, since, missing, extra } = drift;
  const message = `${missing.length} lines do not run, ${extra.length} run that are not in it`;
  return [{ code: 'config-drift', health: 'degraded', subject: key, message, since }];
}
