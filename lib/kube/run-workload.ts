import { createHash } from 'node:crypto';
import { workloadPath } from '#lib/domain/action/write.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Goal } from '#lib/domain/run/lifecycle.ts';
import type { ObservedWorkload } from '#lib/domain/run/observed.ts';
import type { Run, RunChange, Side, StrategyFields } from '#lib/domain/run/run.ts';
import { type SpecParts, specParts } from '#lib/domain/run/spec-parts.ts';
import { canonical } from '#lib/domain/run/wanted.ts';
import type { Connection } from './connection.ts';
import { rightTo } from './read-workload.ts';
import { type RequestFault, requestJson } from './request.ts';
import { runAnnotation } from './run-record.ts';
import { list, number, record, text, type Wire } from './trim/wire.ts';

/** The fields that a run changes for its time. */
const fieldsOf = {
  deployments: ['strategy', 'minReadySeconds', 'progressDeadlineSeconds', 'paused'],
  statefulsets: ['updateStrategy'],
  daemonsets: ['updateStrategy'],
} as const satisfies Record<WorkloadKind, readonly string[]>;

export function strategyFields(kind: WorkloadKind, raw: Wire): StrategyFields {
  const spec = record(raw.spec);
  return Object.fromEntries(fieldsOf[kind].map((name) => [name, spec[name] ?? null]));
}

/** The spec without what a run changes: another one is an edit by somebody else. */
export function restOf(
  kind: WorkloadKind,
  raw: Wire,
  change: RunChange,
): { rest: string; parts: SpecParts | undefined } {
  const spec = structuredClone(record(raw.spec)) as Record<string, unknown>;
  for (const name of [...fieldsOf[kind], 'replicas', 'revisionHistoryLimit']) delete spec[name];
  const template = record(spec.template);
  const annotations = record(record(template.metadata).annotations) as Record<string, unknown>;
  for (const name of Object.keys(change.annotations)) delete annotations[name];
  for (const container of list(record(template.spec).containers)) {
    const one = record(container) as Record<string, unknown>;
    if (text(one.name) !== undefined && Object.hasOwn(change.images, String(one.name))) delete one.image;
  }
  const json = canonical(spec);
  const parts = specParts(JSON.parse(json), (value) => digestOf(value).slice(0, 8));
  return { rest: digestOf(json).slice(0, 24), parts: parts ?? undefined };
}

const digestOf = (value: string): string => createHash('sha256').update(value).digest('hex');

/** What the template has where a run changes it, by container or annotation. */
function changedPlaces({ change }: Pick<Run, 'change'>, template: Wire): Record<string, string | null> {
  const containers = list(record(template.spec).containers).map(record);
  const annotations = record(record(template.metadata).annotations);
  return Object.fromEntries([
    ...Object.keys(change.images).map((name) => [
      name,
      text(containers.find((one) => one.name === name)?.image) ?? null,
    ]),
    ...Object.keys(change.annotations).map((name) => [name, text(annotations[name]) ?? null]),
  ]);
}

/** On which side a template, or a pod, is; `from` for what changes neither. */
export function sideOf(
  change: RunChange,
  images: (container: string) => string | undefined,
  annotations: (name: string) => string | undefined,
): Side | 'other' {
  const is = (side: Side) =>
    Object.entries(change.images).every(([name, image]) => images(name) === image[side]) &&
    Object.entries(change.annotations).every(([name, value]) => (annotations(name) ?? null) === value[side]);
  return is('from') ? 'from' : is('to') ? 'to' : 'other';
}

export function observedWorkload(run: Run, raw: Wire): ObservedWorkload {
  const { kind } = run.target;
  const spec = record(raw.spec);
  const status = record(raw.status);
  const metadata = record(raw.metadata);
  const template = record(spec.template);
  const containers = list(record(template.spec).containers).map(record);
  const annotations = record(record(template.metadata).annotations);
  return {
    replicas:
      kind === 'daemonsets' ? (number(status.desiredNumberScheduled) ?? 0) : (number(spec.replicas) ?? 1),
    side: sideOf(
      run.change,
      (name) => text(containers.find((one) => one.name === name)?.image),
      (name) => text(annotations[name]),
    ),
    fields: strategyFields(kind, raw),
    ...restOf(kind, raw, run.change),
    now: changedPlaces(run, template),
    run: text(record(metadata.annotations)[runAnnotation]) ?? null,
    settled: (number(status.observedGeneration) ?? 0) >= (number(metadata.generation) ?? 0),
    available: number(status.availableReplicas) ?? 0,
    ...(run.lifecycle && {
      images: changedImages(run, (name) => text(containers.find((one) => one.name === name)?.image)),
    }),
  };
}

