import type { PodSpec } from '../kubernetes.ts';

/** Name of the container that carries the function. */
export function mainContainer(of: {
  metadata?: { annotations?: Record<string, string> };
  spec: PodSpec;
}): string {
  return of.spec.containers[0]?.name ?? '';
}
