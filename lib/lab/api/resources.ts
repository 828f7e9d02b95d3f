/** One served resource, as discovery describes it. */
export interface Resource {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames: string[];
  categories?: string[];
  subresources: readonly string[];
  /** Reviews are answered, never kept: only create is served. */
  createOnly?: boolean;
  /** The server counts changes of spec in metadata.generation. */
  generation?: boolean;
  /** Kept under this key; two resources may show the same objects. */
  storage: string;
}

interface Row {
  plural: string;
  kind: string;
  short?: string[];
  sub?: string[];
  cluster?: true;
  all?: true;
  createOnly?: true;
  generation?: true;
  storage?: string;
}

const rows: Record<string, Row[]> = {
  '/v1': [
    { plural: 'configmaps', kind: 'ConfigMap', short: ['cm'] },
    { plural: 'endpoints', kind: 'Endpoints', short: ['ep'] },
    { plural: 'events', kind: 'Event', short: ['ev'] },
    { plural: 'namespaces', kind: 'Namespace', short: ['ns'], sub: ['status'], cluster: true },
    { plural: 'nodes', kind: 'Node', short: ['no'], sub: ['status'], cluster: true },
    {
      plural: 'pods',
      kind: 'Pod',
      short: ['po'],
      sub: ['status', 'log', 'exec', 'eviction'],
      all: true,
    },
    {
      plural: 'replicationcontrollers',
      kind: 'ReplicationController',
      short: ['rc'],
      sub: ['status', 'scale'],
      all: true,
      generation: true,
    },
    { plural: 'resourcequotas', kind: 'ResourceQuota', short: ['quota'], sub: ['status'] },
    { plural: 'secrets', kind: 'Secret' },
    { plural: 'serviceaccounts', kind: 'ServiceAccount', short: ['sa'] },
    { plural: 'services', kind: 'Service', short: ['svc'], sub: ['status'], all: true },
  ],
  'apps/v1': [
    { plural: 'controllerrevisions', kind: 'ControllerRevision' },
    { plural: 'daemonsets', kind: 'DaemonSet', short: ['ds'], sub: ['status'], all: true, generation: true },
    {
      plural: 'deployments',
      kind: 'Deployment',
      short: ['deploy'],
      sub: ['status', 'scale'],
      all: true,
      generation: true,
    },
    {
      plural: 'replicasets',
      kind: 'ReplicaSet',
      short: ['rs'],
      sub: ['status', 'scale'],
      all: true,
      generation: true,
    },
    {
      plural: 'statefulsets',
      kind: 'StatefulSet',
      short: ['sts'],
      sub: ['status', 'scale'],
      all: true,
      generation: true,
    },
  ],
  'events.k8s.io/v1': [{ plural: 'events', kind: 'Event', short: ['ev'], storage: 'events' }],
  'authentication.k8s.io/v1': [
    { plural: 'selfsubjectreviews', kind: 'SelfSubjectReview', cluster: true, createOnly: true },
    { plural: 'tokenreviews', kind: 'TokenReview', cluster: true, createOnly: true },
  ],
  'authorization.k8s.io/v1': [
    { plural: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview', cluster: true, createOnly: true },
    { plural: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview', cluster: true, createOnly: true },
    { plural: 'subjectaccessreviews', kind: 'SubjectAccessReview', cluster: true, createOnly: true },
  ],
  'autoscaling/v2': [
    {
      plural: 'horizontalpodautoscalers',
      kind: 'HorizontalPodAutoscaler',
      short: ['hpa'],
      sub: ['status'],
      all: true,
    },
  ],
  'batch/v1': [{ plural: 'jobs', kind: 'Job', sub: ['status'], all: true, generation: true }],
  'networking.k8s.io/v1': [
    { plural: 'ingresses', kind: 'Ingress', short: ['ing'], sub: ['status'], generation: true },
  ],
  'policy/v1': [
    {
      plural: 'poddisruptionbudgets',
      kind: 'PodDisruptionBudget',
      short: ['pdb'],
      sub: ['status'],
      generation: true,
    },
  ],
  'rbac.authorization.k8s.io/v1': [
    { plural: 'clusterrolebindings', kind: 'ClusterRoleBinding', cluster: true },
    { plural: 'clusterroles', kind: 'ClusterRole', cluster: true },
    { plural: 'rolebindings', kind: 'RoleBinding' },
    { plural: 'roles', kind: 'Role' },
  ],
  'apiextensions.k8s.io/v1': [
    {
      plural: 'customresourcedefinitions',
      kind: 'CustomResourceDefinition',
      short: ['crd', 'crds'],
      sub: ['status'],
      cluster: true,
      generation: true,
    },
  ],
  'coordination.k8s.io/v1': [{ plural: 'leases', kind: 'Lease' }],
  'discovery.k8s.io/v1': [{ plural: 'endpointslices', kind: 'EndpointSlice', generation: true }],
  'k8s.cni.cncf.io/v1': [
    {
      plural: 'network-attachment-definitions',
      kind: 'NetworkAttachmentDefinition',
      short: ['net-attach-def'],
      generation: true,
    },
  ],
};

function toResource(groupVersion: string, row: Row): Resource {
  const slash = groupVersion.indexOf('/');
  const group = groupVersion.slice(0, slash);
  return {
    group,
    version: groupVersion.slice(slash + 1),
    plural: row.plural,
    singular:
      row.kind.toLowerCase() === 'networkattachmentdefinition'
        ? 'network-attachment-definition'
        : row.kind.toLowerCase(),
    kind: row.kind,
    namespaced: row.cluster !== true,
    shortNames: row.short ?? [],
    ...(row.all ? { categories: ['all'] } : {}),
    subresources: row.sub ?? [],
    ...(row.createOnly ? { createOnly: true } : {}),
    ...(row.generation ? { generation: true } : {}),
    storage: row.storage ?? (group === '' ? row.plural : `${row.plural}.${group}`),
  };
}

/** Every resource the lab serves, in the order of discovery. */
export const resources: readonly Resource[] = Object.entries(rows).flatMap(([groupVersion, list]) =>
  list.map((row) => toResource(groupVersion, row)),
);

const byPath = new Map(
  resources.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
);

/** What discovery calls the group and version of a resource: `v1`, `apps/v1`. */
export function groupVersion(resource: Pick<Resource, 'group' | 'version'>): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** The resource behind a request path, if it is served. */
export function findResource(group: string, version: string, plural: string): Resource | undefined {
  return byPath.get(`${group}/${version}/${plural}`);
}

/** The resource an object says it is, by apiVersion and kind. */
export function resourceOfObject(object: { apiVersion: string; kind: string }): Resource | undefined {
  return resources.find(
    (resource) => resource.kind === object.kind && groupVersion(resource) === object.apiVersion,
  );
}

/**
 * The resource with this kind, plural, singular or short name; without a group, the first in discovery order.
 * Throws on a name that the lab does not serve: the names are the program's own.
 */
export function resourceOf(kindOrPlural: string, group?: string): Resource {
  const found = resources.find(
    (resource) =>
      (group === undefined || resource.group === group) &&
      (resource.kind === kindOrPlural ||
        resource.plural === kindOrPlural ||
        resource.singular === kindOrPlural ||
        resource.shortNames.includes(kindOrPlural)),
  );
  if (found === undefined)
    throw new Error(`the lab serves no resource ${kindOrPlural} in group "${group ?? ''}"`);
  return found;
}
