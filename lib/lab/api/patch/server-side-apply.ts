import { isRecord, type LabObject, type ManagedFieldsEntry, sameJson, timestamp } from '../object.ts';
import { StatusError } from '../status-error.ts';
import {
  describePath,
  type FieldValues,
  fieldValues,
  fromFieldsV1,
  keyValue,
  removePath,
  toFieldsV1,
} from './field-set.ts';
import { listRule } from './merge-keys.ts';

export interface Writer {
  manager: string;
  apiVersion: string;
  now: Date;
  subresource?: string | undefined;
}

interface Managed {
  entry: ManagedFieldsEntry;
  paths: Set<string>;
}

/**
 * Server-side apply: the manager's fields become what he sends; fields that he no longer sends and nobody else manages go;
 * fields of others with another value are conflicts (409) unless forced.
 */
export function applyConfiguration(
  live: LabObject,
  applied: LabObject,
  writer: Writer,
  force: boolean,
): LabObject {
  const wanted = fieldValues(applied.kind, applied);
  const actual = fieldValues(live.kind, live);
  const managed = readManaged(live);
  const own = managed.find((item) => isOwn(item, writer));
  const others = managed.filter((item) => item !== own);
  const conflicts = others.flatMap((other) =>
    [...other.paths]
      .filter((path) => wanted.has(path) && !sameJson(wanted.get(path), actual.get(path)))
      .map((path) => ({ other, path })),
  );
  if (conflicts.length > 0 && !force) throw applyConflict(conflicts);
  for (const { other, path } of conflicts) other.paths.delete(path);

  const result = mergeApplied(applied.kind, live, applied, []) as LabObject;
  const copy = structuredClone(result);
  for (const path of own?.paths ?? []) {
    if (!wanted.has(path) && !others.some((other) => other.paths.has(path))) removePath(copy, path);
  }
  copy.metadata.managedFields = writeManaged([
    ...others,
    { entry: newEntry(writer, 'Apply'), paths: new Set(wanted.keys()) },
  ]);
  return copy;
}

/** Records who changed what by create, update or patch: a changed field belongs to its last writer alone. */
export function recordUpdate(before: LabObject | undefined, after: LabObject, writer: Writer): LabObject {
  const old: FieldValues = before === undefined ? new Map() : fieldValues(before.kind, before);
  const now = fieldValues(after.kind, after);
  const changed = [...now.keys()].filter((path) => !old.has(path) || !sameJson(old.get(path), now.get(path)));
  const managed = readManaged(before ?? { ...after, metadata: { ...after.metadata, managedFields: [] } });
  const isSame = ({ entry }: Managed) =>
    entry.operation === 'Update' &&
    entry.manager === writer.manager &&
    entry.subresource === writer.subresource;
  const own = managed.find(isSame) ?? { entry: newEntry(writer, 'Update'), paths: new Set<string>() };
  for (const item of managed) {
    for (const path of changed) item.paths.delete(path);
    for (const path of item.paths) if (!now.has(path)) item.paths.delete(path);
  }
  if (changed.length > 0) own.entry = newEntry(writer, 'Update');
  for (const path of changed) own.paths.add(path);
  const entries = [...managed.filter((item) => item !== own), own];
  return { ...after, metadata: { ...after.metadata, managedFields: writeManaged(entries) } };
}

function readManaged(object: LabObject): Managed[] {
  return (object.metadata.managedFields ?? []).map((entry) => ({
    entry,
    paths: fromFieldsV1(entry.fieldsV1),
  }));
}

function writeManaged(managed: Managed[]): ManagedFieldsEntry[] {
  return managed
    .filter((item) => item.paths.size > 0)
    .map(({ entry, paths }) => ({ ...entry, fieldsV1: toFieldsV1(paths) }));
}

function isOwn({ entry }: Managed, writer: Writer): boolean {
  return (
    entry.operation === 'Apply' &&
    entry.manager === writer.manager &&
    entry.subresource === writer.subresource
  );
}

function newEntry(writer: Writer, operation: 'Apply' | 'Update'): ManagedFieldsEntry {
  return {
    manager: writer.manager,
    operation,
    apiVersion: writer.apiVersion,
    time: timestamp(writer.now),
    fieldsType: 'FieldsV1',
    fieldsV1: {},
    ...(writer.subresource === undefined ? {} : { subresource: writer.subresource }),
  };
}

function mergeApplied(kind: string, live: unknown, applied: unknown, names: string[]): unknown {
  if (isRecord(applied) && isRecord(live)) {
    const result: Record<string, unknown> = { ...live };
    for (const [key, value] of Object.entries(applied)) {
      result[key] = mergeApplied(kind, live[key], value, [...names, key]);
    }
    return result;
  }
  const rule = Array.isArray(applied) && Array.isArray(live) ? listRule(kind, names) : undefined;
  if (rule === undefined || !Array.isArray(applied) || !Array.isArray(live)) return applied;
  const result: unknown[] = [...live];
  for (const item of applied) {
    const index = result.findIndex((known) =>
      rule.by === 'value'
        ? known === item
        : rule.keys.every((key) => keyValue(known, key) === keyValue(item, key)),
    );
    if (index < 0) result.push(item);
    else result[index] = mergeApplied(kind, result[index], item, names);
  }
  return result;
}

function applyConflict(conflicts: { other: Managed; path: string }[]): StatusError {
  const causes = conflicts.map(({ other, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${other.entry.manager}"${other.entry.operation === 'Update' ? ` using ${other.entry.apiVersion}` : ''}`,
    field: describePath(path),
  }));
  const plural = causes.length === 1 ? 'conflict' : 'conflicts';
  const list =
    causes.length === 1
      ? `${causes[0]?.message}: ${causes[0]?.field}`
      : causes.map((cause) => `${cause.message}:\n- ${cause.field}`).join('\n');
  return new StatusError(409, 'Conflict', `Apply failed with ${causes.length} ${plural}: ${list}`, {
    causes,
  });
}
