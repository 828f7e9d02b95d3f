import type { z } from 'zod';
import type { evictPod as contract } from '#lib/contracts/acting.ts';
import { confirmationOf } from '#lib/domain/action/confirmation.ts';
import { evictCommand } from '#lib/domain/action/kubectl-command.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { workloadOf } from '#lib/domain/workload/owner.ts';
import { isServing } from '#lib/domain/workload/versions.ts';
import type { Call } from '#lib/http/handle.ts';
import { evict } from '#lib/kube/evict.ts';
import { readPod } from '#lib/kube/read-object.ts';
import { running } from '#lib/live/running.ts';
import { asksFor } from './act-on-function.ts';
import type { Caller } from './caller.ts';
import { freezeOf } from './freeze-of.ts';
import { functionSubject } from './function-subject.ts';
import { type Prepared, perform } from './perform.ts';

type Body = z.output<NonNullable<typeof contract.body>>;

/** Evicts a pod: never deletes one to get around its PodDisruptionBudget. */
export function evictPod({
  params,
  body,
  request,
}: Call<{ namespace: string; name: string }, unknown, Body>) {
  const { namespace, name } = params;
  const right = { verb: 'create', group: '', resource: 'pods', subresource: 'eviction', namespace, name };
  const prepare = async (caller: Caller): Promise<Result<Prepared>> => {
    const pod = await readPod(caller.connection, namespace, name);
    if (!pod.ok) return pod;
    const { uid, resourceVersion } = pod.value.metadata;
    if (body.expect?.uid !== undefined && body.expect.uid !== uid) {
      const message = `expected ${body.expect.uid}, is ${uid}`;
      const detail = `${name} is another pod by now: uid ${message}.`;
      return fail('unexpected', detail, { errors: [{ field: 'uid', message }] });
    }
    const { stores } = running().hub;
    const owner = workloadOf(pod.value, (space, set) => stores.replicasets.get(`${space}/${set}`));
    const subject = owner && (await functionSubject(caller, owner, { withRevisions: false }));
    if (subject && !subject.ok) return subject;
    const freeze = subject ? ok(subject.value.input.freeze) : await freezeOf(caller, namespace, null, null);
    if (!freeze.ok) return freeze;
    if (subject) {
      const { input } = subject.value;
      const facts = {
        ...input,
        pods: input.pods.filter(isServing),
        request: { action: 'evict', pod: name } as const,
      };
      const unconfirmed = asksFor(confirmationOf(facts), body.confirm);
      if (unconfirmed) return unconfirmed;
    }
    const summary = `evict ${name}`;
    return ok({
      object: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid, resourceVersion },
      summary,
      parameters: { uid, ...(owner && { kind: owner.kind, function: owner.name }) },
      freeze: freeze.value,
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
    rights: [right],
    body,
    prepare,
  });
}
