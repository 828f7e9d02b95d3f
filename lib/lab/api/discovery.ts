import { groupVersion, type Resource, resources } from './resources.ts';

const objectVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The media type of kubectl's aggregated discovery, with its version: v2 or v2beta1. */
export const aggregatedType = (version: string) =>
  `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;

interface Served {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  group?: string;
  version?: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

function served(resource: Resource): Served[] {
  const own: Served = {
    name: resource.plural,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: resource.createOnly ? ['create'] : objectVerbs,
    ...(resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories ? { categories: resource.categories } : {}),
  };
  return [own, ...resource.subresources.map((name) => servedSubresource(resource, name))];
}

function servedSubresource(resource: Resource, subresource: string): Served {
  const base = {
    name: `${resource.plural}/${subresource}`,
    singularName: '',
    namespaced: resource.namespaced,
  };
  switch (subresource) {
    case 'scale':
      return {
        ...base,
        group: 'autoscaling',
        version: 'v1',
        kind: 'Scale',
        verbs: ['get', 'patch', 'update'],
      };
    case 'eviction':
      return { ...base, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] };
    case 'exec':
      return { ...base, kind: 'PodExecOptions', verbs: ['create', 'get'] };
    case 'log':
      return { ...base, kind: resource.kind, verbs: ['get'] };
    default:
      return { ...base, kind: resource.kind, verbs: ['get', 'patch', 'update'] };
  }
}

const groups = [...new Set(resources.map((resource) => resource.group))].filter((group) => group !== '');

function describeGroup(group: string): Record<string, unknown> {
  const versions = [
    ...new Set(resources.filter((item) => item.group === group).map((item) => item.version)),
  ].map((version) => ({
    groupVersion: groupVersion({ group, version }),
    version,
  }));
  return { name: group, versions, preferredVersion: versions[0] };
}

/** The plain discovery document of a path under /api or /apis, or undefined when the path is none. */
export function discoveryDocument(pathname: string, host: string): Record<string, unknown> | undefined {
  const path = pathname.replace(/\/+$/, '');
  if (path === '/api') {
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
    };
  }
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(describeGroup) };
  const [, root, first, second, ...extra] = path.split('/');
  if (extra.length > 0 || first === undefined) return undefined;
  if (root === 'apis' && second === undefined) {
    return groups.includes(first)
      ? { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(first) }
      : undefined;
  }
  const group = root === 'api' ? '' : first;
  const version = root === 'api' ? first : second;
  if (root !== 'apis' && (root !== 'api' || second !== undefined)) return undefined;
  const found = resources.filter((resource) => resource.group === group && resource.version === version);
  if (found.length === 0 || version === undefined) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion({ group, version }),
    resources: found.flatMap(served),
  };
}

/** Aggregated discovery (KEP-3352) of /api or /apis: everything in one document. */
export function aggregatedDocument(root: '/api' | '/apis', version: string): Record<string, unknown> {
  const names = root === '/api' ? [''] : groups;
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: names.map((group) => ({
      metadata: group === '' ? {} : { name: group },
      versions: [
        ...new Set(resources.filter((item) => item.group === group).map((item) => item.version)),
      ].map((name) => ({
        version: name,
        freshness: 'Current',
        resources: resources
          .filter((item) => item.group === group && item.version === name)
          .map(aggregatedResource),
      })),
    })),
  };
}

function aggregatedResource(resource: Resource): Record<string, unknown> {
  const [own, ...subresources] = served(resource);
  const kindOf = (item: Served | undefined) => ({
    group: item?.group ?? resource.group,
    version: item?.version ?? resource.version,
    kind: item?.kind ?? resource.kind,
  });
  return {
    resource: resource.plural,
    responseKind: kindOf(own),
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: own?.verbs ?? [],
    ...(own?.shortNames ? { shortNames: own.shortNames } : {}),
    ...(own?.categories ? { categories: own.categories } : {}),
    ...(subresources.length > 0
      ? {
          subresources: subresources.map((item) => ({
            subresource: item.name.slice(resource.plural.length + 1),
            responseKind: kindOf(item),
            verbs: item.verbs,
          })),
        }
      : {}),
  };
}
