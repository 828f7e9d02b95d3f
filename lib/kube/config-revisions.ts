import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  beyondBounds,
  changeAnnotation,
  changedKeys,
  noteOf,
  type RevisionNote,
  readChange,
  readRevisionNote,
  revisionAnnotation,
  revisionLabel,
} from '#lib/domain/config/history.ts';
import type { ControllerRevision } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { type FreshConfigMap, lastDataChange } from './config-map.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { record, text } from './trim/wire.ts';

/** A revision that is kept, without its texts. */
export interface KeptRevision {
  name: string;
  revision: number;
  note: RevisionNote;
}

const collection = (namespace: string): string =>
  `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/controllerrevisions`;
const right = (verb: string, namespace: string) => ({
  verb,
  group: 'apps',
  resource: 'controllerrevisions',
  namespace,
});

/** SHA-256 of all texts by key, the first 16 hexadecimal digits. */
export function configHash(data: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(data).sort()) hash.update(`${key}\0${data[key]}\0`);
  return hash.digest('hex').slice(0, 16);
}

export const sizeOf = (data: Readonly<Record<string, string>>): number =>
  Object.values(data).reduce((sum, value) => sum + Buffer.byteLength(value), 0);

/** The revisions of a ConfigMap among those that are watched. */
export function keptRevisionsOf(uid: string, watched: Iterable<ControllerRevision>): KeptRevision[] {
  const found: KeptRevision[] = [];
  for (const { metadata, revision } of watched) {
    if (metadata.labels?.[revisionLabel] !== uid) continue;
    const note = readRevisionNote(metadata.annotations?.[revisionAnnotation]);
    if (note) found.push({ name: metadata.name, revision, note });
  }
  return found.sort((a, b) => b.revision - a.revision);
}

/** What would be noted of the present texts. */
export function presentNote(
  fresh: FreshConfigMap,
  kept: readonly KeptRevision[],
  before: Record<string, string> | null,
) {
  const hash = configHash(fresh.data);
  return noteOf({
    hash,
    size: sizeOf(fresh.data),
    changed: before === null ? Object.keys(fresh.data).sort() : changedKeys(before, fresh.data),
    change: readChange(fresh.annotations[changeAnnotation], hash),
    last: lastDataChange(fresh.raw),
    first: kept.length === 0,
    now: new Date().toISOString(),
  });
}

/**
 * Keeps the present texts of a ConfigMap in a ControllerRevision that it owns, unless the newest one has them already, and drops
 * what is beyond the bounds. Its name tells the ConfigMap's version: of two who keep the same one is refused, and both are right.
 * @param before the texts of the newest revision, where they are known
 */
export async function keepRevision(
  connection: Connection,
  at: { namespace: string; name: string },
  fresh: FreshConfigMap,
  kept: readonly KeptRevision[],
  before: Record<string, string> | null,
): Promise<Result<KeptRevision, RequestFault>> {
  const note = presentNote(fresh, kept, before);
  const [newest] = kept;
  if (newest?.note.hash === note.hash) return ok(newest);
  const revision = (newest?.revision ?? 0) + 1;
  const name = `${at.name.slice(0, 200)}.config.${fresh.resourceVersion.toLowerCase()}`;
  const body = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace: at.namespace,
      labels: { [revisionLabel]: fresh.uid },
      annotations: { [revisionAnnotation]: JSON.stringify(note) },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'ConfigMap', name: at.name, uid: fresh.uid, controller: true },
      ],
    },
    revision,
    data: packed(fresh.data),
  };
  const made = await requestJson(connection, `${collection(at.namespace)}?fieldManager=cnf-console`, {
    method: 'POST',
    body: JSON.stringify(body),
    right: right('create', at.namespace),
  });
  if (!made.ok && codeOf(made.fault) !== 409) return made;
  const all = [{ name, revision, note }, ...kept].map((one) => ({ ...one, size: one.note.size }));
  for (const old of beyondBounds(all)) {
    await requestJson(connection, `${collection(at.namespace)}/${encodeURIComponent(old.name)}`, {
      method: 'DELETE',
      right: right('delete', at.namespace),
    });
  }
  return ok({ name, revision, note });
}

/** Texts as they are up to this size, which anybody can read with kubectl; larger ones packed, so that they fit into etcd. */
const plainBytes = 65_536;

const packed = (data: Record<string, string>): Record<string, unknown> =>
  sizeOf(data) <= plainBytes ? { data } : { gzip: gzipSync(JSON.stringify(data)).toString('base64') };

/** Unpacked, no more than this: what the API server can have let in. */
const largest = 8 * 1_048_576;

/** The texts of one revision. */
export async function readRevisionTexts(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<Record<string, string>, RequestFault>> {
  const path = `${collection(namespace)}/${encodeURIComponent(name)}`;
  const answer = await requestJson(connection, path, { right: right('get', namespace) });
  if (!answer.ok) return answer;
  const kept = record(record(answer.value).data);
  const gzip = text(kept.gzip);
  try {
    const whole =
      gzip === undefined
        ? record(kept.data)
        : record(
            JSON.parse(gunzipSync(Buffer.from(gzip, 'base64'), { maxOutputLength: largest }).toString()),
          );
    return ok(
      Object.fromEntries(
        Object.entries(whole).filter((one): one is [string, string] => typeof one[1] === 'string'),
      ),
    );
  } catch {
    return fail('refused', `The texts kept in ${name} cannot be read.`);
  }
}
