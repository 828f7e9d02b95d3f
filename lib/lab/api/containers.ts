import type { Lab } from './lab-context.ts';
import { array, type LabObject, record, text } from './object.ts';
import { resourceOf } from './resources.ts';
import { badRequest, notFound } from './status-error.ts';

const pods = resourceOf('pods');

export interface PodContainer {
  pod: LabObject;
  container: string;
  /** Of status.containerStatuses and the like; empty before the kubelet has written one. */
  status: Record<string, unknown>;
}

/** The container a log or exec request means. Throws 404 without the pod, 400 when the container is not clear. */
export function findContainer(
  lab: Lab,
  namespace: string | undefined,
  name: string,
  asked: string | null,
): PodContainer {
  const pod = lab.store.get(pods, namespace, name);
  if (pod === undefined) throw notFound(pods, name);
  const spec = record(pod.spec);
  const names = (list: unknown) => array(list).map((item) => text(record(item).name));
  const main = names(spec.containers);
  const init = names(spec.initContainers);
  const container = asked || (main.length === 1 ? (main[0] ?? '') : '');
  if (container === '') {
    const also = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : '';
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${also}`,
    );
  }
  if (![...main, ...init, ...names(spec.ephemeralContainers)].includes(container)) {
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  }
  const status = record(pod.status);
  const statuses = [
    status.containerStatuses,
    status.initContainerStatuses,
    status.ephemeralContainerStatuses,
  ];
  const found = statuses
    .flatMap(array)
    .map(record)
    .find((item) => item.name === container);
  return { pod, container, status: found ?? {} };
}
