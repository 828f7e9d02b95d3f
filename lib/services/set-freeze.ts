import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionTarget } from '#lib/domain/action/action.ts';
import { freezeAnnotation } from '#lib/domain/action/freeze.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import { annotationWrite, objectKind, workloadPath } from '#lib/domain/action/write.ts';
import type { Workload } from '#lib/domain/kubernetes.ts';
import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import { readNamespace } from '#lib/kube/read-object.ts';
import { rightTo } from '#lib/kube/read-workload.ts';
import { write } from '#lib/kube/write.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import type { Caller } from './caller.ts';
import { membersOf } from './freeze-of.ts';
import { type Prepared, perform } from './perform.ts';
import { viewerOf } from './viewer.ts';

export interface FreezeChange {
  action: 'freeze' | 'unfreeze';
  namespace: string;
  chain: string | undefined;
  reason: string | undefined;
  /** The annotation's text as the caller would have it, or null to take it away. */
  value: (by: string) => string | null;
  parameters: Prepared['parameters'];
  /** Of the body, to know the same request again. */
  asked: Record<string, unknown>;
}

/** Puts the freeze annotation on a namespace or on every member of a chain, or takes it away. */
export async function setFreeze(request: Request, change: FreezeChange): Promise<Result<ActionAnswer>> {
  const { namespace, chain, action } = change;
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  return perform(request, {
    action,
    place: `${namespace}/freezes`,
    rights:
      chain === undefined
        ? rightsFor('freeze', { namespace })
        : chainRights(viewer.value.hub, namespace, chain),
    body: { ...change.asked, reason: change.reason },
    ignoresFreeze: true,
    prepare: (caller) => (chain === undefined ? ofNamespace(caller, change) : ofChain(caller, change, chain)),
  });
}

/** On every member, each once; of one that the asker may not see the name is not told. */
function chainRights(hub: LiveView, namespace: string, chain: string): Right[] {
  const rights = membersOf(namespace, chain)
    .map(targetOf)
    .flatMap((target) => {
      const isSeen = hub.function(namespace, target.kind, target.name) !== undefined;
      return rightsFor('freezeChain', isSeen ? target : { namespace, kind: target.kind });
    });
  return [...new Map(rights.map((right) => [JSON.stringify(right), right])).values()];
}

const verbs = { freeze: 'freeze', unfreeze: 'lift the freeze of' } as const;
const says: Prepared['says'] = { from: null, to: null, command: null, undo: null, warnings: [] };

async function ofNamespace(caller: Caller, change: FreezeChange): Promise<Result<Prepared>> {
  const { namespace, action } = change;
  const right: Right = { verb: 'patch', group: '', resource: 'namespaces', namespace, name: namespace };
  const read = await readNamespace(caller.connection, namespace);
  if (!read.ok) return read;
  const { uid, resourceVersion, annotations } = read.value.metadata;
  const nothing = nothingToLift(change, [annotations], `namespace ${namespace}`);
  if (nothing) return nothing;
  const summary = `${verbs[action]} namespace ${namespace}`;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
  const value = change.value(caller.identity.user);
  return ok({
    object: { apiVersion: 'v1', kind: 'Namespace', namespace, name: namespace, uid, resourceVersion },
    summary,
    parameters: change.parameters,
    freeze: null,
    says,
    async act(dryRun) {
      const done = await write(caller.connection, annotationWrite(path, freezeAnnotation, value), {
        right,
        dryRun,
      });
      return done.ok ? ok({ generation: null, detail: summary }) : done;
    },
  });
}

async function ofChain(caller: Caller, change: FreezeChange, chain: string): Promise<Result<Prepared>> {
  const { namespace, action } = change;
  const members = membersOf(namespace, chain);
  const [first] = members;
  if (first === undefined) return fail('not-found', `There is no chain ${chain} in namespace ${namespace}.`);
  const annotations = members.map(({ object }) => object.metadata.annotations);
  const nothing = nothingToLift(change, annotations, `chain ${chain}`);
  if (nothing) return nothing;
  const summary = `${verbs[action]} chain ${chain}`;
  const value = change.value(caller.identity.user);
  const { name, uid, resourceVersion } = first.object.metadata;
  return ok({
    object: { apiVersion: 'apps/v1', kind: objectKind[first.kind], namespace, name, uid, resourceVersion },
    summary,
    parameters: change.parameters,
    freeze: null,
    says,
    async act(dryRun) {
      const done: string[] = [];
      for (const target of members.map(targetOf)) {
        const annotate = annotationWrite(workloadPath(target), freezeAnnotation, value);
        const right = rightTo('patch', target);
        const answer = await write(caller.connection, annotate, { right, dryRun });
        if (!answer.ok) return halfDone(answer.fault, target.name, done);
        done.push(target.name);
      }
      return ok({ generation: null, detail: `${summary}: ${done.join(', ')}` });
    },
  });
}

/** A chain is frozen as soon as one member is, and until the last one is not: what is done is said. */
function halfDone(fault: Fault, name: string, done: readonly string[]): { ok: false; fault: Fault } {
  if (done.length === 0) return { ok: false, fault };
  const detail = `Done for ${done.join(', ')}, but not for ${name}: ${fault.detail} Ask for it again.`;
  return { ok: false, fault: { ...fault, detail } };
}

function nothingToLift(
  { action }: FreezeChange,
  annotations: readonly (Record<string, string> | undefined)[],
  scope: string,
): { ok: false; fault: Fault } | null {
  // One that is over is still there, and may be taken away.
  const isThere = annotations.some((map) => map !== undefined && Object.hasOwn(map, freezeAnnotation));
  return action === 'freeze' || isThere ? null : fail('refused', `The ${scope} is not frozen.`);
}

const targetOf = ({ kind, object }: Workload): ActionTarget => ({
  namespace: object.metadata.namespace ?? '',
  kind,
  name: object.metadata.name,
});
