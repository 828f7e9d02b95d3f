import type { ControllerRevision, ObjectMeta, Pod, PodSpec, ReplicaSet, Workload } from '../kubernetes.ts';
import type { Revision } from './function-view.ts';
import { controllerOf } from './owner.ts';
import { isServing } from './versions.ts';

const revisionAnnotation = 'deployment.kubernetes.io/revision';
const causeAnnotation = 'kubernetes.io/change-cause';

interface History {
  pods: readonly Pod[];
  replicaSets: readonly ReplicaSet[];
  controllerRevisions: readonly ControllerRevision[];
}

/**
 * The revisions that `kubectl rollout history` lists, the newest first: of a Deployment its ReplicaSets, of a
 * StatefulSet or DaemonSet its ControllerRevisions. Those without a readable number are left out, as kubectl does.
 * Source: k8s.io/kubectl pkg/polymorphichelpers/history.go and pkg/util/deployment/deployment.go `Revision`, v1.34.
 */
export function revisions(workload: Workload, history: History): Revision[] {
  const { metadata } = workload.object;
  const found =
    workload.kind === 'deployments'
      ? history.replicaSets
          .filter((rs) => isOwned(rs.metadata, metadata))
          .map((rs) => ofReplicaSet(rs, metadata))
      : ofControllerRevisions(workload, history);
  return found.filter((r) => r.revision > 0).toSorted((a, b) => b.revision - a.revision);
}

function ofReplicaSet({ metadata, spec, status }: ReplicaSet, deployment: ObjectMeta): Revision {
  const revision = Number.parseInt(metadata.annotations?.[revisionAnnotation] ?? '', 10) || 0;
  return {
    revision,
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    images: imagesOf(spec.template.spec),
    current: metadata.annotations?.[revisionAnnotation] === deployment.annotations?.[revisionAnnotation],
    cause: metadata.annotations?.[causeAnnotation] ?? null,
    replicas: status.replicas ?? 0,
  };
}

function ofControllerRevisions(workload: Workload, { controllerRevisions, pods }: History): Revision[] {
  const { metadata } = workload.object;
  const own = controllerRevisions.filter((cr) => isOwned(cr.metadata, metadata) && cr.template);
  // A DaemonSet's status does not name its revision; the newest is the one its template asks for.
  const newest = Math.max(0, ...own.map((cr) => cr.revision));
  const current = workload.kind === 'statefulsets' ? workload.object.status.updateRevision : undefined;
  return own.map((cr) => ({
    revision: cr.revision,
    name: cr.metadata.name,
    createdAt: cr.metadata.creationTimestamp,
    images: cr.template ? imagesOf(cr.template.spec) : {},
    current: current === undefined ? cr.revision === newest : cr.metadata.name === current,
    cause: cr.metadata.annotations?.[causeAnnotation] ?? null,
    replicas: pods.filter((pod) => isServing(pod) && isOf(pod, cr, metadata.name)).length,
  }));
}

/** A StatefulSet labels its pods with the revision's name, a DaemonSet with the hash at its end. */
function isOf(pod: Pod, revision: ControllerRevision, workload: string): boolean {
  const label = pod.metadata.labels?.['controller-revision-hash'];
  return (
    label !== undefined &&
    (label === revision.metadata.name || `${workload}-${label}` === revision.metadata.name)
  );
}

function isOwned(metadata: ObjectMeta, by: ObjectMeta): boolean {
  return metadata.namespace === by.namespace && controllerOf(metadata.ownerReferences)?.uid === by.uid;
}

function imagesOf(spec: PodSpec): Record<string, string> {
  return Object.fromEntries(spec.containers.map((c) => [c.name, c.image ?? '']));
}
