import type { Reason } from '../health.ts';
import type { KubernetesEvent, Pod } from '../kubernetes.ts';

/** Why a pod is not `ok`; empty where it is. */
export function podReasons(_pod: Pod, _now: Date, _warnings: readonly KubernetesEvent[] = []): Reason[] {
  return [];
}
