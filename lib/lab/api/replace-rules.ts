import type { LabObject } from './object.ts';
import type { Resource } from './resources.ts';

export interface UpdateOptions {
  /**
   * 'status': only status is taken (of pods, metadata too, as Kubernetes allows there). 'scale' or left out: everything
   * but status is taken, where the resource has a status subresource.
   */
  subresource?: 'status' | 'scale';
  /** Spec and status in one write, as no client could: for the lab's own controllers. */
  whole?: boolean;
  /** Ignore a stale resourceVersion. */
  ignoreConflict?: boolean;
  /** Checks and returns what would be stored, and stores nothing. */
  dryRun?: boolean;
}

/** Everything that a user declares: all but metadata and status. */
export function desired(object: LabObject): Record<string, unknown> {
  const { metadata: _metadata, status: _status, ...rest } = object;
  return rest;
}

/** The object as it is stored after a write: the parts that this write may change, on top of what is there. */
export function merged(
  resource: Resource,
  current: LabObject,
  copy: LabObject,
  options: UpdateOptions,
): LabObject {
  const hasStatus = resource.subresources.includes('status');
  const metadata = {
    ...copy.metadata,
    uid: current.metadata.uid,
    creationTimestamp: current.metadata.creationTimestamp,
    generation: current.metadata.generation,
    resourceVersion: current.metadata.resourceVersion,
    namespace: current.metadata.namespace,
    deletionTimestamp: current.metadata.deletionTimestamp,
    deletionGracePeriodSeconds: current.metadata.deletionGracePeriodSeconds,
  };
  for (const key of Object.keys(metadata) as (keyof typeof metadata)[])
    if (metadata[key] === undefined) delete metadata[key];
  const base = { ...copy, apiVersion: current.apiVersion, kind: current.kind } as LabObject;
  if (options.whole || !hasStatus) return { ...base, metadata } as LabObject;
  if (options.subresource === 'status') {
    const { ownerReferences: _owners, ...statusMetadata } = metadata;
    const kept =
      resource.storage === 'pods' || resource.storage === 'nodes'
        ? {
            ...statusMetadata,
            ...(current.metadata.ownerReferences
              ? { ownerReferences: current.metadata.ownerReferences }
              : {}),
          }
        : {
            ...current.metadata,
            ...(metadata.managedFields ? { managedFields: metadata.managedFields } : {}),
          };
    return {
      ...current,
      metadata: kept,
      ...(copy.status === undefined ? {} : { status: copy.status }),
    } as LabObject;
  }
  const { status: _status, ...rest } = base;
  return {
    ...rest,
    metadata,
    ...(current.status === undefined ? {} : { status: current.status }),
  } as LabObject;
}

/** Deleted, and held by no finalizer any more. */
export function isReleased(object: LabObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length === 0;
}
