import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { connect } from './kube-api.ts';

/** The lab as a target of the suite: started on a free port, with a kubeconfig for each of its users. */
export interface LabTarget {
  /** The administrator's; the others' are beside it. */
  kubeconfig: string;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** Starts the lab as a process of its own, empty or with a scenario. */
export async function startLabTarget(scenario = 'empty'): Promise<LabTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'cnf-console-lab-'));
  const all = join(folder, 'all');
  const child = spawn(
    process.execPath,
    ['lib/lab/main.ts', '--scenario', scenario, '--kubeconfig-out', all],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  await new Promise<void>((done, fail) => {
    let printed = '';
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.stdout.once('data', () => done());
    child.once('exit', () => fail(new Error(`the lab ended at its start: ${printed}`)));
  });
  const file = parse(readFileSync(all, 'utf8')) as { contexts: { name: string }[] };
  for (const { name } of file.contexts) {
    writeFileSync(join(folder, `kubeconfig-${name}`), stringify({ ...file, 'current-context': name }), {
      mode: 0o600,
    });
  }
  // A cluster of some age: etcd is compacted every five minutes.
  await connect(all).send('PUT', '/lab/faults', { body: { compact: true } });
  return {
    kubeconfig: join(folder, 'kubeconfig-admin'),
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
