import type { Condition, LabelSelector, ObjectMeta, OwnerReference } from '#lib/domain/kubernetes.ts';
import { intern, internMap } from './intern.ts';
import { flag, lean, list, number, record, some, strings, text, type Wire } from './wire.ts';

// Never shown, and as large as the object itself.
const droppedAnnotations = new Set(['kubectl.kubernetes.io/last-applied-configuration']);

/** Metadata without managedFields, finalizers and the copy that `kubectl apply` leaves. */
export function metadata(object: Wire): ObjectMeta {
  const meta = record(object.metadata);
  return lean<ObjectMeta>({
    name: text(meta.name) ?? '',
    namespace: intern(text(meta.namespace)),
    uid: text(meta.uid) ?? '',
    resourceVersion: text(meta.resourceVersion) ?? '',
    creationTimestamp: intern(text(meta.creationTimestamp) ?? ''),
    generation: number(meta.generation),
    deletionTimestamp: text(meta.deletionTimestamp),
    deletionGracePeriodSeconds: number(meta.deletionGracePeriodSeconds),
    labels: stringMap(meta.labels),
    annotations: annotations(meta.annotations),
    ownerReferences: some(meta.ownerReferences, ownerReference),
  });
}

function ownerReference(owner: Wire): OwnerReference {
  return lean<OwnerReference>({
    kind: intern(text(owner.kind) ?? ''),
    name: intern(text(owner.name) ?? ''),
    uid: intern(text(owner.uid) ?? ''),
    controller: flag(owner.controller),
  });
}

/** A map of strings, shared by all objects that have the same; undefined where it is empty. */
export function stringMap(value: unknown): Record<string, string> | undefined {
  const entries = Object.entries(record(value)).filter(([, item]) => typeof item === 'string') as [
    string,
    string,
  ][];
  if (entries.length === 0) return undefined;
  return internMap(Object.fromEntries(entries.map(([key, item]) => [intern(key), intern(item)])));
}

function annotations(value: unknown): Record<string, string> | undefined {
  const kept: [string, string][] = [];
  for (const [key, item] of Object.entries(record(value))) {
    if (typeof item === 'string' && !droppedAnnotations.has(key)) kept.push([intern(key), item]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

export function condition(value: Wire): Condition {
  const status = value.status;
  return lean<Condition>({
    type: intern(text(value.type) ?? ''),
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    reason: intern(text(value.reason)),
    message: intern(text(value.message)),
    lastTransitionTime: intern(text(value.lastTransitionTime)),
  });
}

export function selector(value: unknown): LabelSelector {
  const from = record(value);
  return lean<LabelSelector>({
    matchLabels: stringMap(from.matchLabels),
    matchExpressions: some(from.matchExpressions, (expression) =>
      lean<{ key: string; operator: string; values?: string[] }>({
        key: text(expression.key) ?? '',
        operator: text(expression.operator) ?? '',
        values: strings(expression.values),
      }),
    ),
  });
}

export function loadBalancer(status: Wire): {
  loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
} {
  const ingress = list(record(status.loadBalancer).ingress).map((item) =>
    lean<{ ip?: string; hostname?: string }>({
      ip: text(record(item).ip),
      hostname: text(record(item).hostname),
    }),
  );
  return ingress.length === 0 ? {} : { loadBalancer: { ingress } };
}
