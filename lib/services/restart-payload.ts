import type { ConfigPod } from '#lib/domain/config/config-view.ts';
import type { RunChange } from '#lib/domain/run/run.ts';
import type { FreshConfigMap } from '#lib/kube/config-map.ts';
import { configHash, keepRevision, readRevisionTexts } from '#lib/kube/config-revisions.ts';
import type { Caller } from './caller.ts';
import { runsText } from './config-reload.ts';
import type { ConfigParams } from './config-subject.ts';
import { recentRevisions } from './edit-config.ts';
import { maxAsked } from './reload-payload.ts';

interface Earlier {
  name: string;
  revision: number;
  hash: string;
}

/** What a restart goes from and to: the texts of all keys. */
export interface RestartTexts {
  configMap: string;
  hash: string;
  /** The history without the present texts, newest first. */
  earlier: Earlier[];
  /** What runs, by FRR's own word: the present text, one of the history, or nobody knows. */
  runs: 'present' | Earlier | null;
}

const key = 'frr.conf';

/**
 * What was before the present texts, as far as the history has it; the present texts are kept first where they are not yet, so
 * that they can be come back to. @param pod one that runs it @param keeps false where nothing may be stored
 */
export async function restartTexts(
  caller: Caller,
  params: ConfigParams,
  present: FreshConfigMap,
  { pod, keeps }: { pod: ConfigPod | undefined; keeps: boolean },
): Promise<RestartTexts> {
  const kept = recentRevisions(present.uid);
  // Where they cannot be kept the restart goes on: only who comes back to them needs them.
  if (keeps) await keepRevision(caller.connection, params, present, kept, null);
  const hash = configHash(present.data);
  const earlier = kept
    .filter(({ note }) => note.hash !== hash)
    .map(({ name, revision, note }) => ({ name, revision, hash: note.hash }));
  const runs = await whatRuns(caller, params, { text: present.data[key], earlier, pod });
  return { configMap: params.name, hash, earlier, runs };
}

interface About extends Pick<RestartTexts, 'earlier'> {
  text: string | undefined;
  pod: ConfigPod | undefined;
}

async function whatRuns(
  caller: Caller,
  { namespace }: ConfigParams,
  { text, earlier, pod }: About,
): Promise<RestartTexts['runs']> {
  if (pod === undefined || text === undefined) return null;
  const target = { namespace, pod: pod.pod, container: pod.container };
  const isPresent = await runsText(caller, target, text);
  if (!isPresent.ok) return null;
  for (const one of earlier.slice(0, maxAsked)) {
    const texts = await readRevisionTexts(caller.connection, namespace, one.name);
    if (!texts.ok) return null;
    const before = texts.value[key];
    // Other keys were changed alone, which FRR reads when it starts: `daemons`.
    if (before === text) return one;
    if (isPresent.value) return 'present';
    if (before === undefined) continue;
    const runs = await runsText(caller, target, before);
    if (!runs.ok) return null;
    if (runs.value) return one;
  }
  return isPresent.value ? 'present' : null;
}

/**
 * Which texts a rolled-back restart gives the ConfigMap again; none where its pods ran the present ones before.
 * @param started the hash that the pod template names
 */
export function restartPayload(
  { configMap, hash, earlier, runs }: RestartTexts,
  started: string | null,
): RunChange['payload'] {
  const known = earlier.find((one) => one.hash === started) ?? earlier[0];
  const back = started === hash || runs === 'present' ? undefined : (runs ?? known);
  return {
    configMap,
    toHash: hash,
    from: back?.name ?? '',
    fromHash: back?.hash ?? '',
    ...(back && { fromRevision: back.revision }),
  };
}
