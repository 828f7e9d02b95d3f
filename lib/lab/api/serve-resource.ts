import { acceptedForm, type Form } from './accept.ts';
import { readBody, readObject } from './body.ts';
import { deleteCollection, deleteObject } from './delete-object.ts';
import { encodeList, encodeObject, partialMetadata } from './encode.ts';
import { evictPod } from './eviction.ts';
import type { Call } from './lab-context.ts';
import { serveLog } from './log.ts';
import { isRecord, type LabObject } from './object.ts';
import { applyPatch, patchObject } from './patch-object.ts';
import { replyJson } from './reply.ts';
import { review } from './reviews.ts';
import { readScale, scaled, writeScale } from './scale.ts';
import { badRequest, notFound, StatusError } from './status-error.ts';
import { encodeTable, type IncludeObject } from './table.ts';
import { serveWatch } from './watch.ts';
import { createObject, updateObject } from './write.ts';

/** Answers one authorized request for a resource. What is refused is thrown as a StatusError. */
export async function serveResource(call: Call, verb: string): Promise<void> {
  const { request, query, path, resource } = call;
  const form = acceptedForm(request.headers.accept);
  if (form === undefined && path.subresource !== 'log') throw notAcceptable();
  const as: Form = form ?? { as: 'object' };
  if (resource.createOnly) return reply(call, 201, review(call, await readObject(request)));
  if (path.subresource !== undefined && path.subresource !== 'status') return serveSubresource(call, verb);
  switch (verb) {
    case 'get':
      return replyObject(call, 200, found(call), as);
    case 'list':
      return replyList(call, as);
    case 'watch':
      return serveWatch(call.lab, request, call.response, resource, path, query, as);
    case 'create':
      return replyObject(call, 201, createObject(call, await readObject(request)), as);
    case 'update':
      return replyObject(call, 200, updateObject(call, await readObject(request)), as);
    case 'patch': {
      const { object, created } = patchObject(call, await readBody(request));
      return replyObject(call, created ? 201 : 200, object, as);
    }
    case 'delete':
      return reply(call, 200, deleteObject(call, await readObject(request)));
    case 'deletecollection':
      return reply(call, 200, deleteCollection(call, await readObject(request)));
    default:
      throw methodNotAllowed();
  }
}

async function serveSubresource(call: Call, verb: string): Promise<void> {
  const { request, path } = call;
  switch (`${path.subresource} ${verb}`) {
    case 'log get':
      return serveLog(call);
    case 'eviction create':
      return reply(call, 201, evictPod(call, await readObject(request)));
    case 'scale get':
      return reply(call, 200, readScale(scaled(call)));
    case 'scale update':
      return reply(call, 200, writeScale(call, await readObject(request)));
    case 'scale patch': {
      const body = await readBody(request);
      return reply(call, 200, writeScale(call, applyPatch(call, readScale(scaled(call)), body)));
    }
    case 'exec create':
    case 'exec get':
      throw badRequest('Upgrade request required');
    default:
      throw methodNotAllowed();
  }
}

function found({ lab, resource, path }: Call): LabObject {
  const object = lab.store.get(resource, path.namespace, path.name ?? '');
  if (object === undefined) throw notFound(resource, path.name ?? '');
  return object;
}

function reply({ request, response }: Call, code: number, body: unknown): Promise<void> {
  return replyJson(request, response, code, JSON.stringify(body));
}

function replyObject(call: Call, code: number, object: LabObject, form: Form): Promise<void> {
  const { request, response, resource, lab } = call;
  if (form.as === 'table') {
    const { resourceVersion } = object.metadata;
    return replyJson(
      request,
      response,
      code,
      encodeTable(resource, [object], tableOptions(call, form.version, { resourceVersion }, lab.store.now())),
    );
  }
  if (form.as === 'metadata') return reply(call, code, partialMetadata(object, form.version));
  return replyJson(request, response, code, encodeObject(resource, object));
}

function replyList(call: Call, form: Form): Promise<void> {
  const { request, response, resource, path, lab, query } = call;
  const { items, metadata } = lab.lists.list(resource, path.namespace, query);
  if (form.as === 'table') {
    const table = encodeTable(resource, items, tableOptions(call, form.version, metadata, lab.store.now()));
    return replyJson(request, response, 200, table);
  }
  return replyJson(request, response, 200, encodeList(resource, items, metadata, form));
}

function tableOptions(
  { query }: Call,
  version: 'v1' | 'v1beta1',
  metadata: object,
  now: Date,
): Parameters<typeof encodeTable>[2] {
  const include = query.get('includeObject') ?? 'Metadata';
  if (include !== 'None' && include !== 'Metadata' && include !== 'Object') {
    throw badRequest(`unrecognized includeObject value: ${include}`);
  }
  const isPlain = isRecord(metadata);
  return {
    now,
    version,
    include: include as IncludeObject,
    columns: true,
    metadata: isPlain ? metadata : {},
  };
}

function notAcceptable(): StatusError {
  return new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/json;as=Table;g=meta.k8s.io;v=v1',
  );
}

function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
  );
}
