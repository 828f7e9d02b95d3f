import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { ActionName } from '#lib/domain/action/action.ts';
import { objectKind } from '#lib/domain/action/write.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { currentPart, partId } from '#lib/domain/run/chain-run.ts';
import { giveChainOrder } from '#lib/domain/run/decide-chain.ts';
import { orderRefusalText, type RunOrder } from '#lib/domain/run/order.ts';
import { rightTo } from '#lib/kube/read-workload.ts';
import { readRecord } from '#lib/kube/run-record.ts';
import type { Caller } from './caller.ts';
import { tellRun } from './chain-pass.ts';
import { type KnownChain, openChain } from './chain-store.ts';
import { chainViewOf } from './chain-views.ts';
import { perform } from './perform.ts';
import { type KnownRun, openRecord, saveRecord } from './run-store.ts';
import { runViewOf } from './run-views.ts';

/** Tells a chain's run what to do; the run of the function under way follows. */
export async function orderChain(
  request: Request,
  { run: { id, namespace, members } }: KnownChain,
  order: RunOrder,
  action: ActionName,
  reason: string | undefined,
): Promise<Result<ChainRunView>> {
  const [first] = members;
  if (first === undefined) return fail('not-found', `Run ${id} has no function.`);
  let after: ChainRunView | null = null;
  const answer = await perform(request, {
    action,
    place: `run ${id}`,
    rights: [
      ...members.map(({ kind, name }) => rightTo('patch', { namespace, kind, name })),
      { verb: 'patch', group: 'apps', resource: 'controllerrevisions', namespace },
    ],
    body: { reason },
    // What is under way is steered during a freeze as well: it may be going back.
    ignoresFreeze: true,
    async prepare(caller) {
      const stored = await readRecord(caller.connection, namespace, id);
      if (!stored.ok) return stored;
      const known = await openChain(stored.value);
      if (known === null) return fail('not-found', `There is no run ${id}.`);
      const child = await childOf(caller, known);
      if (!child.ok) return child;
      const runs = viewsOf(child.value);
      const refusal = chainViewOf(known, runs, new Date()).allowed[order];
      if (refusal)
        return fail('refused', orderRefusalText(refusal), { reason: { code: refusal, params: {} } });
      const summary = `${order} run ${id} of chain ${known.run.chain}`;
      return ok({
        object: {
          apiVersion: 'apps/v1',
          kind: objectKind[first.kind],
          namespace,
          name: first.name,
          uid: first.uid,
          resourceVersion: '',
        },
        summary,
        parameters: { chain: known.run.chain, run: id },
        freeze: null,
        says: { from: null, to: null, command: null, undo: null, warnings: [] },
        async act() {
          const { user } = caller.identity;
          const run = giveChainOrder(known.run, order, user, reason || null, new Date());
          const saved = await saveRecord(caller.connection, known.stored, run);
          if (!saved.ok) return saved;
          // What is held by itself does not go on with its chain alone; the rest follows from the chain's record.
          if (order === 'resume' && child.value?.run.hold)
            await tellRun(caller, child.value, 'resume', { actor: user, why: reason || null });
          after = chainViewOf({ run, sealed: true }, runs, new Date());
          return ok({ generation: null, detail: summary });
        },
      });
    },
  });
  if (!answer.ok) return answer;
  return after ? ok(after) : fail('conflict', `Run ${id} was told so already.`);
}

async function childOf(caller: Caller, { run }: KnownChain): Promise<Result<KnownRun | null>> {
  const part = currentPart(run);
  if (part === undefined) return ok(null);
  const stored = await readRecord(caller.connection, run.namespace, partId(run.id, part.number));
  if (!stored.ok) return stored.fault.kind === 'not-found' ? ok(null) : stored;
  return ok(await openRecord(stored.value));
}

const viewsOf = (child: KnownRun | null): Map<string, RunView> =>
  new Map(child ? [[child.run.id, runViewOf(child, new Date())]] : []);
