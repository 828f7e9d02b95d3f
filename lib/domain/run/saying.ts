/**
 * What a run says in words of its own, in English for reports and pipelines; a page says it in the reader's language, by its code.
 * What Kubernetes, FRRouting or a person said is a value in it, as it stands.
 */
export const sayings = {
  'not-ended': '{pod} has not ended for {seconds} s',
  'not-seen': 'the controller has not seen the latest change for {seconds} s',
  'still-counted': 'the controller still counts pods as available for {seconds} s',
  'not-ready': '{pod} is not Ready for {seconds} s',
  'pods-missing': '{count} pods are missing for {seconds} s',
  'no-disruption': '{budget} allows no disruption for {seconds} s',
  'gates-open': '{pod}: {gates} after {seconds} s',
  'gates-late': '{pod} after {seconds} s',
  'gate-open': '{gate} {have}/{want}{detail}',
  'gate-more': '{gate}{detail}',
  'not-replaced': '{pod}: it has not been replaced after {seconds} s',
  restarted: 'restarts: {pods}',
  'not-named': 'the workload no longer names this run',
  deleted: 'The workload was deleted.',
  forsaken: 'It was recorded, and the console ended before the workload was given to it.',
  'preflight-failed': 'preflight: {detail}',
  'preflight-late': 'preflight: it has not ended in {seconds} s. {detail}',
  'unwell-before': 'It is not well before the first check: {ready} of {count} pods are Ready{others}',
  'not-back': 'It did not come back after a check: {ready} of {count} pods are Ready{others}',
  'not-restored': 'Its spec is as before, its pods are not: {ready} of {count} pods are Ready{others}',
  'not-begun': 'It was stopped before it began.',
  'missing-before': '{missing} of {count} pods are missing before the first one goes',
  'pods-ready': '{ready} of {count} pods are Ready{others}',
  'pods-counted': '{count} pods',
  'pods-measured': '{pods} pods, {sessions} sessions',
  ordered: '{order} by {by}{why}',
  'told-by': 'by {by}{why}',
  'part-succeeded': '{name}: succeeded',
  'part-rolled-back': '{name}: rolled-back',
  'part-aborted': '{name}: aborted',
  'part-failed': '{name}: failed',
  'part-held': '{name}',
  check: '{check}',
  'chain-paused': "the chain's run {id} is paused{why}",
  'too-many-parts': 'A run of a chain has at most {count} runs.',
  'rest-other': 'something in the spec that the run does not change is different',
  'replicas-other': 'replicas are {is}, were {was}',
  'strategy-other': 'the update strategy is {is}, was {was}',
  'template-other': 'the images or annotations of the template are others',
  'image-other': 'the image of {name} is {is}, was {was}',
  'image-gone': 'the image of {name} is gone, was {was}',
  'annotation-other': 'the annotation {name} is {is}, was {was}',
  'annotation-gone': 'the annotation {name} is gone, was {was}',
  'annotation-new': 'the annotation {name} is {is}, was not there',
  'has-other': 'it has {replicas} replicas of {images}',
  'field-other': '{path} was {was}, is {is}',
  'field-concealed': '{path} is another',
  'field-new': '{path} was added',
  'field-gone': '{path} was removed',
  more: 'and {count} more',
} as const;
export type SayingCode = keyof typeof sayings;

type ValueOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ValueOf<Rest>
  : never;

export interface Saying {
  /** A `SayingCode`, or one of another version of the console. */
  code: string;
  /** Hostile text. */
  values: Record<string, string>;
  /** The hold that it is the detail of. */
  of?: string | undefined;
  /** What comes after a colon. */
  why?: Saying | undefined;
  /** What else there is to say, in its order. */
  and?: Saying[] | undefined;
}

/** A saying with its text in English. */
export interface Said {
  text: string;
  said: Saying | null;
}

export function say<Code extends SayingCode>(
  code: Code,
  values: Record<ValueOf<(typeof sayings)[Code]>, string | number>,
): Said {
  const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const text = sayings[code].replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '');
  return { text, said: { code, values: given } };
}

/** In somebody else's words, or with names and numbers alone. */
export const quoted = (text: string): Said => ({ text, said: null });

/** Where the words of somebody else stand among a run's own: their code is `quoted`, and the value `words`. */
export const sayingOf = ({ text, said }: Said): Saying => said ?? { code: 'quoted', values: { words: text } };

/** Several as one; nothing where there is none. */
export function sayAll(all: readonly Said[]): Said | null {
  const [first, ...rest] = all;
  if (first === undefined || rest.length === 0) return first ?? null;
  return {
    text: all.map(({ text }) => text).join('; '),
    said: { ...sayingOf(first), and: rest.map(sayingOf) },
  };
}

/** What follows an order: why it was given, after a colon. */
export const becauseOf = (why: string | null): string => (why ? `: ${why}` : '');
