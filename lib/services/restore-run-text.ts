import { type ChangeNote, changeAnnotation } from '#lib/domain/config/history.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Run } from '#lib/domain/run/run.ts';
import { readConfigMap, updateConfigMap } from '#lib/kube/config-map.ts';
import { configHash, keepRevision, readRevisionTexts } from '#lib/kube/config-revisions.ts';
import type { Caller } from './caller.ts';
import { recentRevisions } from './edit-config.ts';

/**
 * Gives a ConfigMap the texts again that a roll-out began with: one key of a live reload, all of a restart. Done twice it does
 * nothing more. Fault `refused` where somebody has changed the text since, or the history does not hold it: it is left as it is.
 */
export async function restoreRunText(caller: Caller, run: Run): Promise<Result<string>> {
  const { namespace } = run.target;
  const { configMap, from, fromHash, toHash, key } = run.change.payload ?? {};
  if (typeof configMap !== 'string' || typeof from !== 'string')
    return fail('refused', 'The run names no text to go back to.');
  const earlier = await readRevisionTexts(caller.connection, namespace, from);
  if (!earlier.ok) return earlier;
  const fresh = await readConfigMap(caller.connection, namespace, configMap);
  if (!fresh.ok) return fresh;
  const present = fresh.value;
  const part = (texts: Record<string, string>): Record<string, string> =>
    typeof key === 'string' ? { [key]: texts[key] ?? '' } : texts;
  const back = part(earlier.value);
  if (configHash(back) !== fromHash)
    return fail('refused', `${from} does not hold the text that the run began from.`);
  const now = configHash(part(present.data));
  if (now === fromHash) return ok(`${configMap} has its earlier text`);
  if (now !== toHash)
    return fail(
      'refused',
      `${configMap} has another text by now than the one that was rolled out, and is left as it is.`,
    );
  const data = typeof key === 'string' ? { ...present.data, ...back } : back;
  const kept = recentRevisions(present.uid);
  const note: ChangeNote = {
    at: new Date().toISOString(),
    by: caller.identity.user,
    why: `roll back of ${run.id}`,
    how: 'restored',
    restoredFrom: kept.find(({ name }) => name === from)?.revision ?? null,
    hash: configHash(data),
  };
  const at = { namespace, name: configMap };
  const change = { data, annotations: { [changeAnnotation]: JSON.stringify(note) } };
  const stored = await updateConfigMap(caller.connection, at, present, change, false);
  if (!stored.ok) return stored;
  const again = await keepRevision(caller.connection, at, stored.value, kept, present.data);
  const revision = note.restoredFrom === null ? '' : ` of revision ${note.restoredFrom}`;
  return ok(
    `${configMap} has its earlier text${revision} again${again.ok ? '' : `; it could not be kept in the history: ${again.fault.detail}`}`,
  );
}
