import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Console, startConsole } from '#e2e/cluster/console.ts';

const root = resolve(import.meta.dirname, '../..');

/** A lab of a story's own, whose faults disturb no other story, and consoles on it. */
export interface OwnLab {
  kubeconfig: string;
  process: ChildProcess;
  /** A console that acts as one of the lab's users: admin, operator, viewer or stranger. */
  console(user: string, env?: Record<string, string>): Promise<Console>;
  stop(): Promise<void>;
}

/** @param more arguments of the lab, as `--churn 20`: changes a second */
export async function startOwnLab(scenario: string, more: readonly string[] = []): Promise<OwnLab> {
  const folder = mkdtempSync(join(tmpdir(), 'cnf-console-e2e-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const lab = spawn(
    process.execPath,
    ['lib/lab/main.ts', '--scenario', scenario, '--kubeconfig-out', kubeconfig, ...more],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // It prints its address when it listens.
  await once(createInterface({ input: lab.stdout }), 'line');
  const consoles: Console[] = [];
  return {
    kubeconfig,
    process: lab,
    async console(user, env = {}) {
      const started = await startConsole(kubeconfig, { CNF_CONTEXT: user, ...env });
      consoles.push(started);
      return started;
    },
    async stop() {
      for (const one of consoles) {
        one.process.kill('SIGCONT');
        await one.stop();
      }
      lab.kill('SIGCONT');
      lab.kill('SIGTERM');
      if (lab.exitCode === null && lab.signalCode === null) await once(lab, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
