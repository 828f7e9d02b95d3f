import type { Call } from './lab-context.ts';
import { type LabObject, record } from './object.ts';
import { groupVersion } from './resources.ts';
import { badRequest } from './status-error.ts';
import type { RemoveOptions } from './store.ts';
import { isDryRun } from './write.ts';

// Registries with ReturnDeletedObject answer with the object, the others with a Status.
const returned = new Set(['pods', 'services', 'serviceaccounts', 'resourcequotas']);

/** DELETE of one object. The answer is the object where it lives on for a while, otherwise a Status. */
export function deleteObject(call: Call, body: Record<string, unknown>): unknown {
  const { lab, resource, path } = call;
  const name = path.name ?? '';
  const removed = lab.store.remove(resource, path.namespace, name, removeOptions(call, body));
  const lives = lab.store.get(resource, path.namespace, name)?.metadata.uid === removed.metadata.uid;
  if (returned.has(resource.storage) || (lives && !isDryRun(call))) return removed;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(resource.group === '' ? {} : { group: resource.group }),
      kind: resource.plural,
      uid: removed.metadata.uid,
    },
  };
}

/** DELETE of a collection, with the selectors of a list. */
export function deleteCollection(call: Call, body: Record<string, unknown>): unknown {
  const { lab, resource, path, query } = call;
  const { items } = lab.lists.list(resource, path.namespace, query);
  const options = removeOptions(call, body);
  const removed: LabObject[] = items.map((item) =>
    lab.store.remove(resource, item.metadata.namespace, item.metadata.name, options),
  );
  return {
    kind: `${resource.kind}List`,
    apiVersion: groupVersion(resource),
    metadata: { resourceVersion: String(lab.store.resourceVersion) },
    items: removed,
  };
}

/** metav1.DeleteOptions from the body, and from the query for what the body leaves out. */
export function removeOptions(call: Call, body: Record<string, unknown>): RemoveOptions {
  const { query } = call;
  const preconditions = record(body.preconditions);
  const grace =
    body.gracePeriodSeconds ??
    (query.has('gracePeriodSeconds') ? Number(query.get('gracePeriodSeconds')) : undefined);
  if (grace !== undefined && grace !== null && (!Number.isInteger(grace) || Number(grace) < 0)) {
    throw badRequest(`invalid gracePeriodSeconds: ${String(grace)}`);
  }
  const policy =
    body.propagationPolicy ??
    query.get('propagationPolicy') ??
    (body.orphanDependents === true ? 'Orphan' : undefined);
  if (
    policy !== undefined &&
    policy !== null &&
    policy !== 'Orphan' &&
    policy !== 'Background' &&
    policy !== 'Foreground'
  ) {
    throw badRequest(`invalid propagationPolicy: ${String(policy)}`);
  }
  const bodyDryRun = Array.isArray(body.dryRun) && body.dryRun.includes('All');
  return {
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
    ...(typeof preconditions.uid === 'string' ? { uid: preconditions.uid } : {}),
    ...(typeof preconditions.resourceVersion === 'string'
      ? { resourceVersion: preconditions.resourceVersion }
      : {}),
    ...(policy ? { propagationPolicy: policy } : {}),
    dryRun: bodyDryRun || isDryRun(call),
  };
}
