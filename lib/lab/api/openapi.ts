import { groupVersion, type Resource, resources } from './resources.ts';

/**
 * OpenAPI documents that hold no schemas, only which write paths take dryRun and fieldValidation: as much as kubectl reads
 * before it writes. It validates nothing against them and leaves that to the server.
 */

const served = resources.filter((resource) => !resource.createOnly);
const queryParameters = ['dryRun', 'fieldManager', 'fieldValidation', 'force'];

function itemPath(resource: Resource): string {
  const root = resource.group === '' ? '/api' : `/apis/${resource.group}`;
  const namespace = resource.namespaced ? '/namespaces/{namespace}' : '';
  return `${root}/${resource.version}${namespace}/${resource.plural}/{name}`;
}

/** /openapi/v3: which documents there are. */
export function openApiV3Index(): Record<string, unknown> {
  const versions = [...new Set(served.map((resource) => openApiV3Path(resource)))];
  return {
    paths: Object.fromEntries(
      versions.map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=lab` }]),
    ),
  };
}

function openApiV3Path(resource: Resource): string {
  return `${resource.group === '' ? 'api' : 'apis'}/${groupVersion(resource)}`;
}

/** /openapi/v3/api/v1, /openapi/v3/apis/GROUP/VERSION; undefined where nothing is served. */
export function openApiV3Document(pathname: string): Record<string, unknown> | undefined {
  const path = pathname.replace(/^\/openapi\/v3\//, '');
  const found = served.filter((resource) => openApiV3Path(resource) === path);
  if (found.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Simulated Kubernetes', version: 'v1' },
    paths: Object.fromEntries(
      found.map((resource) => [itemPath(resource), { patch: patchOperation(resource) }]),
    ),
    components: { schemas: {} },
  };
}

function patchOperation(resource: Resource): Record<string, unknown> {
  return {
    parameters: queryParameters.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
    responses: { 200: { description: 'OK' } },
    'x-kubernetes-action': 'patch',
    'x-kubernetes-group-version-kind': kindOf(resource),
  };
}

function kindOf(resource: Resource): Record<string, string> {
  return { group: resource.group, kind: resource.kind, version: resource.version };
}

/** /openapi/v2 as JSON. */
export function openApiV2Document(): Record<string, unknown> {
  return {
    swagger: '2.0',
    info: { title: 'Simulated Kubernetes', version: 'v1' },
    paths: Object.fromEntries(
      served.map((resource) => [
        itemPath(resource),
        {
          patch: {
            parameters: queryParameters.map((name) => ({ name, in: 'query', type: 'string' })),
            responses: { 200: { description: 'OK' } },
            'x-kubernetes-action': 'patch',
            'x-kubernetes-group-version-kind': kindOf(resource),
          },
        },
      ]),
    ),
    definitions: {},
  };
}

/** /openapi/v2 in the protobuf form (gnostic's openapiv2.Document) that kubectl before 1.27 asks for. */
export function openApiV2Protobuf(): Buffer {
  const parameters = queryParameters.map((name) => {
    const query = Buffer.concat([field(2, 'query'), field(4, name)]);
    // ParametersItem.parameter(1) → Parameter.non_body_parameter(2) → query_parameter_sub_schema(3)
    return field(8, field(1, field(2, field(3, query))));
  });
  const paths = served.map((resource) => {
    const kind = Object.entries(kindOf(resource))
      .map(([key, value]) => `${key}: "${value}"\n`)
      .join('');
    const extension = Buffer.concat([field(1, 'x-kubernetes-group-version-kind'), field(2, field(2, kind))]);
    const operation = Buffer.concat([...parameters, field(13, extension)]);
    // NamedPathItem { name(1), value(2): PathItem { patch(8): Operation } }
    return field(2, Buffer.concat([field(1, itemPath(resource)), field(2, field(8, operation))]));
  });
  const info = Buffer.concat([field(1, 'Simulated Kubernetes'), field(2, 'v1')]);
  return Buffer.concat([field(1, '2.0'), field(2, info), field(8, Buffer.concat(paths))]);
}

/** A length-delimited protobuf field. */
function field(number: number, value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
