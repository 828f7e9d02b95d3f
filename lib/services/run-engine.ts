import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Caller } from '#lib/auth/caller.ts';
import type { Result } from '#lib/domain/result.ts';
import { isEnded, type RunTarget } from '#lib/domain/run/run.ts';
import { dropLease, takeLease } from '#lib/kube/lease.ts';
import { deleteRecord, type StoredRecord } from '#lib/kube/run-record.ts';
import { absentCaller } from './caller.ts';
import { passChain } from './chain-pass.ts';
import { watchedChains } from './chain-store.ts';
import { startRunBoard } from './run-board.ts';
import { noteRunFault } from './run-faults.ts';
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

/** Something recorded that is gone on with, pass by pass. */
interface Task {
  actor: string;
  lease: { id: string; target: RunTarget };
  pass(caller: Caller): Promise<Result<{ phase: string; hold: object | null } | null>>;
  /** Older records that are not kept once it has ended. */
  prune(): Promise<StoredRecord[]>;
}

const keptRuns = 10;
const longestWaitMs = 15_000;

/** Carries out the runs that this process has a credential for, as long as it has their Leases. */
export function startRuns({ leaseSeconds = 15, passMs = 1_000 }: EngineOptions = {}): { stop(): void } {
  const holder = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const memories = new Map<string, Memory>();
  const board = startRunBoard();
  let stopped = false;

  async function attend({ actor, lease, pass, prune }: Task, memory: Memory): Promise<void> {
    const caller = absentCaller(actor);
    if (caller === null) return;
    const { connection } = caller;
    const now = Date.now();
    if (now - memory.leasedAt > (leaseSeconds * 1000) / 3) {
      const leased = await takeLease(connection, lease, holder, leaseSeconds);
      if (!leased.ok) noteRunFault(lease.id, leased.fault);
      if (!leased.ok || !leased.value) {
        memory.leasedAt = 0;
        memory.dueAt = Date.now() + Math.min(passMs * 2, longestWaitMs);
        return;
      }
      memory.leasedAt = now;
    }
    const done = await pass(caller);
    noteRunFault(lease.id, done.ok ? null : done.fault);
    const slow = !done.ok || done.value?.hold;
    memory.dueAt = Date.now() + (slow ? passMs * 2 : passMs);
    if (!done.ok || done.value?.phase !== 'ended') return;
    await dropLease(connection, lease);
    for (const { namespace, name } of await prune()) await deleteRecord(connection, namespace, name);
  }

  async function tick(): Promise<void> {
    const tasks = [...(await runTasks()), ...(await chainTasks())];
    for (const id of memories.keys())
      if (!tasks.some(({ lease }) => lease.id === id) && !memories.get(id)?.busy) {
        memories.delete(id);
        noteRunFault(id, null);
      }
    for (const task of tasks) {
      const { id } = task.lease;
      const memory = memories.get(id) ?? { busy: false, dueAt: 0, leasedAt: 0 };
      memories.set(id, memory);
      if (stopped || memory.busy || memory.dueAt > Date.now()) continue;
      memory.busy = true;
      void attend(task, memory)
        .catch((error: unknown) => {
          process.stderr.write(`run ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
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

async function runTasks(): Promise<Task[]> {
  const known = await watchedRuns();
  return known
    .filter(({ run, sealed }) => sealed && !isEnded(run))
    .map(({ run }) => ({
      actor: run.actor,
      lease: run,
      pass: (caller) => passRun(caller, run.target.namespace, run.id),
      prune: async () =>
        (await watchedRuns())
          .filter((one) => one.run.target.uid === run.target.uid && isEnded(one.run) && one.run.id !== run.id)
          .slice(keptRuns - 1)
          .map(({ stored }) => stored),
    }));
}

async function chainTasks(): Promise<Task[]> {
  const known = await watchedChains();
  return known.flatMap(({ run, sealed }): Task[] => {
    const { id, namespace, chain, actor, phase } = run;
    const [first] = run.members;
    if (!sealed || phase === 'ended' || first === undefined) return [];
    return [
      {
        actor,
        lease: { id, target: { namespace, kind: first.kind, name: first.name, uid: first.uid } },
        pass: (caller) => passChain(caller, namespace, id),
        prune: async () =>
          (await watchedChains())
            .filter(({ run: one }) => one.namespace === namespace && one.chain === chain)
            .filter(({ run: one }) => one.phase === 'ended' && one.id !== id)
            .slice(keptRuns - 1)
            .map(({ stored }) => stored),
      },
    ];
  });
}
