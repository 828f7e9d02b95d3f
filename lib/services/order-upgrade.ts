import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { ActionName } from '#lib/domain/action/action.ts';
import { objectKind } from '#lib/domain/action/write.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { giveOrder } from '#lib/domain/run/give-order.ts';
import { orderRefusal, orderRefusalText, type RunOrder } from '#lib/domain/run/order.ts';
import type { Call } from '#lib/http/handle.ts';
import { rightTo } from '#lib/kube/read-workload.ts';
import { readRecord } from '#lib/kube/run-record.ts';
import { findChain, findRun, isChainId } from './list-upgrades.ts';
import { orderChain } from './order-chain.ts';
import { perform } from './perform.ts';
import { type KnownRun, openRecord, saveRun } from './run-store.ts';
import { runViewOf } from './run-views.ts';

const actions: Record<RunOrder, ActionName> = {
  pause: 'upgradePause',
  resume: 'upgradeResume',
  abort: 'upgradeAbort',
  rollback: 'upgradeRollback',
};

type OrderCall = Call<{ id: string }, unknown, { reason?: string | undefined }>;

/** Tells a run what to do; who resumes it, or turns it back, takes it over. */
async function order(
  { params, body, request }: OrderCall,
  name: RunOrder,
): Promise<Result<RunView | ChainRunView>> {
  if (isChainId(params.id)) {
    const chain = await findChain(request, params.id);
    return chain.ok ? orderChain(request, chain.value, name, actions[name], body.reason) : chain;
  }
  const found = await findRun(request, params.id);
  if (!found.ok) return found;
  const { target, id } = found.value.run;
  let after: KnownRun | null = null;
  const answer = await perform(request, {
    action: actions[name],
    place: `run ${id}`,
    rights: [
      rightTo('patch', target),
      { verb: 'patch', group: 'apps', resource: 'controllerrevisions', namespace: target.namespace },
    ],
    body: { reason: body.reason },
    // What is under way is steered during a freeze as well: it may be going back.
    ignoresFreeze: true,
    async prepare(caller) {
      const stored = await readRecord(caller.connection, target.namespace, id);
      if (!stored.ok) return stored;
      const known = await openRecord(stored.value);
      if (known === null) return fail('not-found', `There is no run ${id}.`);
      const { hold } = runViewOf(known, new Date());
      const refusal = orderRefusal({ ...known.run, hold }, name);
      if (refusal)
        return fail('refused', orderRefusalText(refusal), { reason: { code: refusal, params: {} } });
      const summary = `${name} run ${id} of ${target.name}`;
      return ok({
        object: {
          apiVersion: 'apps/v1',
          kind: objectKind[target.kind],
          namespace: target.namespace,
          name: target.name,
          uid: target.uid,
          resourceVersion: '',
        },
        summary,
        parameters: { kind: target.kind, run: id },
        freeze: null,
        says: { from: null, to: null, command: null, undo: null, warnings: [] },
        async act() {
          const run = giveOrder(known.run, name, caller.identity.user, body.reason || null, new Date());
          const saved = await saveRun(caller.connection, known, run);
          if (!saved.ok) return saved;
          after = saved.value;
          return ok({ generation: null, detail: summary });
        },
      });
    },
  });
  if (!answer.ok) return answer;
  return ok(runViewOf((after as KnownRun | null) ?? found.value, new Date()));
}

export const pauseUpgrade = (call: OrderCall) => order(call, 'pause');
export const resumeUpgrade = (call: OrderCall) => order(call, 'resume');
export const abortUpgrade = (call: OrderCall) => order(call, 'abort');
export const rollBackUpgrade = (call: OrderCall) => order(call, 'rollback');
