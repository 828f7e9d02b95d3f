import type { Pod } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Run, Side } from '#lib/domain/run/run.ts';
import { routingContainer } from '#lib/domain/workload/is-routing.ts';
import { isReady } from '#lib/domain/workload/versions.ts';
import { configHash, readRevisionTexts } from '#lib/kube/config-revisions.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';
import { reloadPod, runsText } from './config-reload.ts';
import type { InPlace } from './run-kinds.ts';

/**
 * What a live reload needs to be gone on with by any replica: which revisions of the ConfigMap's history hold the texts, and the
 * texts' digests, since somebody may have put another object into a revision's place. Empty where no earlier text is known.
 */
export type ReloadPayload = {
  configMap: string;
  key: string;
  to: string;
  toHash: string;
  from: string;
  fromHash: string;
  /** The number of `from` in the history, to be shown. */
  fromRevision?: number;
};

/** Of one key's text. */
export const textHash = (key: string, text: string): string => configHash({ [key]: text });

/** So long FRR in a new pod may take to start; milliseconds. */
const startMs = 60_000;
/** So long an answer of a pod holds for pods whose turn it is not; milliseconds. An apply forgets it. */
const answerMs = 10_000;
const maxAnswers = 2_000;
const answers = new Map<string, { at: number; side: Side | 'other' }>();
const keyOf = (run: Run, pod: Pod): string => `${run.id} ${run.direction} ${pod.metadata.uid}`;

/** A configuration brought into routers that keep running, by frr-reload.py in each. */
export const configReload: InPlace = {
  async stateOf(caller, run, pod) {
    const key = keyOf(run, pod);
    const known = answers.get(key);
    if (known && Date.now() - known.at < answerMs) return ok(known.side);
    const side = await sideNow(caller, run, pod);
    if (answers.size >= maxAnswers) answers.clear();
    if (side.ok) answers.set(key, { at: Date.now(), side: side.value });
    return side;
  },
  async apply(caller, run, pod, side) {
    answers.delete(keyOf(run, pod));
    const { name, namespace = '', creationTimestamp } = pod.metadata;
    const container = frrIn(pod);
    if (container === null) return fail('refused', `${name} runs no FRRouting.`);
    if (!isReady(pod) && Date.now() - Date.parse(creationTimestamp) < startMs)
      return fail('unreachable', `${name} has only just been started.`);
    const text = await textOf(caller, run, side);
    if (!text.ok) return text;
    const done = await reloadPod(caller, namespace, { pod: name, container }, text.value);
    return done.ok || isThere(pod)
      ? done
      : fail('unreachable', `${name} ended meanwhile: ${done.fault.detail}`);
  },
};

/** Where a pod has gone in the middle of it, the one that comes in its place is asked. */
function isThere({ metadata: { namespace, name, uid } }: Pod): boolean {
  const now = running().hub.stores.pods.get(`${namespace}/${name}`);
  return now?.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
}

/** Asked for the side that it is to come to first: a text may differ from another only in what no reload applies. */
async function sideNow(caller: Caller, run: Run, pod: Pod): Promise<Result<Side | 'other'>> {
  const { name, namespace = '' } = pod.metadata;
  const container = frrIn(pod);
  if (container === null) return ok('other');
  const sides: Side[] = run.direction === 'back' ? ['from', 'to'] : ['to', 'from'];
  for (const side of sides) {
    if (run.change.payload?.[side] === '') continue;
    const text = await textOf(caller, run, side);
    if (!text.ok) return text;
    const runs = await runsText(caller, { namespace, pod: name, container }, text.value);
    if (!runs.ok) return runs;
    if (runs.value) return ok(side);
  }
  return ok('other');
}

function frrIn({ metadata, spec }: Pod): string | null {
  const { configmaps } = running().hub.stores;
  return routingContainer(spec, (map) => configmaps.get(`${metadata.namespace}/${map}`));
}

/** The text of a side, out of the history and nowhere else. */
async function textOf(caller: Caller, { target, change }: Run, side: Side): Promise<Result<string>> {
  const { [side]: name, [`${side}Hash`]: hash, key, configMap } = change.payload ?? {};
  if (typeof name !== 'string' || typeof key !== 'string') return fail('refused', 'The run names no text.');
  if (name === '')
    return fail(
      'refused',
      `No text that ran before is in the history of ${configMap}: restore one, and roll it out.`,
    );
  const texts = await readRevisionTexts(caller.connection, target.namespace, name);
  if (!texts.ok) return texts;
  const text = texts.value[key];
  if (text === undefined || textHash(key, text) !== hash)
    return fail('refused', `${name} does not hold the text of ${key} that the run began with.`);
  return ok(text);
}
