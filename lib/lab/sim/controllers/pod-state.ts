import type { Condition, Pod } from '../objects.ts';

/** Neither ended nor being deleted. */
export function isActive(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    pod.status.phase !== 'Succeeded' &&
    pod.status.phase !== 'Failed'
  );
}

export function condition(pod: Pod, type: string): Condition | undefined {
  return pod.status.conditions?.find((item) => item.type === type);
}

export function isReady(pod: Pod): boolean {
  return condition(pod, 'Ready')?.status === 'True';
}

/** Ready for at least minReadySeconds. */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  return isReady(pod) && (minReadySeconds === 0 || now >= availableAt(pod, minReadySeconds));
}

/** When a ready pod becomes available, in milliseconds since the epoch. */
export function availableAt(pod: Pod, minReadySeconds: number): number {
  const since = condition(pod, 'Ready')?.lastTransitionTime;
  return (since === undefined ? 0 : Date.parse(since)) + minReadySeconds * 1000;
}

/** Which pods a controller gives up first: unassigned, pending, not ready, then the youngest (controller_utils.go, ActivePods). */
export function byDispensability(left: Pod, right: Pod): number {
  const rank = (pod: Pod) => [
    pod.spec.nodeName ? 1 : 0,
    pod.status.phase === 'Running' ? 1 : 0,
    isReady(pod) ? 1 : 0,
    -Date.parse(pod.metadata.creationTimestamp ?? ''),
  ];
  const [a, b] = [rank(left), rank(right)];
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
