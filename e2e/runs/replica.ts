import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
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

const folder = mkdtempSync(join(tmpdir(), 'cnf-replica-'));
const userName = `replica-${randomBytes(4).toString('hex')}`;

interface Config {
  'current-context': string;
  users: { name: string }[];
  contexts: { name: string; context: { user: string } }[];
}

/**
 * The same credential by another name. What a console seals is sealed with both, and any console that can open it goes on with it:
 * those of another test, with other settings or about to be killed, are not to.
 */
function ownConfig(kubeconfig: string): string {
  const config = parse(readFileSync(kubeconfig, 'utf8')) as Config;
  const now = config.contexts.find(({ name }) => name === config['current-context'])?.context.user;
  for (const user of config.users) if (user.name === now) user.name = userName;
  for (const { context } of config.contexts) if (context.user === now) context.user = userName;
  const file = join(folder, Buffer.from(kubeconfig).toString('base64url'));
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}

/** Replicas of one test, and of one credential, go on with each other's runs. */
export async function startReplica(kubeconfig: string, env: Record<string, string> = {}): Promise<Replica> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'executor.ts')], {
    env: { ...process.env, KUBECONFIG: ownConfig(kubeconfig), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await eventually(
    'the replica to listen',
    async () => {
      if (child.exitCode !== null) throw new Error(`the replica ended: ${printed}`);
      return /executor (http:\S+)/.exec(printed)?.[1];
    },
    180,
  );
  await eventually(
    'the replica to be live',
    async () => ((await fetch(`${url}/readyz`)).status === 200 ? true : undefined),
    180,
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
