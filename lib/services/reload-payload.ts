import type { ConfigPod } from '#lib/domain/config/config-view.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { FreshConfigMap } from '#lib/kube/config-map.ts';
import {
  configHash,
  type KeptRevision,
  keepRevision,
  readRevisionTexts,
} from '#lib/kube/config-revisions.ts';
import type { Caller } from './caller.ts';
import { type ReloadPayload, textHash } from './config-in-place.ts';
import { runsText } from './config-reload.ts';
import type { ConfigParams } from './config-subject.ts';
import { recentRevisions } from './edit-config.ts';

/** So many earlier texts are held against what runs, to know what going back means. */
export const maxAsked = 5;

interface About {
  key: string;
  /** Those that run. */
  pods: readonly ConfigPod[];
  /** False where nothing may be stored. */
  keeps: boolean;
}

/**
 * Which revisions a live reload goes from and to. The present texts are kept first where they are not yet. What it goes back to
 * is the text that runs, where the history has it, else the one before.
 */
export async function reloadPayload(
  caller: Caller,
  params: ConfigParams,
  present: FreshConfigMap,
  { key, pods, keeps }: About,
): Promise<Result<ReloadPayload>> {
  const kept = recentRevisions(present.uid);
  const text = present.data[key] ?? '';
  const hash = configHash(present.data);
  const newest = kept[0]?.note.hash === hash || !keeps ? kept[0] : undefined;
  const to = newest ? ok(newest) : await keepRevision(caller.connection, params, present, kept, null);
  if (!to.ok) return to;
  const older = kept.filter(({ name }) => name !== to.value.name);
  const before = await beforeIt(caller, params, { key, text, older, pod: pods[0] });
  return ok({
    configMap: params.name,
    key,
    to: to.value.name,
    toHash: textHash(key, text),
    from: before?.name ?? '',
    fromHash: before ? textHash(key, before.text) : '',
    ...(before && { fromRevision: before.revision }),
  });
}

interface Earlier {
  key: string;
  text: string;
  older: readonly KeptRevision[];
  pod: ConfigPod | undefined;
}

async function beforeIt(caller: Caller, { namespace }: ConfigParams, { key, text, older, pod }: Earlier) {
  let first: { name: string; revision: number; text: string } | null = null;
  for (const { name, revision } of older.slice(0, maxAsked)) {
    const texts = await readRevisionTexts(caller.connection, namespace, name);
    const earlier = texts.ok ? texts.value[key] : undefined;
    if (earlier === undefined || earlier === text) continue;
    const found = { name, revision, text: earlier };
    first ??= found;
    if (pod === undefined) return first;
    const target = { namespace, pod: pod.pod, container: pod.container };
    const runs = await runsText(caller, target, earlier);
    if (!runs.ok) return first;
    if (runs.value) return found;
  }
  return first;
}
