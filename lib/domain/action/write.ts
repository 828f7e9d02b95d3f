import type { WorkloadKind } from '../kubernetes.ts';
import type { ActionTarget, ActionWrite } from './action.ts';

type Json = Readonly<Record<string, unknown>>;

/** Of an object, what makes a write fail with 409 when somebody else was faster. */
export interface Version {
  resourceVersion: string;
  uid: string;
}

const merge = 'application/merge-patch+json';
const strategic = 'application/strategic-merge-patch+json';

export const restartedAt = 'kubectl.kubernetes.io/restartedAt';

export function workloadPath({ namespace, kind, name }: ActionTarget): string {
  return `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${kind}/${encodeURIComponent(name)}`;
}

/** The scale subresource; it has the workload's own resourceVersion. Source: autoscaling/v1 Scale. */
export function scaleWrite(target: ActionTarget, version: Version, replicas: number): ActionWrite {
  const { namespace, name } = target;
  return {
    method: 'PUT',
    path: `${workloadPath(target)}/scale`,
    contentType: 'application/json',
    body: {
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: { name, namespace, uid: version.uid, resourceVersion: version.resourceVersion },
      spec: { replicas },
    },
  };
}

/** Source: kubectl pkg/polymorphichelpers/objectrestarter.go. @param at seconds since the epoch do: RFC 3339 */
export function restartWrite(target: ActionTarget, version: Version, at: string): ActionWrite {
  const template = { metadata: { annotations: { [restartedAt]: at } } };
  return patch(target, strategic, version, { spec: { template } });
}

/** Source: kubectl pkg/polymorphichelpers/objectpauser.go and objectresumer.go. */
export function pauseWrite(target: ActionTarget, version: Version, paused: boolean): ActionWrite {
  return patch(target, strategic, version, { spec: { paused } });
}

// Annotations of a ReplicaSet that are its own, and stay as they are on the Deployment.
// Source: kubectl pkg/polymorphichelpers/rollback.go `annotationsToSkip`, v1.34.
const ownAnnotations = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

/**
 * As `kubectl rollout undo deployment` does: the ReplicaSet's whole template without the controller's label, and its
 * annotations. Source: kubectl pkg/polymorphichelpers/rollback.go `getDeploymentPatch`, v1.34.
 * @param deployment,replicaSet whole, as the API server gave them
 */
export function deploymentRollbackWrite(
  target: ActionTarget,
  version: Version,
  deployment: Json,
  replicaSet: Json,
): ActionWrite {
  const body = [
    // A patch that names the version it is made for is refused with 409 where it is another.
    { op: 'replace', path: '/metadata/resourceVersion', value: version.resourceVersion },
    { op: 'replace', path: '/spec/template', value: templateOf(replicaSet) },
    {
      op: annotationsOf(deployment) === null ? 'add' : 'replace',
      path: '/metadata/annotations',
      value: {
        ...pick(annotationsOf(deployment), (key) => ownAnnotations.has(key)),
        ...pick(annotationsOf(replicaSet), (key) => !ownAnnotations.has(key)),
      },
    },
  ];
  return { method: 'PATCH', path: workloadPath(target), contentType: 'application/json-patch+json', body };
}

/** A ReplicaSet's pod template without `pod-template-hash`, which the Deployment controller adds. */
export function templateOf(replicaSet: Json): Json {
  const template = json(json(replicaSet.spec).template);
  const metadata = json(template.metadata);
  const labels = pick(json(metadata.labels), (key) => key !== 'pod-template-hash');
  return { ...template, metadata: { ...metadata, labels } };
}

/**
 * As `kubectl rollout undo statefulset` and `daemonset` do: a ControllerRevision's `data` is a strategic merge patch that
 * replaces the template. Source: kubectl pkg/polymorphichelpers/rollback.go, v1.34.
 */
export function revisionRollbackWrite(target: ActionTarget, version: Version, data: Json): ActionWrite {
  return patch(target, strategic, version, data);
}

/** Puts one annotation, or takes it away with null. @param version of the object, where it must be as it was read */
export function annotationWrite(
  path: string,
  key: string,
  value: string | null,
  version: Version | null = null,
): ActionWrite {
  const metadata = { ...version, annotations: { [key]: value } };
  return { method: 'PATCH', path, contentType: merge, body: { metadata } };
}

/** `minReplicas` and `maxReplicas` are the same in every version of the autoscaling group. @param path of the autoscaler */
export function boundsWrite(
  path: string,
  { resourceVersion, uid }: Version,
  { min, max }: { min: number; max: number },
): ActionWrite {
  const body = { metadata: { uid, resourceVersion }, spec: { minReplicas: min, maxReplicas: max } };
  return { method: 'PATCH', path, contentType: merge, body };
}

/** `policy/v1`, or `policy/v1beta1` before 1.22. Source: the deprecation guide. */
export function evictionWrite(
  { namespace, name, uid }: { namespace: string; name: string; uid: string },
  apiVersion: 'policy/v1' | 'policy/v1beta1',
): ActionWrite {
  return {
    method: 'POST',
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/eviction`,
    contentType: 'application/json',
    body: {
      apiVersion,
      kind: 'Eviction',
      metadata: { name, namespace },
      deleteOptions: { preconditions: { uid } },
    },
  };
}

function patch(target: ActionTarget, contentType: string, version: Version, body: Json): ActionWrite {
  const metadata = { ...json(body.metadata), resourceVersion: version.resourceVersion };
  return { method: 'PATCH', path: workloadPath(target), contentType, body: { ...body, metadata } };
}

function annotationsOf(object: Json): Json | null {
  const { annotations } = json(object.metadata);
  return annotations === undefined || annotations === null ? null : json(annotations);
}

function pick(map: Json | null, keeps: (key: string) => boolean): Json {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([key]) => keeps(key)));
}

function json(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {};
}

/** As an Event's `involvedObject` and a manifest name the kind. */
export const objectKind = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
} as const satisfies Record<WorkloadKind, string>;
