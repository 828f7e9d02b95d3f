import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '#e2e/contract/eventually.ts';

/** A process that carries runs out, and answers for them. */
export interface Replica {
  url: string;
  process: ChildProcess;
  output(): string;
  send<Body>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }>;
  /** SIGKILL: nothing is tidied up. */
  kill(): Promise<void>;
}

export async function startReplica(kubeconfig: string, env: Record<string, string> = {}): Promise<Replica> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'executor.ts')], {
    env: { ...process.env, KUBECONFIG: kubeconfig, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await eventually('the replica to listen', async () => {
    if (child.exitCode !== null) throw new Error(`the replica ended: ${printed}`);
    return /executor (http:\S+)/.exec(printed)?.[1];
  });
  await eventually('the replica to be live', async () =>
    (await fetch(`${url}/readyz`)).status === 200 ? true : undefined,
  );
  return {
    url,
    process: child,
    output: () => printed,
    async send<Body>(method: string, path: string, body?: unknown) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const answer = await fetch(url + path, init);
      const text = await answer.text();
      return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : text) as Body };
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
