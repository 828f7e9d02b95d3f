import type { ObservedWorkload } from './observed.ts';
import type { Run, StrategyFields } from './run.ts';
import { type Said, say, sayAll } from './saying.ts';
import { partsSaid } from './spec-parts.ts';
import { sameFields, sameIntent } from './wanted.ts';

/** Of several differences so many are told. */
const told = 3;

/** How the workload differs from what the run has made it, or is about to make it; null where it does not. */
export function edited(run: Run, workload: ObservedWorkload): Said | null {
  if (workload.run !== run.id && run.phase !== 'restoring') return say('not-named', {});
  const rest = restEdited(run, workload);
  if (rest !== null) return rest;
  if (workload.replicas !== run.replicas)
    return say('replicas-other', { is: workload.replicas, was: run.replicas });
  if ([run.intended, run.previous].some((one) => one !== null && sameIntent(one, workload))) return null;
  if (sameFields(run.intended.fields, workload.fields) || workload.side === 'other')
    return templateEdited(run, workload);
  return strategyEdited(workload.fields, run.intended.fields);
}

/** What is different of the spec that the run does not change. */
export function restEdited(
  run: Pick<Run, 'rest' | 'restAfter' | 'parts'>,
  workload: ObservedWorkload,
): Said | null {
  if (workload.rest === run.rest || workload.rest === run.restAfter) return null;
  const all = run.parts && workload.parts ? partsSaid(run.parts, workload.parts) : [];
  const more = all.length - told;
  return (
    sayAll([...all.slice(0, told), ...(more > 0 ? [say('more', { count: more })] : [])]) ??
    say('rest-other', {})
  );
}

export const strategyEdited = (is: StrategyFields, was: StrategyFields): Said =>
  say('strategy-other', { is: JSON.stringify(is), was: JSON.stringify(was) });

/** Which images or annotations of the template are neither as before nor as the run makes them. */
function templateEdited({ change, intended: { side } }: Run, { now }: ObservedWorkload): Said {
  const images = Object.entries(change.images).flatMap(([name, { [side]: was }]) => {
    const is = now?.[name];
    if (is === undefined || is === was) return [];
    return is === null ? say('image-gone', { name, was }) : say('image-other', { name, is, was });
  });
  const annotations = Object.entries(change.annotations).flatMap(([name, { [side]: was }]) => {
    const is = now?.[name];
    if (is === undefined || is === was) return [];
    if (is === null) return say('annotation-gone', { name, was: was ?? '' });
    return was === null ? say('annotation-new', { name, is }) : say('annotation-other', { name, is, was });
  });
  return sayAll([...images, ...annotations]) ?? say('template-other', {});
}

/** What is there now is how it was, from here on. */
export function takeRest(run: Run, { rest, parts }: ObservedWorkload): void {
  run.rest = rest;
  run.restAfter = undefined;
  run.parts = parts;
}
