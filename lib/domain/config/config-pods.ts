import type { ConfigMap, Container, Pod, PodSpec } from '../kubernetes.ts';
import type { FunctionRef } from '../pod/pod-view.ts';
import { routingContainer } from '../workload/is-routing.ts';
import { versionOfImage } from '../workload/version.ts';
import type { Arrival, ConfigPod } from './config-view.ts';

type Find = (name: string) => ConfigMap | undefined;

/** A pod that runs FRRouting, or is to; null for others, and for one that is being deleted. */
export type RouterPod = Omit<ConfigPod, 'arrival' | 'path'>;

export function routerPod(pod: Pod, owner: FunctionRef | null, configMap: Find): RouterPod | null {
  const { spec, metadata, status } = pod;
  const found = routingContainer(spec, configMap);
  const container = spec.containers.find((one) => one.name === found);
  if (container === undefined || metadata.deletionTimestamp !== undefined) return null;
  const { image = '' } = container;
  const version = versionOfImage(image);
  const running = status.containerStatuses?.some((one) => one.name === container.name && one.state?.running);
  return {
    pod: metadata.name,
    uid: metadata.uid,
    function: owner,
    container: container.name,
    image,
    version: /^v?\d+(\.\d+)+/.test(version) ? version.replace(/^v/, '') : null,
    running: status.phase === 'Running' && running === true,
  };
}

/** How one ConfigMap is used by a pod that runs FRRouting; null where it does neither. */
export function configPod(
  pod: Pod,
  name: string,
  owner: FunctionRef | null,
  configMap: Find,
): ConfigPod | null {
  const router = routerPod(pod, owner, configMap);
  const container = pod.spec.containers.find((one) => one.name === router?.container);
  if (router === null || container === undefined) return null;
  const way = arrivalOf(pod.spec, container, name);
  return way.arrival === 'none' ? null : { ...router, ...way };
}

/** How a ConfigMap's text reaches a container, and where it is seen. */
export function arrivalOf(
  spec: PodSpec,
  container: Container,
  name: string,
): { arrival: Arrival; path: string | null } {
  const volumes = new Set(
    (spec.volumes ?? []).filter((volume) => volume.configMaps?.includes(name)).map((one) => one.name),
  );
  const seen = (one: Container) => (one.volumeMounts ?? []).filter((mount) => volumes.has(mount.name));
  const whole = seen(container).find((mount) => mount.subPath === undefined);
  if (whole) return { arrival: 'volume', path: whole.mountPath };
  const [part] = seen(container);
  if (part) return { arrival: 'sub-path', path: part.mountPath };
  const copied = (spec.initContainers ?? [])
    .filter((one) => seen(one).length > 0)
    .flatMap((one) => one.volumeMounts ?? [])
    .find(
      (mount) =>
        !volumes.has(mount.name) && container.volumeMounts?.some(({ name: at }) => at === mount.name),
    );
  if (copied) {
    const own = container.volumeMounts?.find((mount) => mount.name === copied.name);
    return { arrival: 'init-copy', path: own?.mountPath ?? null };
  }
  if (container.envFromConfigMaps?.includes(name)) return { arrival: 'environment', path: null };
  return { arrival: 'none', path: null };
}
