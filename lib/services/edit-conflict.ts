import type { EditConflict } from '#lib/contracts/config-acts.ts';
import { changeAnnotation, readChange } from '#lib/domain/config/history.ts';
import { threeWayMerge } from '#lib/domain/config/merge.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { lastDataChange, readConfigMap } from '#lib/kube/config-map.ts';
import { configHash } from '#lib/kube/config-revisions.ts';
import type { Caller } from './caller.ts';
import type { ConfigParams } from './config-subject.ts';
import type { EditBody } from './edit-config.ts';

/**
 * What stands against an edit: for each key what was read, what the caller would have, what somebody else stored, and the merge of
 * the three. Without the text that was read, both sides stand against each other whole.
 */
export async function editConflict(
  caller: Caller,
  { namespace, name }: ConfigParams,
  { base }: EditBody,
  data: Record<string, string | null>,
): Promise<Result<EditConflict>> {
  const read = await readConfigMap(caller.connection, namespace, name);
  if (!read.ok) return read;
  const present = read.value;
  const keys = Object.entries(data).map(([key, yours]) => {
    const theirs = present.data[key] ?? null;
    const baseKnown = base !== undefined && Object.hasOwn(base, key);
    const before = base?.[key] ?? null;
    return { key, base: before, baseKnown, yours, theirs, merge: threeWayMerge(before, yours, theirs) };
  });
  const change = readChange(present.annotations[changeAnnotation], configHash(present.data));
  const last = lastDataChange(present.raw);
  const by = change?.by ?? last?.manager;
  const at = change?.at ?? last?.at;
  return ok({
    resourceVersion: present.resourceVersion,
    keys,
    clean: keys.every(({ merge }) => merge.clean),
    changedBy: by !== undefined && at !== undefined ? { by, at } : null,
  });
}
