import { cut } from '../cut.ts';
import type { Fault } from '../result.ts';
import {
  type ChainHoldCode,
  type ChainOutcome,
  type ChainPart,
  type ChainRun,
  currentPart,
  mostParts,
  partId,
} from './chain-run.ts';
import { orderRefusal, type RunOrder } from './order.ts';
import type { Run } from './run.ts';
import { runWriter } from './run-log.ts';
import { becauseOf, quoted, type Said, type Saying, say, sayingOf } from './saying.ts';

const { note, hold } = runWriter(200);

/** What is read just before of the run that is under way. */
export interface SeenPart {
  run: Pick<
    Run,
    | 'kind'
    | 'phase'
    | 'direction'
    | 'gated'
    | 'hold'
    | 'outcome'
    | 'cause'
    | 'causeSaid'
    | 'change'
    | 'touched'
  >;
  /** The workload names the run: until then it has not begun. */
  named: boolean;
}

/** What is to be done next. Each can be done twice without harm. */
export type ChainAct =
  /** Records the run, or names it on its workload where it is recorded already. */
  | { do: 'begin'; part: ChainPart }
  /** Records it as ended before it began, so that nobody begins it any more. */
  | { do: 'close'; part: ChainPart }
  | { do: 'order'; part: ChainPart; order: RunOrder };

export interface ChainDecision {
  run: ChainRun;
  act: ChainAct | null;
}

/** What to do next, from the record and the run under way, and nothing else. The record is not changed but copied. */
export function decideChain(before: ChainRun, seen: SeenPart | null, now: Date): ChainDecision {
  const run = structuredClone(before);
  if (run.phase === 'ended') return { run, act: null };
  const part = currentPart(run);
  if (part === undefined) return { run, act: next(run, now) };
  if (seen === null || (!seen.named && seen.run.phase === 'preflight')) {
    if (isUnwanted(run, part))
      return { run, act: seen === null ? { do: 'close', part } : { do: 'order', part, order: 'abort' } };
    return { run, act: run.hold ? null : { do: 'begin', part } };
  }
  if (seen.run.phase !== 'ended') return { run, act: steer(run, part, seen) };
  settle(run, part, seen, now);
  return { run, act: null };
}

/** A part that nobody wants to begin any more. */
const isUnwanted = (run: ChainRun, { side }: ChainPart): boolean =>
  run.aborts || (run.direction === 'back' && side === 'to');

/** Makes the run under way go as the chain's does. */
function steer(run: ChainRun, part: ChainPart, { run: child }: SeenPart): ChainAct | null {
  const order = wantedOrder(run, part, child);
  return order !== null && orderRefusal(child, order) === null ? { do: 'order', part, order } : null;
}

/** What a run is paused with where its chain's is, so that it goes on with that, and with nothing else. */
export const pausedBy = ({ id, hold }: Pick<ChainRun, 'id' | 'hold'>): Said =>
  say('chain-paused', { id, why: becauseOf(hold?.detail ?? null) });

function wantedOrder(run: ChainRun, part: ChainPart, child: SeenPart['run']): RunOrder | null {
  if (run.hold?.code === 'paused') return child.hold === null ? 'pause' : null;
  if (run.hold === null && child.hold?.code === 'paused' && child.hold.detail.startsWith(pausedBy(run).text))
    return 'resume';
  // What goes back already is let.
  if (run.aborts && part.side === 'to') return child.direction === 'back' && !child.gated ? null : 'abort';
  if (run.direction === 'back' && part.side === 'to') return child.direction === 'back' ? null : 'rollback';
  return null;
}

/** Takes over what the run under way came to. */
function settle(run: ChainRun, part: ChainPart, { run: child }: SeenPart, now: Date): void {
  const member = run.members[part.member];
  const outcome = child.outcome ?? 'failed';
  part.outcome = outcome;
  part.cause = child.cause;
  if (child.causeSaid) part.causeSaid = child.causeSaid;
  if (member && part.side === 'to' && Object.keys(child.change.images).length > 0)
    member.images = { ...member.images, ...child.change.images };
  const name = member?.name ?? '';
  const ended = say(`part-${outcome}`, { name });
  note(run, now, 'part-ended', ended);
  if (outcome === 'succeeded' || isUnwanted(run, part)) return;
  hold(run, now, 'part-failed', child.cause ? withCause(ended, child.cause, child.causeSaid ?? null) : ended);
}

