import { contentType, parseBody } from './body.ts';
import { shownAs } from './encode.ts';
import type { Call } from './lab-context.ts';
import { isRecord, type LabObject, record } from './object.ts';
import { applyJsonPatch } from './patch/json-patch.ts';
import { applyMergePatch } from './patch/merge-patch.ts';
import { applyConfiguration, recordUpdate } from './patch/server-side-apply.ts';
import { applyStrategicMergePatch } from './patch/strategic-merge-patch.ts';
import { badRequest, notFound, StatusError } from './status-error.ts';
import {
  admitNew,
  checkNamespace,
  invalidOptions,
  readObjectBody,
  replaceObject,
  requireLiveNamespace,
  writerOf,
} from './write.ts';

/** PATCH in all four forms. `created` tells the caller to answer 201. */
export function patchObject(call: Call, body: string): { object: LabObject; created: boolean } {
  const { lab, resource, path } = call;
  const name = path.name ?? '';
  const current = lab.store.get(resource, path.namespace, name);
  const type = contentType(call.request);
  if (type === 'application/apply-patch+yaml') return applyObject(call, current, body);
  if (current === undefined) throw notFound(resource, name);
  const patched = applyPatch(call, shownAs(resource, current), body);
  const object = readObjectBody(resource, patched);
  return {
    object: replaceObject(call, current, object, (next) => recordUpdate(current, next, writerOf(call))),
    created: false,
  };
}

/** Applies a JSON, merge or strategic merge patch to a document. Throws 415 for other types. */
export function applyPatch({ request, resource }: Call, document: unknown, body: string): unknown {
  const type = contentType(request);
  // Custom resources have no Go types to tell merge keys by.
  const isCustom = resource.group === 'k8s.cni.cncf.io';
  switch (type) {
    case 'application/json-patch+json':
      return applyJsonPatch(document, parseBody(body, type));
    case 'application/merge-patch+json':
      return applyMergePatch(document, requireObject(parseBody(body, type)));
    case 'application/strategic-merge-patch+json':
      if (!isCustom)
        return applyStrategicMergePatch(resource.kind, document, requireObject(parseBody(body, type)));
  }
  const strategic = isCustom ? '' : ', application/strategic-merge-patch+json';
  throw new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json${strategic}, application/apply-patch+yaml`,
  );
}

function requireObject(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw badRequest('error decoding patch: a merge patch is a JSON object');
  return value;
}

function applyObject(
  call: Call,
  current: LabObject | undefined,
  body: string,
): { object: LabObject; created: boolean } {
  const { resource, path, query } = call;
  const name = path.name ?? '';
  if (!query.get('fieldManager')) {
    throw invalidOptions('fieldManager', 'Required value: is required for apply patch');
  }
  const applied = readObjectBody(resource, parseBody(body, 'application/apply-patch+yaml'));
  applied.metadata.name ??= name;
  checkNamespace(call, applied);
  if (applied.metadata.managedFields !== undefined && applied.metadata.managedFields.length > 0) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const writer = writerOf(call);
  const force = query.get('force') === 'true';
  if (current === undefined) {
    if (path.subresource !== undefined) throw notFound(resource, name);
    if (path.namespace !== undefined) requireLiveNamespace(call, applied, path.namespace);
    // Managed are the fields that were sent, not those that defaults add.
    const bare: LabObject = { ...applied, metadata: { name: applied.metadata.name } };
    const { metadata } = applyConfiguration(bare, applied, writer, true);
    const object = admitNew(call, structuredClone(applied), (complete) => ({
      ...complete,
      metadata: { ...complete.metadata, managedFields: metadata.managedFields ?? [] },
    }));
    return { object, created: true };
  }
  const merged = applyConfiguration(current, applied, writer, force);
  if (isUnchanged(current, merged)) return { object: current, created: false };
  return { object: replaceObject(call, current, merged, (next) => next), created: false };
}

/** Applying the same again changes only the time of the manager's entry: that is no change. */
function isUnchanged(current: LabObject, merged: LabObject): boolean {
  const bare = (object: LabObject) => {
    const entries = (object.metadata.managedFields ?? [])
      .map(({ time: _time, ...entry }) => JSON.stringify(entry))
      .sort();
    return JSON.stringify([
      sortKeys({ ...object, metadata: { ...object.metadata, managedFields: [] } }),
      entries,
    ]);
  };
  return bare(current) === bare(merged);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(record(value))
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}