/** The images of those containers that a run changes. */
export const changedImages = (
  run: Pick<Run, 'change'>,
  imageOf: (container: string) => string | undefined,
): Record<string, string> =>
  Object.fromEntries(Object.keys(run.change.images).map((name) => [name, imageOf(name) ?? '']));

/** The change of a workload to what lifecycle checks want it to be, for exactly the version that was read. */
export function goalPatch(raw: Wire, { replicas, images }: Goal, pointer: string | null): Op[] {
  const spec = record(raw.spec);
  const metadata = record(raw.metadata);
  const containers = list(record(record(spec.template).spec).containers).map(record);
  const annotation = `/metadata/annotations/${escaped(runAnnotation)}`;
  const named = record(metadata.annotations)[runAnnotation] !== undefined;
  return [
    { op: 'replace', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
    ...(replicas === null ? [] : [{ op: 'add' as const, path: '/spec/replicas', value: replicas }]),
    ...containers.flatMap(({ name }, index): Op[] => {
      const value = images[String(name)];
      const path = `/spec/template/spec/containers/${index}/image`;
      return value === undefined ? [] : [{ op: 'replace', path, value }];
    }),
    ...(pointer === null && named ? [{ op: 'remove' as const, path: annotation }] : []),
  ];
}

interface Op {
  op: 'add' | 'remove' | 'replace';
  path: string;
  value?: unknown;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The change of a workload to what is intended, as a JSON patch for exactly the version that was read. */
export function workloadPatch(
  run: Pick<Run, 'change'>,
  raw: Wire,
  to: { side: Side; fields: StrategyFields; pointer: string | null },
): Op[] {
  const spec = record(raw.spec);
  const metadata = record(raw.metadata);
  const template = record(spec.template);
  const ops: Op[] = [{ op: 'replace', path: '/metadata/resourceVersion', value: metadata.resourceVersion }];
  const put = (parent: Wire | undefined, path: string, key: string, value: unknown) => {
    const is = record(parent)[key];
    if (value === null || value === undefined) {
      if (is !== undefined) ops.push({ op: 'remove', path: `${path}/${escaped(key)}` });
    } else ops.push({ op: 'add', path: `${path}/${escaped(key)}`, value });
  };
  for (const [name, value] of Object.entries(to.fields)) put(spec, '/spec', name, value);
  list(record(template.spec).containers).forEach((container, index) => {
    const image = run.change.images[String(record(container).name)]?.[to.side];
    if (image !== undefined)
      ops.push({ op: 'replace', path: `/spec/template/spec/containers/${index}/image`, value: image });
  });
  const changed = Object.entries(run.change.annotations);
  if (changed.length > 0) {
    const has = record(template.metadata).annotations !== undefined;
    if (!has) ops.push({ op: 'add', path: '/spec/template/metadata/annotations', value: {} });
    for (const [name, value] of changed)
      put(
        record(record(template.metadata).annotations),
        '/spec/template/metadata/annotations',
        name,
        value[to.side],
      );
  }
  if (metadata.annotations === undefined && to.pointer !== null)
    ops.push({ op: 'add', path: '/metadata/annotations', value: {} });
  put(record(metadata.annotations), '/metadata/annotations', runAnnotation, to.pointer);
  return ops;
}

/** Sends the patch; fault `conflict` where the workload is no longer as it was read. */
export function changeWorkload(
  connection: Connection,
  target: Run['target'],
  body: readonly Op[],
  dryRun = false,
): Promise<Result<unknown, RequestFault>> {
  const query = `?fieldManager=cnf-console${dryRun ? '&dryRun=All' : ''}`;
  return requestJson(connection, `${workloadPath(target)}${query}`, {
    method: 'PATCH',
    contentType: 'application/json-patch+json',
    right: rightTo('patch', target),
    body: JSON.stringify(body),
  });
}
