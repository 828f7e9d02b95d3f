import type { ConfigMap, Container, PodSpec } from '../kubernetes.ts';

/** FRRouting's image under any registry and tag: `quay.io/frrouting/frr:10.3`, `registry:5000/team/frr-custom@sha256:…`. */
const frrImage = /(^|\/)(frr|frrouting)([-_][^/:@]*)?([:@]|$)/i;

/** Sidecars that carry FRR's name and are not FRR. */
const notFrr = /exporter|metrics|reloader|frr-k8s/i;

/**
 * Whether a pod made from this spec runs FRRouting: by its image, or by a ConfigMap with `frr.conf` or `daemons` that
 * is mounted at `/etc/frr`, where FRR reads them.
 * @param configMap looks up a ConfigMap of the same namespace by its name
 */
export function isRouting(
  spec: PodSpec,
  configMap: (name: string) => ConfigMap | undefined = () => undefined,
): boolean {
  return routingContainer(spec, configMap) !== null;
}

/** Name of the container that runs FRRouting, or null; the rule is `isRouting`'s. */
export function routingContainer(
  spec: PodSpec,
  configMap: (name: string) => ConfigMap | undefined = () => undefined,
): string | null {
  const byImage = spec.containers.find((c) => isFrrImage(c.image ?? ''));
  const found = byImage ?? spec.containers.find((c) => mountsFrrConfig(c, spec, configMap));
  return found?.name ?? null;
}

function isFrrImage(image: string): boolean {
  return frrImage.test(image) && !notFrr.test(image);
}

function mountsFrrConfig(
  container: Container,
  spec: PodSpec,
  configMap: (name: string) => ConfigMap | undefined,
): boolean {
  return configMapsAt(/^\/etc\/frr(\/|$)/, container, spec).some((name) =>
    configMap(name)?.keys.some((key) => key === 'frr.conf' || key === 'daemons'),
  );
}

/** Names of the ConfigMaps that a container sees at a path. */
export function configMapsAt(path: RegExp, { volumeMounts = [] }: Container, { volumes }: PodSpec): string[] {
  return volumeMounts
    .filter(({ mountPath }) => path.test(mountPath))
    .flatMap(({ name }) => volumes?.find((volume) => volume.name === name)?.configMaps ?? []);
}
