import type { Caller } from '#lib/auth/caller.ts';
import { type Fault, ok, type Result } from '#lib/domain/result.ts';
import { acted, decide, isAborting } from '#lib/domain/run/decide.ts';
import { hold } from '#lib/domain/run/draft.ts';
import { isEnded, type Run } from '#lib/domain/run/run.ts';
import { readRecord } from '#lib/kube/run-record.ts';
import { doAct, isPassing } from './run-act.ts';
import { observeRun } from './run-observe.ts';
import { type KnownRun, openRecord, saveRun } from './run-store.ts';

/** So often at least the record says that somebody attends to the run; milliseconds. */
const attendMs = 8_000;

/**
 * One pass: read the record and the cluster, decide, record, act. What is decided is recorded before it is done, and every
 * write names the version it was made for; so it does no harm to end at any point, or to be two.
 */
export async function passRun(caller: Caller, namespace: string, id: string): Promise<Result<Run | null>> {
  const stored = await readRecord(caller.connection, namespace, id);
  if (!stored.ok) return stored;
  const known = await openRecord(stored.value);
  if (known === null || !known.sealed || isEnded(known.run)) return ok(known?.run ?? null);
  const now = new Date();
  const sight = await observeRun(caller, known.run, now);
  if (!sight.ok) return notAllowed(caller, known, sight.fault);
  const decision = decide(known.run, sight.value.seen, now);
  const recorded = await record(caller, known, decision.run);
  if (!recorded.ok) return recorded;
  const { act } = decision;
  if (act === null) return ok(recorded.value.run);
  const done = await doAct(caller, recorded.value.run, sight.value, act);
  if (!done.ok && isPassing(done.fault)) return done;
  if (!done.ok && done.fault.kind === 'forbidden') return notAllowed(caller, recorded.value, done.fault);
  // A budget may allow the eviction a moment later.
  if (!done.ok && act.do === 'evict') return ok(recorded.value.run);
  const leaves = act.do === 'apply' && isAborting(recorded.value.run);
  if (!done.ok && (act.do === 'set' || act.do === 'move' || act.do === 'apply') && !leaves)
    return holdFor(caller, recorded.value, 'apply', done.fault);
  if (!done.ok && act.do === 'preflight') return holdFor(caller, recorded.value, 'apply', done.fault);
  const tells = act.do === 'apply' || act.do === 'restore-text';
  const said = done.ok && tells && typeof done.value === 'string' ? done.value : null;
  const after = acted(recorded.value.run, act, done.ok ? null : done.fault.detail, new Date(), said);
  const noted = await record(caller, recorded.value, after);
  return noted.ok ? ok(noted.value.run) : noted;
}

/** Writes only what is new, or that it is attended to: as of now, as a pass may have taken long. */
async function record(caller: Caller, known: KnownRun, run: Run): Promise<Result<KnownRun>> {
  const same = JSON.stringify({ ...run, gates: [] }) === JSON.stringify({ ...known.run, gates: [] });
  const now = new Date();
  const old = now.getTime() - Date.parse(known.run.attendedAt);
  const gatesMoved = JSON.stringify(run.gates) !== JSON.stringify(known.run.gates);
  if (same && old < attendMs && !(gatesMoved && old > 1_500)) return ok({ ...known, run });
  return saveRun(caller.connection, known, { ...run, attendedAt: now.toISOString() });
}

async function notAllowed(caller: Caller, known: KnownRun, fault: Fault): Promise<Result<Run | null>> {
  if (fault.kind !== 'forbidden') return { ok: false, fault };
  return known.run.hold ? { ok: false, fault } : holdFor(caller, known, 'forbidden', fault);
}

async function holdFor(
  caller: Caller,
  known: KnownRun,
  code: 'forbidden' | 'apply',
  fault: Fault,
): Promise<Result<Run | null>> {
  const run = structuredClone(known.run);
  hold(run, new Date(), code, fault.detail);
  const saved = await saveRun(caller.connection, known, run);
  return saved.ok ? ok(saved.value.run) : saved;
}
