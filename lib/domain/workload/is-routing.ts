import type { ConfigMap, PodSpec } from '../kubernetes.ts';

/**
 * Whether a pod made from this spec runs FRRouting.
 * @param configMap looks up a ConfigMap of the same namespace by its name
 */
export function isRouting(
  spec: PodSpec,
  _configMap: (name: string) => ConfigMap | undefined = () => undefined,
): boolean {
  return spec.containers.some((c) => /frr/.test(c.image ?? ''));
}
