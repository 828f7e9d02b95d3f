import { setTimeout as wait } from 'node:timers/promises';
import { connect, type KubeObject } from '#e2e/contract/kube-api.ts';

/**
 * Neither a pod whose containers are not ready nor one on its way out serves. Not by `Ready`: that is also taken from every pod of a
 * node that was not heard of for 40 s, as while the API server is gone, and says nothing about who took a pod away; then
 * `ContainersReady` stays as the kubelet said it. Source: k8s.io/kubernetes pkg/controller/util/node `MarkPodsNotReady`.
 */
const serves = ({ metadata, status }: KubeObject): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status?.conditions as { type: string; status: string }[] | undefined)?.some(
    ({ type, status: is }) => type === 'ContainersReady' && is === 'True',
  ) === true;

export interface PodHistory {
  /** Pods away at once at most, since all were there for the first time; null where they never were. */
  worst(): number | null;
  /** How many other pods were away at a time by `Date.now()`. */
  othersAway(time: number, name: string): number;
  stop(): void;
}

/**
 * Follows the pods of a selector by a list and a watch of its own, so that no moment is missed but those in which the API server
 * itself is gone. @param wanted how many there should be
 */
export function followPods(
  kubeconfig: string,
  namespace: string,
  labelSelector: string,
  wanted: number,
): PodHistory {
  const api = connect(kubeconfig);
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const pods = new Map<string, KubeObject>();
  /** The names of those that serve, after each change since all did. */
  const changes: { at: number; serving: string[] }[] = [];
  let stopped = false;
  let close = () => {};

  function note(): void {
    const serving = [...pods.values()].filter(serves).map(({ metadata }) => metadata.name);
    if (changes.length > 0 || serving.length >= wanted) changes.push({ at: Date.now(), serving });
  }
  async function follow(): Promise<void> {
    const { body } = await api.list(path, { labelSelector });
    pods.clear();
    for (const pod of body.items) pods.set(pod.metadata.uid, pod);
    note();
    const { resourceVersion } = body.metadata;
    const lines = await api.lines(path, { labelSelector, watch: true, resourceVersion });
    close = () => lines.close();
    for await (const line of lines) {
      const { type, object } = JSON.parse(line) as { type: string; object: KubeObject };
      if (type === 'ERROR') return;
      if (type === 'DELETED') pods.delete(object.metadata.uid);
      else pods.set(object.metadata.uid, object);
      note();
    }
  }
  void (async () => {
    while (!stopped) {
      await follow().catch(() => undefined);
      await wait(100);
    }
  })();

  return {
    worst: () =>
      changes.length === 0 ? null : Math.max(0, ...changes.map(({ serving }) => wanted - serving.length)),
    othersAway(time, name) {
      const then = changes.findLast(({ at }) => at <= time) ?? changes[0];
      return wanted - 1 - (then?.serving.filter((one) => one !== name).length ?? 0);
    },
    stop() {
      stopped = true;
      close();
    },
  };
}
