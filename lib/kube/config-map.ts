import { ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { list, record, text, type Wire } from './trim/wire.ts';
import { write } from './write.ts';

/** A ConfigMap as the API server has it now: whole, with every field that the console does not know. */
export interface FreshConfigMap {
  raw: Wire;
  uid: string;
  resourceVersion: string;
  data: Record<string, string>;
  binaryKeys: string[];
  immutable: boolean;
  annotations: Record<string, string>;
}

export const configMapPath = (namespace: string, name: string): string =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`;

export const configMapRight = (verb: string, namespace: string, name: string): Right => ({
  verb,
  group: '',
  resource: 'configmaps',
  namespace,
  name,
});

const strings = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

export function freshConfigMap(raw: Wire): FreshConfigMap {
  const meta = record(raw.metadata);
  return {
    raw,
    uid: text(meta.uid) ?? '',
    resourceVersion: text(meta.resourceVersion) ?? '',
    data: strings(raw.data),
    binaryKeys: Object.keys(record(raw.binaryData)),
    immutable: raw.immutable === true,
    annotations: strings(meta.annotations),
  };
}

/** Reads a ConfigMap from the API server, not from the watch. */
export async function readConfigMap(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<FreshConfigMap, RequestFault>> {
  const right = configMapRight('get', namespace, name);
  const answer = await requestJson(connection, configMapPath(namespace, name), { right });
  return answer.ok ? ok(freshConfigMap(record(answer.value))) : answer;
}

/**
 * Stores a ConfigMap with other texts and one annotation; everything else goes back as it was read. It carries the
 * resourceVersion that was read: fault `conflict` where the object is another by now.
 */
export async function updateConfigMap(
  connection: Connection,
  at: { namespace: string; name: string },
  before: FreshConfigMap,
  change: { data: Record<string, string>; annotations: Record<string, string> },
  dryRun: boolean,
): Promise<Result<FreshConfigMap, RequestFault>> {
  const meta = record(before.raw.metadata);
  const body = {
    ...before.raw,
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...meta, annotations: { ...record(meta.annotations), ...change.annotations } },
    data: change.data,
  };
  const answer = await write(
    connection,
    { method: 'PUT', path: configMapPath(at.namespace, at.name), contentType: 'application/json', body },
    { right: configMapRight('update', at.namespace, at.name), dryRun },
  );
  return answer.ok ? ok(freshConfigMap(answer.value)) : answer;
}

/** Who but the console wrote the data last, and when, by managedFields; null where they do not say. */
export function lastDataChange(raw: Wire): { manager: string; at: string } | null {
  const entries = list(record(raw.metadata).managedFields)
    .map(record)
    .filter(({ fieldsV1 }) => Object.keys(record(fieldsV1)).some((key) => key === 'f:data'))
    .map(({ manager, time }) => ({ manager: text(manager) ?? '', at: text(time) ?? '' }))
    .filter(({ manager }) => manager !== 'cnf-console')
    .filter(({ at }) => !Number.isNaN(Date.parse(at)))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return entries[0] ?? null;
}
