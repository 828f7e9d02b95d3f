import { isRecord, type LabObject, record, text } from './object.ts';
import type { Resource } from './resources.ts';
import { conflict } from './status-error.ts';

export interface RemoveOptions {
  /** Pods only; 0 removes at once. Without it, the pod's own terminationGracePeriodSeconds, else 30. */
  gracePeriodSeconds?: number;
  /** Preconditions: 409 when the object is another by now. */
  uid?: string;
  resourceVersion?: string;
  /** Orphan leaves dependents alone; Foreground is treated as Background. */
  propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  dryRun?: boolean;
}

/** Throws 409 when the object is not the one meant. */
export function checkPreconditions(resource: Resource, current: LabObject, options: RemoveOptions): void {
  const { uid, resourceVersion } = current.metadata;
  if (options.uid !== undefined && options.uid !== uid) {
    throw conflict(
      resource,
      current.metadata.name,
      `Precondition failed: UID in precondition: ${options.uid}, UID in object meta: ${uid}`,
    );
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) {
    throw conflict(
      resource,
      current.metadata.name,
      `Precondition failed: ResourceVersion in precondition: ${options.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
    );
  }
}

/** registry/core/pod/strategy.go, CheckGracefulDelete: a pod on no node, or one that has ended, needs no grace. */
export function podGrace(pod: LabObject, asked: number | undefined): number {
  const spec = record(pod.spec);
  const phase = text(record(pod.status).phase);
  if (!isRecord(pod.spec) || text(spec.nodeName) === '' || phase === 'Succeeded' || phase === 'Failed')
    return 0;
  const own = spec.terminationGracePeriodSeconds;
  return asked ?? (typeof own === 'number' ? own : 30);
}
