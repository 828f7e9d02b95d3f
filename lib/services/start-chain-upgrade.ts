import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { StartChainUpgradeBody } from '#lib/contracts/chain-upgrades.ts';
import { fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { ChainMember, ChainRun } from '#lib/domain/run/chain-run.ts';
import type { RunTarget } from '#lib/domain/run/run.ts';
import type { Call } from '#lib/http/handle.ts';
import { createRecord, deleteRecord, listRecords, recordName } from '#lib/kube/run-record.ts';
import { runIdOf, runRights, underWay } from './begin-run.ts';
import { type Caller, callerOf } from './caller.ts';
import { openChain } from './chain-store.ts';
import { chainViewOf } from './chain-views.ts';
import { functionSubject, type Subject } from './function-subject.ts';
import { perform } from './perform.ts';
import { closeRecord } from './run-store.ts';
import { imageChange } from './start-upgrade.ts';

type StartCall = Call<{ name: string }, { namespace: string }, StartChainUpgradeBody>;

/** Starts the upgrade of several functions of a chain, one after the other; it goes on whether anybody looks or not. */
export async function startChainUpgrade({
  params,
  query: { namespace },
  body,
  request,
}: StartCall): Promise<Result<ChainRunView>> {
  const who = await callerOf(request);
  if (!who.ok) return who;
  const id = runIdOf(request, who.value.identity.user, 'c');
  let begun: ChainRun | null = null;
  const answer = await perform(request, {
    action: 'upgrade',
    place: `chain ${namespace}/${params.name}`,
    rights: rightsOf(namespace, body),
    body,
    async prepare(caller) {
      const subjects: Subject[] = [];
      for (const { kind, name, images } of body.functions) {
        const subject = await functionSubject(caller, { namespace, kind, name }, {});
        if (!subject.ok) return subject;
        if (subject.value.input.chain !== params.name)
          return fail('refused', `${name} is no function of the chain ${params.name}.`);
        const change = imageChange(subject.value, images);
        if (!change.ok) return change;
        const free = await underWay(caller, namespace, subject.value);
        if (!free.ok) return free;
        subjects.push(subject.value);
      }
      const [first] = subjects;
      if (first === undefined) return fail('refused', 'No function is named.');
      const freeze = subjects.find(({ input }) => input.freeze)?.input.freeze ?? null;
      const overrode = freeze && body.overrideFreeze ? freeze.scope : null;
      const run = chainRunOf(id, namespace, params.name, {
        body,
        subjects,
        by: caller.identity.user,
        overrode,
      });
      const names = body.functions.map(({ name }) => name).join(', ');
      const summary = `upgrade chain ${params.name}: ${names} (run ${id})`;
      return ok({
        object: first.object,
        summary,
        parameters: { chain: params.name, run: id },
        freeze,
        says: { from: null, to: null, command: null, undo: null, warnings: [] },
        async act(dryRun) {
          const made = dryRun ? ok(null) : await make(caller, run);
          if (!made.ok) return made;
          begun = run;
          return ok({ generation: null, detail: summary });
        },
      });
    },
  });
  if (!answer.ok) return answer;
  const run = (begun as ChainRun | null) ?? (await recorded(who.value, namespace, id));
  return run
    ? ok(chainViewOf({ run, sealed: true }, new Map(), new Date()))
    : fail('not-found', `Run ${id} is no longer recorded.`);
}

/** The rights of a run on each function: what is missing is told before the first one begins. */
function rightsOf(namespace: string, { functions }: StartChainUpgradeBody): Right[] {
  const all = functions.flatMap(({ kind, name }) =>
    runRights({ namespace, kind, name }, { kind: 'upgrade' }),
  );
  return [...new Map(all.map((right) => [JSON.stringify(right), right])).values()];
}

function chainRunOf(
  id: string,
  namespace: string,
  chain: string,
  about: { body: StartChainUpgradeBody; subjects: readonly Subject[]; by: string; overrode: string | null },
): ChainRun {
  const { body, subjects, by, overrode } = about;
  const at = new Date().toISOString();
  const members = body.functions.map(({ kind, name, images, strategy }, index): ChainMember => {
    const object = subjects[index]?.workload.object;
    const from = (container: string) =>
      object?.spec.template.spec.containers.find((one) => one.name === container)?.image ?? '';
    return {
      kind,
      name,
      uid: object?.metadata.uid ?? '',
      images: Object.fromEntries(
        Object.entries(images).map(([container, to]) => [container, { from: from(container), to }]),
      ),
      strategy: { ...body.strategy, ...strategy },
    };
  });
  return {
    version: 1,
    ...{ id, namespace, chain, members, startedAt: at, startedBy: by, actor: by },
    why: body.reason || null,
    overrode,
    phase: 'running',
    outcome: null,
    endedAt: null,
    cause: null,
    direction: 'forward',
    aborts: false,
    hold: null,
    parts: [],
    attendedAt: at,
    log: [{ at, code: 'started', detail: body.reason ?? '' }],
  };
}

const targetsOf = ({ namespace, members }: ChainRun): RunTarget[] =>
  members.map(({ kind, name, uid }) => ({ namespace, kind, name, uid }));

/** The record alone; then, of two that were made at the same time for the same function, the later one withdraws. */
async function make(caller: Caller, run: ChainRun): Promise<Result<unknown>> {
  const { connection } = caller;
  const { id, namespace } = run;
  const name = recordName(id);
  const closed = await closeRecord({ namespace, name }, run);
  if (!closed.ok) return closed;
  const [target, ...others] = targetsOf(run);
  if (target === undefined) return fail('refused', 'No function is named.');
  const number = Math.floor(Date.parse(run.startedAt) / 1000);
  const { json, seal } = closed.value;
  const made = await createRecord(connection, { id, kind: 'chain', target, others, number }, json, seal);
  if (!made.ok) return made;
  const listed = await listRecords(connection, namespace);
  if (!listed.ok) return listed;
  const uids = new Set(run.members.map(({ uid }) => uid));
  for (const stored of listed.value) {
    const rival = (await openChain(stored))?.run;
    if (!rival || rival.id === id || rival.phase === 'ended') continue;
    if (!rival.members.some(({ uid }) => uids.has(uid)) || !isBefore(rival, run)) continue;
    await deleteRecord(connection, namespace, name);
    return fail(
      'conflict',
      `Run ${rival.id} of ${rival.startedBy} was faster: wait for its end, or abort it.`,
      {
        reason: { code: 'run-under-way', params: { run: rival.id, by: rival.startedBy } },
      },
    );
  }
  return ok(null);
}

const isBefore = (one: ChainRun, other: ChainRun): boolean =>
  `${one.startedAt} ${one.id}` < `${other.startedAt} ${other.id}`;

async function recorded(caller: Caller, namespace: string, id: string): Promise<ChainRun | null> {
  const listed = await listRecords(caller.connection, namespace);
  const stored = listed.ok ? listed.value.find(({ name }) => name === recordName(id)) : undefined;
  return stored ? ((await openChain(stored))?.run ?? null) : null;
}
