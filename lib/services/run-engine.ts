import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isEnded, type Run } from '#lib/domain/run/run.ts';
import { dropLease, takeLease } from '#lib/kube/lease.ts';
import { deleteRecord } from '#lib/kube/run-record.ts';
import { absentCaller } from './caller.ts';
import { startRunBoard } from './run-board.ts';
import { passRun } from './run-pass.ts';
import { watchedRuns } from './run-store.ts';

export interface EngineOptions {
  /** After so many seconds without a sign of the executor another replica goes on. */
  leaseSeconds?: number;
  /** Milliseconds between two passes of one run. */
  passMs?: number;
}

interface Memory {
  busy: boolean;
  dueAt: number;
  leasedAt: number;
}

const keptRuns = 10;
const longestWaitMs = 15_000;

/** Carries out the runs that this process has a credential for, as long as it has their Leases. */
export function startRuns({ leaseSeconds = 15, passMs = 1_000 }: EngineOptions = {}): { stop(): void } {
  const holder = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const memories = new Map<string, Memory>();
  const board = startRunBoard();
  let stopped = false;

  async function attend(run: Run, memory: Memory): Promise<void> {
    const caller = absentCaller(run.actor);
    if (caller === null) return;
    const { connection } = caller;
    const now = Date.now();
    if (now - memory.leasedAt > (leaseSeconds * 1000) / 3) {
      const leased = await takeLease(connection, run, holder, leaseSeconds);
      if (!leased.ok || !leased.value) {
        memory.leasedAt = 0;
        memory.dueAt = Date.now() + Math.min(passMs * 2, longestWaitMs);
        return;
      }
      memory.leasedAt = now;
    }
    const done = await passRun(caller, run.target.namespace, run.id);
    const slow = !done.ok || done.value?.hold;
    memory.dueAt = Date.now() + (slow ? passMs * 2 : passMs);
    if (done.ok && done.value && isEnded(done.value)) {
      await dropLease(connection, run);
      await prune(run);
    }
  }

  async function prune(run: Run): Promise<void> {
    const caller = absentCaller(run.actor);
    const older = (await watchedRuns()).filter(
      (one) => one.run.target.uid === run.target.uid && isEnded(one.run) && one.run.id !== run.id,
    );
    for (const { stored } of older.slice(keptRuns - 1))
      if (caller) await deleteRecord(caller.connection, stored.namespace, stored.name);
  }

  async function tick(): Promise<void> {
    const runs = await watchedRuns();
    const active = runs.filter(({ run, sealed }) => sealed && !isEnded(run));
    for (const id of memories.keys())
      if (!active.some(({ run }) => run.id === id) && !memories.get(id)?.busy) memories.delete(id);
    for (const { run } of active) {
      const memory = memories.get(run.id) ?? { busy: false, dueAt: 0, leasedAt: 0 };
      memories.set(run.id, memory);
      if (stopped || memory.busy || memory.dueAt > Date.now()) continue;
      memory.busy = true;
      void attend(run, memory)
        .catch((error: unknown) => {
          process.stderr.write(`run ${run.id}: ${error instanceof Error ? error.stack : String(error)}\n`);
          memory.dueAt = Date.now() + longestWaitMs;
        })
        .finally(() => {
          memory.busy = false;
        });
    }
  }

  const timer = setInterval(() => void tick().catch(() => undefined), Math.min(passMs, 500));
  timer.unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      board.stop();
    },
  };
}
