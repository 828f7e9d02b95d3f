import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ConfigApplied, EditConflict } from '#lib/contracts/config-acts.ts';
import { type ChangeNote, changeAnnotation, changedKeys } from '#lib/domain/config/history.ts';
import { threeWayMerge } from '#lib/domain/config/merge.ts';
import { maximumBytes } from '#lib/domain/frr/config/text-problems.ts';
import { fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import { problemOf } from '#lib/http/problem.ts';
import { configMapRight, type FreshConfigMap, readConfigMap, updateConfigMap } from '#lib/kube/config-map.ts';
import {
  configHash,
  keepRevision,
  keptRevisionsOf,
  readRevisionTexts,
  sizeOf,
} from '#lib/kube/config-revisions.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';
import { callerOf } from './caller.ts';
import type { ConfigParams } from './config-subject.ts';
import { editConflict } from './edit-conflict.ts';
import { freezeOf } from './freeze-of.ts';
import { type Prepared, perform, refuse } from './perform.ts';

export interface EditBody {
  resourceVersion: string;
  base?: Record<string, string | null> | undefined;
  merge?: boolean | undefined;
  reason?: string | undefined;
  dryRun?: boolean | undefined;
  overrideFreeze?: boolean | undefined;
}

export interface Edit {
  action: 'editConfig' | 'restoreConfig';
  /** The texts as they shall be; null takes a key away. */
  data: Record<string, string | null>;
  restoredFrom: number | null;
  /** What was asked, to know the same request again. */
  asked: Record<string, unknown>;
  warnings: ConfigApplied['warnings'];
}

type Texts = Record<string, string>;

/** Changes keys of a ConfigMap, by the version that was read, and keeps what was there and what is there then. */
export async function editConfig(
  request: Request,
  params: ConfigParams,
  body: EditBody,
  edit: Edit,
): Promise<Result<ConfigApplied | Response>> {
  const { namespace, name } = params;
  const right: Right = configMapRight('update', namespace, name);
  const made: {
    stored?: FreshConfigMap;
    changed: string[];
    revision: number | null;
    warnings: ConfigApplied['warnings'];
  } = {
    changed: [],
    revision: null,
    warnings: [...edit.warnings],
  };
  const prepare = async (caller: Caller): Promise<Result<Prepared>> => {
    const read = await readConfigMap(caller.connection, namespace, name);
    if (!read.ok) return read;
    const present = read.value;
    const texts = wanted(present, body, edit);
    if (!texts.ok) return texts;
    const { data, changed } = texts.value;
    const refusal = refusalOf(name, present, data, changed);
    if (refusal) return refusal;
    const freeze = await freezeOf(caller, namespace, null, null);
    if (!freeze.ok) return freeze;
    made.changed = changed;
    const summary =
      edit.restoredFrom === null
        ? `edit ${changed.join(', ')} of ${name}`
        : `restore ${changed.join(', ')} of ${name} to revision ${edit.restoredFrom}`;
    return ok({
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace,
        name,
        uid: present.uid,
        resourceVersion: present.resourceVersion,
      },
      summary,
      parameters: { from: configHash(present.data), to: configHash(data) },
      freeze: freeze.value,
      says: { from: null, to: null, command: null, undo: null, warnings: [] },
      async act(dryRun) {
        const note = noteFor(caller, body, edit, data);
        const change = { data, annotations: { [changeAnnotation]: JSON.stringify(note) } };
        if (!dryRun) await keep(caller, params, present, made, null);
        const stored = await updateConfigMap(caller.connection, params, present, change, dryRun);
        if (!stored.ok) return stored;
        made.stored = stored.value;
        if (!dryRun) await keep(caller, params, stored.value, made, present.data);
        return ok({ generation: null, detail: summary });
      },
    });
  };
  const done = await perform(request, {
    action: edit.action,
    place: `${namespace}/configmaps/${name}`,
    rights: [right],
    body: { ...edit.asked, reason: body.reason, dryRun: body.dryRun, overrideFreeze: body.overrideFreeze },
    prepare,
  });
  if (done.ok) return ok(answerOf(done.value, made, body));
  if (done.fault.kind !== 'conflict') return done;
  const caller = await callerOf(request);
  const conflict = caller.ok ? await editConflict(caller.value, params, body, edit.data) : caller;
  if (!conflict.ok) return done;
  const answer: EditConflict = conflict.value;
  const instance = new URL(request.url).pathname;
  return ok(
    Response.json(
      { ...problemOf(done.fault, instance), conflict: answer },
      { status: 409, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
    ),
  );
}

/** The whole texts as they shall be: the edit's, or its merge with what somebody else stored meanwhile. */
function wanted(
  present: FreshConfigMap,
  { resourceVersion, base, merge }: EditBody,
  edit: Edit,
): Result<{ data: Texts; changed: string[] }> {
  const data: Texts = { ...present.data };
  const isNewer = present.resourceVersion !== resourceVersion;
  if (isNewer && (merge !== true || base === undefined))
    return fail('conflict', 'Somebody else changed it since you read it.');
  for (const [key, text] of Object.entries(edit.data)) {
    const theirs = present.data[key] ?? null;
    const merged = isNewer ? threeWayMerge(base?.[key] ?? null, text, theirs) : { clean: true, text };
    if (!merged.clean)
      return fail('conflict', `Somebody else changed the same lines of ${key} since you read it.`);
    if (merged.text === null) delete data[key];
    else data[key] = merged.text;
  }
  return ok({ data, changed: changedKeys(present.data, data) });
}

/** What the API server would refuse, or would not, said before. Source: Kubernetes' ValidateConfigMap and …Update. */
function refusalOf(name: string, present: FreshConfigMap, data: Texts, changed: readonly string[]) {
  if (present.immutable) return refuse({ code: 'config-immutable', params: { name } });
  const binary = changed.find((key) => present.binaryKeys.includes(key));
  if (binary !== undefined) return refuse({ code: 'config-binary-key', params: { key: binary } });
  if (changed.length === 0) return refuse({ code: 'config-unchanged', params: { name } });
  const bytes = sizeOf(data);
  return bytes > maximumBytes
    ? refuse({ code: 'config-too-large', params: { bytes, limit: maximumBytes } })
    : null;
}

function noteFor(caller: Caller, body: EditBody, edit: Edit, data: Texts): ChangeNote {
  return {
    at: new Date().toISOString(),
    by: caller.identity.user,
    why: body.reason || null,
    how: edit.restoredFrom === null ? 'applied' : 'restored',
    restoredFrom: edit.restoredFrom,
    hash: configHash(data),
  };
}

/** Keeps texts in the history; where that is not possible the edit goes on, and says so. */
async function keep(
  { connection }: Caller,
  params: ConfigParams,
  state: FreshConfigMap,
  made: { revision: number | null; warnings: ConfigApplied['warnings'] },
  before: Texts | null,
): Promise<void> {
  const kept = recentRevisions(state.uid);
  const [newest] = kept;
  if (newest?.note.hash === configHash(state.data)) {
    made.revision = newest.revision;
    return;
  }
  const known =
    before ?? (newest ? await readRevisionTexts(connection, params.namespace, newest.name) : null);
  const texts =
    known === null || !('ok' in known) ? (known as Texts | null) : known.ok ? (known.value as Texts) : null;
  const done = await keepRevision(connection, params, state, kept, texts);
  if (done.ok) {
    made.revision = done.value.revision;
    ownRevisions().set(state.uid, [done.value, ...kept].slice(0, 60));
    return;
  }
  made.revision = null;
  const why = done.fault.detail;
  if (!made.warnings.some(({ code }) => code === 'config-not-kept'))
    made.warnings.push({ code: 'config-not-kept', params: { why } });
}

const place = Symbol.for('cnf-console.config-revisions');
type Kept = ReturnType<typeof keptRevisionsOf>;
const shared = globalThis as { [place]?: Map<string, Kept> };

/** Revisions that this process made: the watch may not have brought them yet. */
function ownRevisions(): Map<string, Kept> {
  shared[place] ??= new Map();
  return shared[place];
}

/** The revisions of a ConfigMap, newest first: the watched ones and the latest of this process. */
export function recentRevisions(uid: string): Kept {
  const watched = keptRevisionsOf(uid, running().hub.stores.controllerrevisions.values());
  const own = (ownRevisions().get(uid) ?? []).filter(
    ({ revision }) => revision > (watched[0]?.revision ?? 0),
  );
  return [...own, ...watched];
}

function answerOf(
  { id, by, at, why, dryRun, summary, namespace, name }: ActionAnswer,
  made: {
    stored?: FreshConfigMap;
    changed: string[];
    revision: number | null;
    warnings: ConfigApplied['warnings'];
  },
  body: EditBody,
): ConfigApplied {
  return {
    id,
    namespace,
    name,
    // A request that was answered before is not carried out again.
    resourceVersion: made.stored?.resourceVersion ?? body.resourceVersion,
    dryRun,
    changed: made.changed,
    revision: made.revision,
    by,
    at,
    why,
    summary,
    warnings: [...made.warnings, ...(dryRun ? [] : [{ code: 'config-not-live', params: {} }])],
  };
}