const withCause = ({ text, said }: Said, cause: string, causeSaid: Saying | null): Said => ({
  text: `${text}: ${cause}`,
  said: said && { ...said, why: sayingOf({ text: cause, said: causeSaid }) },
});

/** What comes after the last run: another, or the end. */
function next(run: ChainRun, now: Date): ChainAct | null {
  if (run.hold) return null;
  if (run.aborts) return end(run, now, 'aborted');
  const back = run.direction === 'back';
  const member = back
    ? run.members.findLastIndex((_, index) => isChanged(run, index))
    : run.members.findIndex((_, index) => !isUpgraded(run, index));
  if (member < 0) return end(run, now, back ? 'rolled-back' : 'succeeded');
  const number = run.parts.length;
  if (number >= mostParts) {
    hold(run, now, 'cannot-begin', say('too-many-parts', { count: mostParts }));
    return null;
  }
  const part: ChainPart = { number, member, side: back ? 'from' : 'to', outcome: null, cause: null };
  run.parts.push(part);
  note(
    run,
    now,
    back ? 'part-back' : 'part-begun',
    `${run.members[member]?.name} (${partId(run.id, number)})`,
  );
  return { do: 'begin', part };
}

function end(run: ChainRun, now: Date, outcome: ChainOutcome): null {
  run.phase = 'ended';
  run.outcome = outcome;
  run.endedAt = now.toISOString();
  note(run, now, 'ended', outcome);
  return null;
}

const partsOf = (run: ChainRun, member: number) => run.parts.filter((part) => part.member === member);

const isUpgraded = (run: ChainRun, member: number): boolean =>
  partsOf(run, member).some(({ side, outcome }) => side === 'to' && isDone(outcome));

/** It was brought to the new images by this run, and not back since. */
function isChanged(run: ChainRun, member: number): boolean {
  const last = partsOf(run, member).findLast(({ outcome }) => isDone(outcome));
  return last?.side === 'to' && last.outcome === 'succeeded';
}

const isDone = (outcome: ChainPart['outcome']): boolean => outcome === 'succeeded' || outcome === 'already';

/** The record after a run could not begin: the function has these images `already`, is `gone`, or why it is held. */
export function notBegun(
  before: ChainRun,
  { number }: ChainPart,
  why: 'already' | 'gone' | { code: ChainHoldCode; detail: string; reason?: Fault['reason'] },
  now: Date,
): ChainRun {
  const run = structuredClone(before);
  const part = run.parts.find((one) => one.number === number);
  if (part === undefined || part.outcome !== null || run.phase === 'ended') return run;
  const name = run.members[part.member]?.name ?? '';
  if (why === 'already' || why === 'gone') {
    part.outcome = why === 'gone' ? 'aborted' : why;
    note(run, now, `part-${why}`, name);
  } else if (run.hold === null) {
    const said = { code: 'part-held', values: { name }, why: sayingOf(quoted(why.detail)) };
    const held = hold(run, now, why.code, { text: `${name}: ${why.detail}`, said });
    if (why.reason) held.reason = why.reason;
  }
  return run;
}

/** The record after somebody told the chain's run what to do. Whether it applies is asked before. */
export function giveChainOrder(
  before: ChainRun,
  order: RunOrder,
  by: string,
  why: string | null,
  now: Date,
): ChainRun {
  const run = structuredClone(before);
  if (order === 'pause') {
    hold(run, now, 'paused', why ?? '', by);
    return run;
  }
  const words = say('told-by', { by, why: becauseOf(why) });
  run.hold = null;
  run.actor = by;
  if (order === 'abort') run.aborts = true;
  if (order === 'rollback') {
    run.aborts = false;
    run.direction = 'back';
  }
  if (order !== 'resume') {
    const { text, said } = say('ordered', { order, by, why: becauseOf(why) });
    run.cause = cut(text, 1_000);
    run.causeSaid = said;
  }
  note(run, now, order === 'resume' ? 'resumed' : order, words);
  return run;
}
