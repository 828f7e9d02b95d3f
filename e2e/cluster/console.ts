import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { eventually } from '#e2e/contract/eventually.ts';

const root = resolve(import.meta.dirname, '../..');

/** The console's server as a process of its own, as it is run in production. */
export interface Console {
  url: string;
  process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  get<Body>(path: string): Promise<{ status: number; body: Body }>;
  stop(): Promise<void>;
}

/** Builds what is served, where the sources have changed since the last build. */
export function buildConsole(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the console could not be built');
}

/** Starts the console on a free port with a kubeconfig, and waits until /readyz says that it may be used. */
export async function startConsole(kubeconfig: string, env: Record<string, string> = {}): Promise<Console> {
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'scripts/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      KUBECONFIG: kubeconfig,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  };
  try {
    const url = await eventually(
      'the address it serves',
      async () => {
        if (child.exitCode !== null) throw new Error(`the console ended at its start: ${printed}`);
        return /https?:\/\/[^\s]+:\d+/.exec(printed)?.[0];
      },
      60,
    );
    await eventually(
      `/readyz (it printed: ${printed})`,
      async () => {
        const answer = await fetch(`${url}/readyz`).catch(() => undefined);
        return answer?.status === 200 ? true : undefined;
      },
      60,
    );
    return {
      url,
      process: child,
      output: () => printed,
      stop,
      async get<Body>(path: string) {
        const answer = await fetch(`${url}${path}`);
        const body = (await answer.json()) as Body;
        return { status: answer.status, body };
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
