import { applyDefaults, initialStatus } from './defaults.ts';
import { storedForm } from './encode.ts';
import type { Call } from './lab-context.ts';
import { isRecord, type LabObject, type ObjectMeta, record, text } from './object.ts';
import { recordUpdate, type Writer } from './patch/server-side-apply.ts';
import { checkQuota } from './quota.ts';
import { groupVersion, type Resource, resourceOf } from './resources.ts';
import { badRequest, forbidden, invalid, notFound, StatusError } from './status-error.ts';
import { validate } from './validate.ts';
import { forbiddenField } from './validate-metadata.ts';

const namespaces = resourceOf('namespaces');

/** POST of an object: defaults, checks, quota, then the store. */
export function createObject(call: Call, body: unknown): LabObject {
  const { resource, path } = call;
  const object = readObjectBody(resource, body);
  checkNamespace(call, object);
  if (object.metadata.resourceVersion)
    throw badRequest('resourceVersion should not be set on objects to be created');
  // Some callers send the name that they want made.
  object.metadata.name ??= '';
  if (path.namespace !== undefined) requireLiveNamespace(call, object, path.namespace);
  return admitNew(call, object, (complete) => recordUpdate(undefined, complete, writerOf(call)));
}

/** The last steps of every creation, by POST or by apply. */
export function admitNew(call: Call, object: LabObject, own: (object: LabObject) => LabObject): LabObject {
  const { lab, resource } = call;
  const { status: _status, ...rest } = object;
  const complete = rest as LabObject;
  dropServerFields(complete.metadata);
  applyDefaults(resource, complete, lab.store);
  validate(resource, complete, undefined);
  if (resource.namespaced) checkQuota(lab.store, resource, complete);
  const managed = own(complete);
  const status = initialStatus(resource, managed);
  if (status !== undefined) managed.status = status;
  return lab.store.create(resource, managed, { dryRun: isDryRun(call) });
}

/** PUT of an object or its status. */
export function updateObject(call: Call, body: unknown): LabObject {
  const { lab, resource, path } = call;
  const object = readObjectBody(resource, body);
  checkNamespace(call, object);
  const name = path.name ?? '';
  if (object.metadata.name !== name) {
    throw badRequest(
      `the name of the object (${object.metadata.name ?? ''}) does not match the name on the URL (${name})`,
    );
  }
  const current = lab.store.get(resource, path.namespace, name);
  if (current === undefined) throw notFound(resource, name);
  return replaceObject(call, current, object, (next) => recordUpdate(current, next, writerOf(call)));
}

/** The last steps of every change, by PUT, PATCH or apply. */
export function replaceObject(
  call: Call,
  current: LabObject,
  object: LabObject,
  own: (object: LabObject) => LabObject,
): LabObject {
  const { lab, resource, path } = call;
  const isStatus = path.subresource === 'status';
  if (!isStatus) {
    applyDefaults(resource, object, lab.store);
    validate(resource, object, current);
  }
  requireSameIdentity(resource, current, object);
  const next = isStatus
    ? { ...current, metadata: object.metadata, status: object.status }
    : keepStatus(resource, current, object);
  return lab.store.update(resource, own(next as LabObject), {
    ...(isStatus ? { subresource: 'status' as const } : {}),
    dryRun: isDryRun(call),
  });
}

function keepStatus(resource: Resource, current: LabObject, object: LabObject): LabObject {
  if (!resource.subresources.includes('status')) return object;
  const { status: _status, ...rest } = object;
  return (current.status === undefined ? rest : { ...rest, status: current.status }) as LabObject;
}

function requireSameIdentity(resource: Resource, current: LabObject, object: LabObject): void {
  if (object.metadata.name !== current.metadata.name) {
    throw invalid(resource, current.metadata.name, [forbiddenField('metadata.name', 'field is immutable')]);
  }
}

/** Reads an object of this resource; fills in a kind and version that were left out. Throws 400 for another's. */
export function readObjectBody(resource: Resource, body: unknown): LabObject {
  if (!isRecord(body)) throw badRequest('the object provided is unrecognized: it is not a JSON object');
  const expected = groupVersion(resource);
  const apiVersion = text(body.apiVersion) || expected;
  const kind = text(body.kind) || resource.kind;
  if (apiVersion !== expected || kind !== resource.kind) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected}), or the kind (${kind}) the expected kind (${resource.kind})`,
    );
  }
  if (body.metadata !== undefined && !isRecord(body.metadata)) throw badRequest('metadata must be an object');
  const metadata = Object.fromEntries(
    Object.entries(record(body.metadata)).filter(([, value]) => value !== null),
  );
  return storedForm(resource, { ...body, apiVersion, kind, metadata: metadata as unknown as ObjectMeta });
}

export function checkNamespace({ resource, path }: Call, object: LabObject): void {
  if (!resource.namespaced) return;
  if (path.namespace === undefined) throw badRequest('an empty namespace may not be set during creation');
  object.metadata.namespace ??= path.namespace;
  if (object.metadata.namespace !== path.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}

/** Admission plugin NamespaceLifecycle. */
export function requireLiveNamespace({ lab, resource }: Call, object: LabObject, name: string): void {
  const namespace = lab.store.get(namespaces, undefined, name);
  if (namespace === undefined) throw notFound(namespaces, name);
  if (namespace.metadata.deletionTimestamp === undefined) return;
  throw forbidden(
    resource,
    object.metadata.name,
    `unable to create new content in namespace ${name} because it is being terminated`,
  );
}

function dropServerFields(metadata: ObjectMeta): void {
  delete metadata.uid;
  delete metadata.creationTimestamp;
  delete metadata.generation;
  delete metadata.resourceVersion;
}

/** 422 for a query parameter, worded as for the fields of an object. */
export function invalidOptions(field: string, message: string): StatusError {
  const causes = [{ reason: 'FieldValueInvalid', message, field }];
  return new StatusError(422, 'Invalid', `WriteOptions.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    causes,
  });
}

export function isDryRun({ query }: Call): boolean {
  const values = query.getAll('dryRun');
  const unknown = values.find((value) => value !== 'All');
  if (unknown !== undefined) {
    throw invalidOptions('dryRun', `Unsupported value: ${JSON.stringify(unknown)}: supported values: "All"`);
  }
  return values.length > 0;
}

/** fieldManager, or the client's name from its User-Agent. */
export function writerOf({ request, query, resource, path, lab }: Call): Writer {
  const agent = (request.headers['user-agent'] ?? 'unknown').split('/')[0] ?? 'unknown';
  return {
    manager: query.get('fieldManager') || agent,
    apiVersion: groupVersion(resource),
    now: lab.store.now(),
    subresource: path.subresource,
  };
}
