import type { Call } from './lab-context.ts';
import { type LabObject, numberOr, record } from './object.ts';
import { recordUpdate } from './patch/server-side-apply.ts';
import { formatSelector } from './print/printer.ts';
import { badRequest, invalid, notFound } from './status-error.ts';
import { invalidValue } from './validate-metadata.ts';
import { isDryRun, writerOf } from './write.ts';

/** autoscaling/v1 Scale of a workload. */
export function readScale(object: LabObject): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = formatSelector(record(object.spec).selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberOr(record(object.spec).replicas, 0) },
    status: {
      replicas: numberOr(record(object.status).replicas, 0),
      ...(selector === '<none>' ? {} : { selector }),
    },
  };
}

/** The workload of a scale request. Throws 404. */
export function scaled({ lab, resource, path }: Call): LabObject {
  const object = lab.store.get(resource, path.namespace, path.name ?? '');
  if (object === undefined) throw notFound(resource, path.name ?? '');
  return object;
}

/** PUT or PATCH of a Scale, as it should be. */
export function writeScale(call: Call, wanted: unknown): Record<string, unknown> {
  const { lab, resource, path } = call;
  const current = scaled(call);
  const scale = record(wanted);
  const name = path.name ?? '';
  const { replicas = 0 } = record(scale.spec);
  if (typeof replicas !== 'number')
    throw badRequest('Scale in version "v1" cannot be handled as a Scale: spec.replicas is not a number');
  if (!Number.isInteger(replicas) || replicas < 0) {
    const cause = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalid({ ...resource, group: 'autoscaling', kind: 'Scale' }, name, [cause]);
  }
  const { resourceVersion, uid } = record(scale.metadata);
  const changed: LabObject = {
    ...current,
    metadata: {
      ...current.metadata,
      // Without one, the last writer wins, as Kubernetes has it.
      resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '',
      ...(typeof uid === 'string' && uid !== '' ? { uid } : {}),
    },
    spec: { ...record(current.spec), replicas },
  };
  const stored = lab.store.update(resource, recordUpdate(current, changed, writerOf(call)), {
    subresource: 'scale',
    dryRun: isDryRun(call),
  });
  return readScale(stored);
}
