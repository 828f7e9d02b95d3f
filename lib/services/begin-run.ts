import { createHash, randomBytes } from 'node:crypto';
import type { RunStrategyInput, RunView } from '#lib/contracts/runs.ts';
import type { ActionName } from '#lib/domain/action/action.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import { fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import { note } from '#lib/domain/run/draft.ts';
import type { Lifecycle } from '#lib/domain/run/lifecycle.ts';
import { newRun } from '#lib/domain/run/new-run.ts';
import { isEnded, type Run, type RunChange, type RunKind, type RunMethod } from '#lib/domain/run/run.ts';
import { runStrategy } from '#lib/domain/run/strategy.ts';
import { createRecord, deleteRecord, listRecords, recordName } from '#lib/kube/run-record.ts';
import {
  changeWorkload,
  observedWorkload,
  restOf,
  strategyFields,
  workloadPatch,
} from '#lib/kube/run-workload.ts';
import { type AdmittedChange, admittedChange, rewritten } from './admitted-change.ts';
import { type Caller, callerOf } from './caller.ts';
import { watchedChains } from './chain-store.ts';
import { drainHookOf } from './drain-hooks.ts';
import { functionSubject, type Subject } from './function-subject.ts';
import type { FunctionParams } from './get-function.ts';
import { perform } from './perform.ts';
import { closeRecord, openRecord } from './run-store.ts';
import { runViewOf } from './run-views.ts';

/** What a run is asked to do. */
export interface RunRequest {
  kind: RunKind;
  method: RunMethod;
  /** The change, from what the function is now. */
  change(subject: Subject): Result<RunChange>;
  strategy?: RunStrategyInput | undefined;
  reason?: string | undefined;
  overrideFreeze?: boolean | undefined;
  /** The answer is the run as it would begin. */
  dryRun?: boolean | undefined;
  /** For a run of lifecycle checks. */
  lifecycle?(subject: Subject, caller: Caller): Promise<Result<Lifecycle>>;
  parent?: Run['parent'];
  action: ActionName;
}

/** The rights that a run needs in the end: asked for before it begins. */
export const runRights = (target: FunctionParams, { kind }: Pick<RunRequest, 'kind'>): Right[] =>
  rightsFor(kind === 'upgrade' || kind === 'lifecycle' ? kind : 'rollOutConfig', target);

/** Begins a run: through `perform`, with its rights, freeze and record. Fault `conflict` where one is under way. */
export async function beginRun(
  request: Request,
  params: FunctionParams,
  asked: RunRequest,
): Promise<Result<RunView>> {
  const who = await callerOf(request);
  if (!who.ok) return who;
  const id = runIdOf(request, who.value.identity.user, 'r');
  let begun: Run | null = null;
  const { reason, overrideFreeze, dryRun } = asked;
  const body = { reason, overrideFreeze, dryRun };
  const answer = await perform(request, {
    action: asked.action,
    place: `${params.namespace}/${params.kind}/${params.name}`,
    rights: runRights(params, asked),
    body,
    async prepare(caller) {
      const subject = await functionSubject(caller, params, {});
      if (!subject.ok) return subject;
      const change = asked.change(subject.value);
      if (!change.ok) return change;
      const free = await underWay(caller, params.namespace, subject.value);
      if (!free.ok) return free;
      // What checks try comes and goes: it is not asked for before.
      const admitted = asked.lifecycle
        ? ok<AdmittedChange>({ change: change.value })
        : await admittedChange(caller, subject.value, change.value);
      if (!admitted.ok) return admitted;
      const lifecycle = (await asked.lifecycle?.(subject.value, caller)) ?? ok(undefined);
      if (!lifecycle.ok) return lifecycle;
      const run = runOf(subject.value, caller, id, asked, admitted.value, lifecycle.value);
      for (const [name, image] of Object.entries(rewritten(change.value, admitted.value)))
        note(run, new Date(), 'rewritten', `${name}: ${change.value.images[name]?.to} → ${image}`);
      const summary = `${asked.kind} ${params.name}${wordsOf(run.change)} (run ${id})`;
      return ok({
        object: subject.value.object,
        summary,
        parameters: { kind: params.kind, run: id },
        freeze: subject.value.input.freeze,
        says: { from: null, to: null, command: null, undo: null, warnings: [] },
        async act(dryRun) {
          const made = dryRun ? ok(null) : await make(caller, run, subject.value);
          if (!made.ok) return made;
          begun = run;
          return ok({ generation: null, detail: summary });
        },
      });
    },
  });
  if (!answer.ok) return answer;
  const run = (begun as Run | null) ?? (await runById(who.value, params.namespace, id));
  return run
    ? ok(runViewOf({ run, sealed: true }, new Date()))
    : fail('not-found', `Run ${id} is no longer recorded.`);
}

