import type { Caller } from '#lib/auth/caller.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import { type ChainMember, type ChainPart, type ChainRun, partId } from '#lib/domain/run/chain-run.ts';
import { finish, note, setCause } from '#lib/domain/run/draft.ts';
import { isEnded, type Run, type RunChange } from '#lib/domain/run/run.ts';
import { say } from '#lib/domain/run/saying.ts';
import { runAnnotation } from '#lib/kube/run-record.ts';
import { type AdmittedChange, admittedChange } from './admitted-change.ts';
import { nameRun, recordRun, runById, runOf, underWay } from './begin-run.ts';
import { functionSubject, type Subject } from './function-subject.ts';
import { refuse } from './perform.ts';
import { imageChange } from './start-upgrade.ts';

/** What is new of a part: it is there, or there is nothing to do. */
export type PartBegun = 'begun' | 'already' | 'gone';

/**
 * Begins the run of one function of a chain: its record, whose name is taken once and for all, then its workload names it. Done
 * again it goes on where it ended. Faults: `refused` with what the rules say, `conflict` where another run has the function.
 */
export async function beginPart(
  caller: Caller,
  chain: ChainRun,
  part: ChainPart,
): Promise<Result<PartBegun>> {
  const found = await subjectOf(caller, chain, part);
  if (!found.ok) return found;
  const { subject, member } = found.value;
  const id = partId(chain.id, part.number);
  let run = await runById(caller, chain.namespace, id);
  const isNamed = subject.workload.object.metadata.annotations?.[runAnnotation] === id;
  if (run && (isNamed || isEnded(run))) return ok('begun');
  const free = await underWay(caller, chain.namespace, subject, chain.id);
  if (!free.ok) return free;
  if (run === null) {
    const images = imagesTo(member, part);
    if (hasAll(subject, images)) return ok('already');
    const { freeze } = subject.input;
    if (freeze && part.side === 'to' && chain.overrode === null) {
      const { scope, by, reason, until } = freeze;
      return refuse({ code: 'frozen', params: { scope, by, why: reason, until: until ?? '' } });
    }
    const change = imageChange(subject, images);
    if (!change.ok) return change;
    const admitted = await admittedChange(caller, subject, change.value);
    if (!admitted.ok) return admitted;
    run = partRun(caller, chain, part, found.value, admitted.value);
    const made = await recordRun(caller, run);
    if (!made.ok) return made.fault.kind === 'conflict' ? ok('begun') : made;
  }
  const named = await nameRun(caller, run, subject.raw);
  return named.ok ? ok('begun') : named;
}

/** Takes the name of a run that nobody is to begin any more, by the record of one that has ended. */
export async function closePart(
  caller: Caller,
  chain: ChainRun,
  part: ChainPart,
): Promise<Result<PartBegun>> {
  const found = await subjectOf(caller, chain, part);
  if (!found.ok) return isGone(found.fault) ? ok('gone') : found;
  const change: RunChange = { images: {}, annotations: {}, payload: null };
  const run = partRun(caller, chain, part, found.value, { change });
  const now = new Date();
  setCause(run, say('not-begun', {}));
  finish(run, now, 'aborted');
  run.phase = 'ended';
  run.endedAt = now.toISOString();
  note(run, now, 'ended', 'aborted');
  const made = await recordRun(caller, run);
  return made.ok || made.fault.kind === 'conflict' ? ok('begun') : made;
}

const isGone = ({ kind }: Fault): boolean => kind === 'not-found' || kind === 'refused';

interface Found {
  subject: Subject;
  member: ChainMember;
}

async function subjectOf(caller: Caller, chain: ChainRun, part: ChainPart): Promise<Result<Found>> {
  const member = chain.members[part.member];
  if (member === undefined) return fail('refused', `The chain's run has no function ${part.member}.`);
  const { kind, name } = member;
  const read = await functionSubject(caller, { namespace: chain.namespace, kind, name }, {});
  if (!read.ok) return read;
  if (read.value.version.uid !== member.uid)
    return fail('refused', `${name} was deleted and made again meanwhile.`);
  return ok({ subject: read.value, member });
}

const imagesTo = ({ images }: ChainMember, { side }: ChainPart): Record<string, string> =>
  Object.fromEntries(Object.entries(images).map(([container, image]) => [container, image[side]]));

function hasAll({ workload }: Subject, images: Record<string, string>): boolean {
  const { containers } = workload.object.spec.template.spec;
  return Object.entries(images).every(([name, image]) =>
    containers.some((one) => one.name === name && one.image === image),
  );
}

function partRun(
  caller: Caller,
  chain: ChainRun,
  part: ChainPart,
  { subject, member }: Found,
  admitted: AdmittedChange,
): Run {
  // What goes back and fails has nowhere better to go.
  const strategy =
    part.side === 'from' ? { ...member.strategy, onFailure: 'stop' as const } : member.strategy;
  return runOf(
    subject,
    caller,
    partId(chain.id, part.number),
    {
      action: 'upgrade',
      kind: 'upgrade',
      method: 'replace',
      change: () => ok(admitted.change),
      strategy,
      reason: chain.why ?? undefined,
      overrideFreeze: chain.overrode !== null,
      parent: { id: chain.id, index: part.number },
    },
    admitted,
  );
}
