import type { OwnerReference, Pod, ReplicaSet } from '../kubernetes.ts';
import type { FunctionRef } from '../pod/pod-view.ts';

/**
 * The workload that controls a pod: its StatefulSet or DaemonSet, or the Deployment of its ReplicaSet; null for bare
 * pods, Jobs and other controllers.
 * @param replicaSet looks up a ReplicaSet; where it is not known there is no Deployment to be named
 */
export function workloadOf(
  pod: Pod,
  replicaSet: (namespace: string, name: string) => ReplicaSet | undefined,
): FunctionRef | null {
  const namespace = pod.metadata.namespace ?? '';
  const owner = controllerOf(pod.metadata.ownerReferences);
  switch (owner?.kind) {
    case 'StatefulSet':
      return { namespace, kind: 'statefulsets', name: owner.name };
    case 'DaemonSet':
      return { namespace, kind: 'daemonsets', name: owner.name };
    case 'ReplicaSet': {
      const above = controllerOf(replicaSet(namespace, owner.name)?.metadata.ownerReferences);
      return above?.kind === 'Deployment' ? { namespace, kind: 'deployments', name: above.name } : null;
    }
    default:
      return null;
  }
}

/** The one owner that is the controller. Source: k8s.io/apimachinery pkg/apis/meta/v1/controller_ref.go, v0.34. */
export function controllerOf(owners: readonly OwnerReference[] | undefined): OwnerReference | undefined {
  return owners?.find((owner) => owner.controller === true);
}
