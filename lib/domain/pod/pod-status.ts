import type { Pod } from '../kubernetes.ts';

/** The STATUS column of `kubectl get pods`. */
export function podStatus(pod: Pod): string {
  return pod.status.reason || pod.status.phase || 'Unknown';
}

/** The READY column of `kubectl get pods`. */
export function podReady(pod: Pod): string {
  const ready = (pod.status.containerStatuses ?? []).filter((c) => c.ready && c.state?.running).length;
  return `${ready}/${pod.spec.containers.length}`;
}

/** What the RESTARTS column is made of. */
export function podRestarts(pod: Pod): { count: number; lastRestartAt: string | null } {
  const count = (pod.status.containerStatuses ?? []).reduce((sum, c) => sum + c.restartCount, 0);
  return { count, lastRestartAt: null };
}
