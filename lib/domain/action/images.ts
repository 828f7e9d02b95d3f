import type { ContainerStatus, Pod } from '../kubernetes.ts';

/** What stands against an image, by what the pods of the cluster say of it. */
export interface ImageDoubt {
  image: string;
  /** `cannot-pull`: a pod waits for it now. `never-ran`: no pod that is known has ever started it. */
  code: 'cannot-pull' | 'never-ran';
  /** Which pod cannot pull it, and why, in the kubelet's words; empty for one of another namespace. */
  pod: string;
  message: string;
}

/** Source: k8s.io/kubernetes pkg/kubelet/images/types.go. */
const pullFailures = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'RegistryUnavailable',
]);

/**
 * Images that a new pod may not come up with.
 * @param pods of the whole cluster, as far as they are known
 */
export function imageDoubts(images: readonly string[], namespace: string, pods: Iterable<Pod>): ImageDoubt[] {
  const wanted = new Set(images);
  const ran = new Set<string>();
  const failing = new Map<string, ImageDoubt>();
  for (const pod of pods) {
    for (const [image, status] of containersOf(pod)) {
      if (!wanted.has(image)) continue;
      if (hasRun(status)) ran.add(image);
      const { reason = '', message } = status.state?.waiting ?? {};
      if (!pullFailures.has(reason)) continue;
      const near = pod.metadata.namespace === namespace;
      if (near || !failing.has(image))
        failing.set(image, {
          image,
          code: 'cannot-pull',
          pod: near ? pod.metadata.name : '',
          message: near ? (message ?? reason) : '',
        });
    }
  }
  return [...wanted].flatMap((image) => {
    const doubt = failing.get(image);
    if (doubt) return [doubt];
    return ran.has(image) ? [] : [{ image, code: 'never-ran', pod: '', message: '' } as const];
  });
}

/** Each container's image as the template names it (the status may name it otherwise), with its status. */
function* containersOf({ spec, status }: Pod): Generator<[image: string, status: ContainerStatus]> {
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  for (const { name, image } of [...(spec.initContainers ?? []), ...spec.containers]) {
    const found = statuses.find((one) => one.name === name);
    if (image !== undefined && found !== undefined) yield [image, found];
  }
}

const hasRun = ({ state, lastState, restartCount }: ContainerStatus): boolean =>
  restartCount > 0 ||
  [state, lastState].some((one) => one?.running !== undefined || one?.terminated !== undefined);
