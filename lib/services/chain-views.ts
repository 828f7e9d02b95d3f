import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { chainOrderRefusal } from '#lib/domain/run/chain-order.ts';
import { type ChainHold, type ChainRun, currentPart, partId } from '#lib/domain/run/chain-run.ts';
import { runOrders } from '#lib/domain/run/order.ts';
import { sayingOf } from '#lib/domain/run/saying.ts';
import type { KnownChain } from './chain-store.ts';
import { holdNow } from './run-views.ts';

type MemberView = ChainRunView['members'][number];

/** A chain's run as it is shown: with what its runs say of themselves, and what this replica sees of who could go on. */
export function chainViewOf(
  { run, sealed }: Pick<KnownChain, 'run' | 'sealed'>,
  runs: ReadonlyMap<string, RunView>,
  now: Date,
): ChainRunView {
  const part = currentPart(run);
  const child = part && runs.get(partId(run.id, part.number));
  const held = child?.hold ? heldBy(child.target.name, child.hold) : null;
  const ended = run.phase === 'ended';
  const hold = ended ? null : (run.hold ?? holdNow(run, sealed, now) ?? held);
  const state =
    run.outcome ?? (hold ? 'held' : run.direction === 'back' || run.aborts ? 'going-back' : 'running');
  const allowed = Object.fromEntries(
    runOrders.map((order) => [order, chainOrderRefusal({ ...run, hold, ownHold: run.hold }, order)]),
  ) as ChainRunView['allowed'];
  const { id, namespace, chain, startedAt, startedBy, actor, why, overrode } = run;
  const { endedAt, cause, causeSaid, direction, attendedAt, log } = run;
  return {
    ...{ id, namespace, chain, startedAt, startedBy, actor, why, overrode },
    ...{ endedAt, cause, causeSaid, direction, attendedAt, log },
    hold,
    state,
    members: run.members.map((_, index) => memberView(run, index, runs)),
    allowed,
  };
}

/** What holds a function's run, of the chain's. */
function heldBy(name: string, { code, detail, said, since, by }: NonNullable<RunView['hold']>): ChainHold {
  const why = { ...sayingOf({ text: detail, said: said ?? null }), of: code };
  return {
    code: 'part-held',
    detail: `${name}: ${code}${detail ? `: ${detail}` : ''}`,
    said: { code: 'part-held', values: { name }, why },
    since,
    by,
  };
}

function memberView(run: ChainRun, index: number, runs: ReadonlyMap<string, RunView>): MemberView {
  const { kind = 'deployments', name = '', images = {} } = run.members[index] ?? {};
  const parts = run.parts.filter(({ member }) => member === index);
  const last = parts.at(-1);
  const child = last && runs.get(partId(run.id, last.number));
  const common = { namespace: run.namespace, kind, name, images, detail: '' };
  const shown = { ...common, run: last && last.outcome !== 'already' ? partId(run.id, last.number) : null };
  if (last === undefined) {
    const comes = run.phase !== 'ended' && run.direction === 'forward' && !run.aborts;
    return { ...shown, state: comes ? 'waiting' : 'untouched' };
  }
  if (last.outcome === null) {
    if (child?.hold) return { ...shown, state: 'held', detail: child.hold.detail, said: child.hold.said };
    const back = last.side === 'from' || child?.direction === 'back';
    return { ...shown, state: back ? 'going-back' : 'running' };
  }
  if (last.side === 'to' || last.outcome !== 'succeeded')
    return { ...shown, state: last.outcome, detail: last.cause ?? '', said: last.causeSaid };
  return { ...shown, state: 'rolled-back' };
}
