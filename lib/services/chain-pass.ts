import type { Caller } from '#lib/auth/caller.ts';
import { workloadPath } from '#lib/domain/action/write.ts';
import { type Fault, ok, type Result } from '#lib/domain/result.ts';
import { type ChainHoldCode, type ChainRun, currentPart, partId } from '#lib/domain/run/chain-run.ts';
import {
  type ChainAct,
  decideChain,
  notBegun,
  pausedBy,
  type SeenPart,
} from '#lib/domain/run/decide-chain.ts';
import { giveOrder } from '#lib/domain/run/give-order.ts';
import { orderRefusal, type RunOrder } from '#lib/domain/run/order.ts';
import type { Said } from '#lib/domain/run/saying.ts';
import { rightTo } from '#lib/kube/read-workload.ts';
import { requestJson } from '#lib/kube/request.ts';
import { readRecord, runAnnotation } from '#lib/kube/run-record.ts';
import { record, text } from '#lib/kube/trim/wire.ts';
import { beginPart, closePart, type PartBegun } from './begin-part.ts';
import { type KnownChain, openChain } from './chain-store.ts';
import { isPassing } from './run-act.ts';
import { type KnownRun, openRecord, saveRecord, saveRun } from './run-store.ts';

/** So often at least the record says that somebody attends to it; milliseconds. */
const attendMs = 8_000;

/** One pass of a chain's run: read, decide, record, act; as with a run, it does no harm to end at any point, or to be two. */
export async function passChain(
  caller: Caller,
  namespace: string,
  id: string,
): Promise<Result<ChainRun | null>> {
  const stored = await readRecord(caller.connection, namespace, id);
  if (!stored.ok) return stored;
  const known = await openChain(stored.value);
  if (known === null || !known.sealed || known.run.phase === 'ended') return ok(known?.run ?? null);
  const seen = await observePart(caller, known.run);
  if (!seen.ok) return seen.fault.kind === 'forbidden' ? holdFor(caller, known, seen.fault) : seen;
  const now = new Date();
  const { run, act } = decideChain(
    known.run,
    seen.value && { ...seen.value, run: seen.value.known.run },
    now,
  );
  const recorded = await save(caller, known, run, now);
  if (!recorded.ok) return recorded;
  if (act === null) return ok(recorded.value.run);
  const done = await doChainAct(caller, recorded.value.run, act, seen.value?.known ?? null);
  if (!done.ok) {
    if (isPassing(done.fault) && done.fault.reason?.code !== 'run-under-way') return done;
    return holdFor(caller, recorded.value, done.fault);
  }
  if (done.value === 'begun' || act.do === 'order') return ok(recorded.value.run);
  const after = notBegun(recorded.value.run, act.part, done.value, new Date());
  const noted = await save(caller, recorded.value, after, new Date());
  return noted.ok ? ok(noted.value.run) : noted;
}

type Observed = Omit<SeenPart, 'run'> & { known: KnownRun };

/** The run under way as it is recorded now; null where there is none, or none yet. */
async function observePart(caller: Caller, chain: ChainRun): Promise<Result<Observed | null>> {
  const part = currentPart(chain);
  if (part === undefined) return ok(null);
  const id = partId(chain.id, part.number);
  const stored = await readRecord(caller.connection, chain.namespace, id);
  if (!stored.ok) return stored.fault.kind === 'not-found' ? ok(null) : stored;
  const known = await openRecord(stored.value);
  if (known === null) return ok(null);
  if (known.run.phase !== 'preflight') return ok({ known, named: true });
  const { target } = known.run;
  const read = await requestJson(caller.connection, workloadPath(target), { right: rightTo('get', target) });
  if (!read.ok && read.fault.kind !== 'not-found') return read;
  const annotations = record(record(record(read.ok ? read.value : null).metadata).annotations);
  // A workload that is gone ends the run by itself.
  return ok({ known, named: !read.ok || text(annotations[runAnnotation]) === id });
}

async function doChainAct(
  caller: Caller,
  chain: ChainRun,
  act: ChainAct,
  known: KnownRun | null,
): Promise<Result<PartBegun>> {
  switch (act.do) {
    case 'begin':
      return beginPart(caller, chain, act.part);
    case 'close':
      return closePart(caller, chain, act.part);
    case 'order': {
      const { actor } = chain;
      const why = act.order === 'pause' ? pausedBy(chain) : null;
      const told = known ? await tellRun(caller, known, act.order, { actor, why }) : ok(null);
      return told.ok ? ok('begun') : told;
    }
  }
}

/** Tells the run of a function what its chain's was told, in the same name. */
export async function tellRun(
  caller: Caller,
  known: KnownRun,
  order: RunOrder,
  { actor, why }: { actor: string; why: string | Said | null },
): Promise<Result<unknown>> {
  if (orderRefusal(known.run, order) !== null) return ok(null);
  return saveRun(caller.connection, known, giveOrder(known.run, order, actor, why, new Date()));
}

async function save(
  caller: Caller,
  known: KnownChain,
  run: ChainRun,
  now: Date,
): Promise<Result<KnownChain>> {
  const same = JSON.stringify(run) === JSON.stringify(known.run);
  if (same && now.getTime() - Date.parse(known.run.attendedAt) < attendMs) return ok(known);
  const next = { ...run, attendedAt: now.toISOString() };
  const stored = await saveRecord(caller.connection, known.stored, next);
  return stored.ok ? ok({ run: next, sealed: true, stored: stored.value }) : stored;
}

/** Which hold a fault is. */
function holdCodeOf({ kind, reason }: Fault): ChainHoldCode {
  if (reason?.code === 'frozen') return 'frozen';
  if (reason?.code === 'run-under-way') return 'run-under-way';
  return kind === 'forbidden' ? 'forbidden' : 'cannot-begin';
}

async function holdFor(caller: Caller, known: KnownChain, fault: Fault): Promise<Result<ChainRun | null>> {
  const part = currentPart(known.run);
  if (part === undefined || known.run.hold) return { ok: false, fault };
  const held = notBegun(
    known.run,
    part,
    { code: holdCodeOf(fault), detail: fault.detail, reason: fault.reason },
    new Date(),
  );
  const saved = await save(caller, known, held, new Date());
  return saved.ok ? ok(saved.value.run) : saved;
}
