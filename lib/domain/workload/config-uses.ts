import { compare } from '../compare.ts';
import type { ConfigMap, Container, PodSpec } from '../kubernetes.ts';
import type { ConfigUse } from './function-view.ts';

/**
 * The ConfigMaps a pod template uses, by name, and how each container sees them: as files (which the kubelet refreshes,
 * unless mounted by `subPath`) or as environment (fixed when the container starts).
 * Source: kubernetes.io, "Mounted ConfigMaps are updated automatically".
 * @param known false where ConfigMaps cannot be listed: then none is called missing
 */
export function configUses(
  spec: PodSpec,
  configMap: (name: string) => ConfigMap | undefined,
  known: boolean,
): ConfigUse[] {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  return configNames(spec).map((name) => {
    const found = configMap(name);
    const mounts = containers.flatMap((container) => mountsOf(container, spec, name));
    return {
      name,
      keys: found ? found.keys.toSorted(compare) : [],
      immutable: found?.immutable ?? false,
      mounts,
      environment: mounts.length === 0 || containers.some((c) => c.envFromConfigMaps?.includes(name)),
      missing: known && !found,
    };
  });
}

/** Names of the ConfigMaps a pod template uses, in order: the only ones whose data is worth keeping. */
export function configNames(spec: PodSpec): string[] {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const names = [
    ...(spec.volumes ?? []).flatMap((volume) => volume.configMaps ?? []),
    ...containers.flatMap((container) => container.envFromConfigMaps ?? []),
  ];
  return [...new Set(names)].toSorted(compare);
}

function mountsOf(container: Container, spec: PodSpec, name: string): ConfigUse['mounts'] {
  const volumes = new Set(
    (spec.volumes ?? []).filter((v) => v.configMaps?.includes(name)).map((v) => v.name),
  );
  return (container.volumeMounts ?? [])
    .filter((mount) => volumes.has(mount.name))
    .map((mount) => ({ container: container.name, path: mount.mountPath, subPath: mount.subPath ?? null }));
}
