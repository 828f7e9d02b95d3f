import { enabledDaemons } from '../frr/config/daemons.ts';
import type { ConfigMap, PodSpec } from '../kubernetes.ts';
import { configMapsAt } from './is-routing.ts';

/**
 * The daemons that FRR was to start in a container: those of the `daemons` file at `/etc/frr`, where it comes from a ConfigMap. None
 * where its text is not known.
 * @param configMap looks up a ConfigMap of the same namespace by its name
 */
export function configuredDaemons(
  spec: PodSpec,
  container: string,
  configMap: (name: string) => ConfigMap | undefined,
): ReadonlySet<string> {
  const texts = spec.containers
    .filter(({ name }) => name === container)
    .flatMap((one) => configMapsAt(/^\/etc\/frr(\/(daemons)?)?$/, one, spec))
    .flatMap((name) => configMap(name)?.data?.daemons ?? []);
  return new Set(texts.flatMap((text) => [...enabledDaemons(text)]));
}