/** `r`, of a chain `c`, and twelve digits; with an idempotency key always the same ones. */
export function runIdOf(request: Request, user: string, first: 'r' | 'c'): string {
  const key = request.headers.get('idempotency-key');
  if (key === null) return `${first}${randomBytes(6).toString('hex')}`;
  const { pathname } = new URL(request.url);
  return `${first}${createHash('sha256')
    .update(JSON.stringify([user, pathname, key]))
    .digest('hex')
    .slice(0, 12)}`;
}

export async function runById(caller: Caller, namespace: string, id: string): Promise<Run | null> {
  const listed = await listRecords(caller.connection, namespace);
  const stored = listed.ok ? listed.value.find(({ name }) => name === recordName(id)) : undefined;
  return stored ? ((await openRecord(stored))?.run ?? null) : null;
}

/**
 * Fault `conflict` where the workload names a run that has not ended, or its turn is to come in the run of a chain.
 * @param but the chain's run that asks
 */
export async function underWay(
  caller: Caller,
  namespace: string,
  subject: Subject,
  but: string | null = null,
): Promise<Result<true>> {
  const { uid } = subject.workload.object.metadata;
  const chain = (await watchedChains()).find(
    ({ run }) => run.phase !== 'ended' && run.id !== but && run.members.some((member) => member.uid === uid),
  )?.run;
  if (chain) return taken(chain.id, chain.startedBy, `has ${subject.workload.object.metadata.name}`);
  const id = subject.workload.object.metadata.annotations?.['cnf-console/run'];
  if (id === undefined) return ok(true);
  const run = await runById(caller, namespace, id);
  if (run === null || isEnded(run)) return ok(true);
  return taken(id, run.startedBy, `has ${run.target.name}`);
}

const taken = (run: string, by: string, what: string) =>
  fail('conflict', `Run ${run} of ${by} ${what}: wait for its end, or abort it.`, {
    reason: { code: 'run-under-way', params: { run, by } },
  });

/** The run as it begins, from what the function is now. */
export function runOf(
  subject: Subject,
  caller: Caller,
  id: string,
  asked: RunRequest,
  { change, restAfter }: AdmittedChange,
  lifecycle?: Lifecycle,
): Run {
  const { target, chain, routing, freeze } = subject.input;
  const { kind } = target;
  const { uid } = subject.workload.object.metadata;
  const at = { ...target, uid };
  const part = { target: at, change } as Run;
  return newRun(
    {
      id,
      kind: asked.kind,
      method: asked.method,
      target: at,
      parent: asked.parent ?? null,
      chain,
      routing,
      change,
      strategy: runStrategy(
        {
          routing,
          method: asked.method,
          images: Object.keys(change.images).length > 0,
          hook: drainHookOf(subject.workload.object.spec.template.spec) !== null,
        },
        asked.strategy ?? {},
      ),
      startedBy: caller.identity.user,
      why: asked.reason || null,
      overrode: freeze && asked.overrideFreeze ? freeze.scope : null,
      before: strategyFields(kind, subject.raw),
      ...restOf(kind, subject.raw, change),
      restAfter,
      replicas: observedWorkload(part, subject.raw).replicas,
      ...(lifecycle && { lifecycle }),
    },
    new Date(),
  );
}

/** The record first, which alone does nothing; then the workload names the run, in the version that was read. */
async function make(caller: Caller, run: Run, { raw }: Subject): Promise<Result<unknown>> {
  const made = await recordRun(caller, run);
  if (!made.ok) return made;
  const named = await nameRun(caller, run, raw);
  if (!named.ok) await deleteRecord(caller.connection, run.target.namespace, recordName(run.id));
  return named;
}

/** Fault `conflict` where there is a record of that id. */
export async function recordRun({ connection }: Caller, run: Run): Promise<Result<unknown>> {
  const closed = await closeRecord({ namespace: run.target.namespace, name: recordName(run.id) }, run);
  if (!closed.ok) return closed;
  const number = Math.floor(Date.parse(run.startedAt) / 1000);
  return createRecord(connection, { ...run, number }, closed.value.json, closed.value.seal);
}

/** The workload is the run's from here on; fault `conflict` where it is no longer as it was read. */
export function nameRun({ connection }: Caller, run: Run, raw: Subject['raw']): Promise<Result<unknown>> {
  const patch = workloadPatch(run, raw, { side: 'from', fields: {}, pointer: run.id });
  return changeWorkload(connection, run.target, patch);
}

function wordsOf({ images }: RunChange): string {
  return Object.values(images)
    .map(({ from, to }) => ` from ${from} to ${to}`)
    .join(',');
}
