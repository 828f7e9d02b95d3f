import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ExpectedFreeze } from '#lib/contracts/freezes.ts';
import type { ActionTarget } from '#lib/domain/action/action.ts';
import { type Freeze, freezeAnnotation, readFreeze } from '#lib/domain/action/freeze.ts';
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
  /** The freeze that was shown, null for none; undefined where it does not matter. */
  expect: ExpectedFreeze;
  /** The body, to know the same request again. */
  asked: { dryRun?: boolean | undefined };
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
  const nothing = nothingToDo(change, [annotations], `namespace ${namespace}`);
  if (nothing) return nothing;
  const summary = `${verbs[action]} namespace ${namespace}`;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
  const version = { uid, resourceVersion };
  const annotate = annotationWrite(path, freezeAnnotation, change.value(caller.identity.user), version);
  return ok({
    object: { apiVersion: 'v1', kind: 'Namespace', namespace, name: namespace, uid, resourceVersion },
    summary,
    parameters: change.parameters,
    freeze: null,
    says,
    async act(dryRun) {
      const done = await write(caller.connection, annotate, { right, dryRun });
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
  const nothing = nothingToDo(change, annotations, `chain ${chain}`);
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
      const annotate = (target: ActionTarget, tries: boolean) =>
        write(caller.connection, annotationWrite(workloadPath(target), freezeAnnotation, value), {
          right: rightTo('patch', target),
          dryRun: tries,
        });
      // All are tried before the first is changed: what stands against one of them stands against the whole.
      for (const target of members.map(targetOf)) {
        const tried = await annotate(target, true);
        if (!tried.ok) return tried;
      }
      for (const target of dryRun ? [] : members.map(targetOf)) {
        const answer = await annotate(target, false);
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

/** Why there is nothing to be done: no freeze to lift, or another one than was shown. */
function nothingToDo(
  { action, expect }: FreezeChange,
  annotations: readonly (Record<string, string> | undefined)[],
  scope: string,
): { ok: false; fault: Fault } | null {
  // One that is over is still there, and may be taken away.
  const isThere = annotations.some((map) => map !== undefined && Object.hasOwn(map, freezeAnnotation));
  if (action === 'unfreeze' && !isThere) return fail('refused', `The ${scope} is not frozen.`);
  if (expect === undefined) return null;
  const [now = null] = annotations.flatMap((map) => readFreeze(map, scope, new Date()) ?? []);
  if ((now === null && action === 'unfreeze') || said(now) === said(expect)) return null;
  const message = `expected ${said(expect)}, is ${said(now)}`;
  return fail('unexpected', `The ${scope} is not as it was shown: ${message}.`, {
    errors: [{ field: 'freeze', message }],
  });
}

function said(freeze: Pick<Freeze, 'by' | 'reason' | 'until'> | null): string {
  if (freeze === null) return 'not frozen';
  const { by, reason, until } = freeze;
  return `frozen by ${by} ${until === null ? 'without an end' : `until ${until}`}: “${reason}”`;
}

const targetOf = ({ kind, object }: Workload): ActionTarget => ({
  namespace: object.metadata.namespace ?? '',
  kind,
  name: object.metadata.name,
});
