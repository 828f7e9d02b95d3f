import { compare } from '../compare.ts';
import type { Pod } from '../kubernetes.ts';
import type { FunctionVersion } from './function-view.ts';
import { versionOfImage } from './version.ts';

/**
 * The versions that a function's pods run, most pods first, then by name. A pod that is being deleted or has ended runs
 * none. The image is the one the pod asks for: the status' own is another name of it, and absent before the pull.
 */
export function functionVersions(pods: readonly Pod[], mainContainer: string): FunctionVersion[] {
  const found = new Map<string, FunctionVersion>();
  for (const pod of pods.filter(isServing)) {
    const { image, imageID } = imageOf(pod, mainContainer);
    if (!image) continue;
    const row = found.get(image) ?? { version: versionOfImage(image, imageID), image, replicas: 0, ready: 0 };
    row.replicas += 1;
    if (isReady(pod)) row.ready += 1;
    found.set(image, row);
  }
  return [...found.values()].toSorted(
    (a, b) => b.replicas - a.replicas || compare(a.version, b.version) || compare(a.image, b.image),
  );
}

/** The image that a pod's main container runs, as its spec names it. */
export function imageOf(
  pod: Pod,
  mainContainer: string,
): { image: string | undefined; imageID: string | undefined } {
  const container = pod.spec.containers.find((c) => c.name === mainContainer) ?? pod.spec.containers[0];
  const status = pod.status.containerStatuses?.find((s) => s.name === container?.name);
  return { image: container?.image || status?.image, imageID: status?.imageID };
}

/** Neither on its way out nor at its end. */
export function isServing(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    pod.status.phase !== 'Succeeded' &&
    pod.status.phase !== 'Failed'
  );
}

/** Source: k8s.io/kubernetes pkg/api/v1/pod/util.go `IsPodReady`, v1.34. */
export function isReady(pod: Pod): boolean {
  return pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
}
