import type { z } from 'zod';
import type { evictPod as contract } from '#lib/contracts/acting.ts';
import type { ActionTarget } from '#lib/domain/action/action.ts';
import { confirmationOf } from '#lib/domain/action/confirmation.ts';
import type { Freeze } from '#lib/domain/action/freeze.ts';
import { evictCommand } from '#lib/domain/action/kubectl-command.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import { chainLabel } from '#lib/domain/chain/chain-views.ts';
import type { Workload } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { workloadOf } from '#lib/domain/workload/owner.ts';
import { isServing } from '#lib/domain/workload/versions.ts';
import type { Call } from '#lib/http/handle.ts';
import { evict } from '#lib/kube/evict.ts';
import { readPod } from '#lib/kube/read-object.ts';
import { running } from '#lib/live/running.ts';
import { asksFor } from './act-on-function.ts';
import type { Caller } from './caller.ts';
import { freezeOf, watchedWorkloads } from './freeze-of.ts';
import { functionSubject, podsOf } from './function-subject.ts';
import { type Prepared, perform } from './perform.ts';

type Body = z.output<NonNullable<typeof contract.body>>;

/** Evicts a pod: never deletes one to get around its PodDisruptionBudget. */
export function evictPod({
  params,
  body,
  request,
}: Call<{ namespace: string; name: string }, unknown, Body>) {
  const { namespace, name } = params;
  const prepare = async (caller: Caller): Promise<Result<Prepared>> => {
    const pod = await readPod(caller.connection, namespace, name);
    if (!pod.ok) return pod;
    const { uid, resourceVersion } = pod.value.metadata;
    if (body.expect?.uid !== undefined && body.expect.uid !== uid) {
      const message = `expected ${body.expect.uid}, is ${uid}`;
      const detail = `${name} is another pod by now: uid ${message}.`;
      return fail('unexpected', detail, {
        errors: [{ field: 'uid', message }],
        reason: { code: 'another-pod', params: { name } },
      });
    }
    const { stores } = running().hub;
    const owner = workloadOf(pod.value, (space, set) => stores.replicasets.get(`${space}/${set}`));
    const around = await guardsOf(caller, namespace, owner);
    if (!around.ok) return around;
    const { freeze, workload, chain } = around.value;
    if (owner && workload) {
      const pods = podsOf(owner).filter(isServing);
      const facts = { workload, chain, pods, request: { action: 'evict', pod: name } as const };
      const unconfirmed = asksFor(confirmationOf(facts), body.confirm);
      if (unconfirmed) return unconfirmed;
    }
    const summary = `evict ${name}`;
    return ok({
      object: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid, resourceVersion },
      summary,
      parameters: { uid, ...(owner && { kind: owner.kind, function: owner.name }) },
      freeze,
      says: { from: null, to: null, command: evictCommand(namespace, name), undo: null, warnings: [] },
      async act(dryRun) {
        const answer = await evict(caller.connection, { namespace, name, uid }, dryRun);
        return answer.ok ? ok({ generation: null, detail: summary }) : answer;
      },
    });
  };
  return perform(request, {
    action: 'evict',
    place: `${namespace}/pods/${name}`,
    rights: rightsFor('evict', { namespace, name }),
    body,
    prepare,
  });
}

interface Guards {
  workload: Workload | null;
  chain: string | null;
  freeze: Freeze | null;
}

/** What an eviction is held to: the workload as it is now, or as it is watched where the caller may not read it. */
async function guardsOf(
  caller: Caller,
  namespace: string,
  owner: ActionTarget | null,
): Promise<Result<Guards>> {
  const subject = owner && (await functionSubject(caller, owner, {}));
  if (subject?.ok) return ok(subject.value.input);
  if (subject && subject.fault.kind !== 'forbidden') return subject;
  const workload = [...watchedWorkloads()].find(
    ({ kind, object: { metadata } }) =>
      kind === owner?.kind && metadata.namespace === namespace && metadata.name === owner.name,
  );
  const chain = workload?.object.metadata.labels?.[chainLabel] ?? null;
  const freeze = await freezeOf(caller, namespace, workload ?? null, chain);
  return freeze.ok ? ok({ workload: workload ?? null, chain, freeze: freeze.value }) : freeze;
}
