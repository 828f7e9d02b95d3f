import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Agent, fetch } from 'undici';
import { parse, stringify } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig } from '#e2e/contract/target.ts';
import { freePort } from './free-port.ts';

/** A second API server on the same etcd, which trusts a provider; the cluster's own is left alone. */
export interface ExtraApiServer {
  /** For the console's own identity: that of the kubeconfig under test. */
  kubeconfig: string;
  /** One JSON event a line: who asked for what. */
  auditLog: string;
  stop(): Promise<void>;
}

/** The process of a throw-away cluster's API server on this machine; null where the cluster is elsewhere. */
export function localApiServer(): string[] | null {
  const file = join(dirname(kubeconfig), 'pids', 'kube-apiserver');
  if (!existsSync(file)) return null;
  const commandLine = `/proc/${readFileSync(file, 'utf8').trim()}/cmdline`;
  return existsSync(commandLine)
    ? readFileSync(commandLine, 'utf8')
        .split('\0')
        .filter((part) => part !== '')
    : null;
}

/** Starts the same program with the same settings, on a free port, with flags of the test's own. */
export async function startApiServer(folder: string, flags: Record<string, string>): Promise<ExtraApiServer> {
  const [program, ...given] = localApiServer() ?? [];
  if (program === undefined) throw new Error('the cluster under test does not run on this machine');
  const port = await freePort();
  const work = mkdtempSync(join(folder, 'api-server-'));
  const auditLog = join(work, 'audit.log');
  const args = withFlags(given, {
    'secure-port': String(port),
    'audit-log-path': auditLog,
    // A lone follower: it must not take the services' endpoints from the cluster's own.
    'endpoint-reconciler-type': 'none',
    ...flags,
  });
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed = `${printed}${chunk.toString()}`.slice(-4_000);
  });
  const file = join(work, 'kubeconfig');
  const document = parse(readFileSync(kubeconfig, 'utf8'));
  document.clusters[0].cluster.server = `https://127.0.0.1:${port}`;
  writeFileSync(file, stringify(document), { mode: 0o600 });
  const trusting = new Agent({ connect: { rejectUnauthorized: false } });
  await eventually(
    'the second API server to be ready',
    async () => {
      if (child.exitCode !== null) throw new Error(`the second API server ended: ${printed}`);
      const answer = await fetch(`https://127.0.0.1:${port}/readyz`, { dispatcher: trusting }).catch(
        () => undefined,
      );
      return answer?.status === 200 || answer?.status === 401 || answer?.status === 403 ? true : undefined;
    },
    60,
  );
  await trusting.close();
  return { kubeconfig: file, auditLog, stop: () => end(child) };
}

/** Replaces `--name value` and `--name=value`, and adds what is not there. */
function withFlags(given: string[], flags: Record<string, string>): string[] {
  const kept: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? '';
    const name = /^--([a-z-]+)/.exec(word)?.[1];
    if (name === undefined || flags[name] === undefined) kept.push(word);
    else if (!word.includes('=') && !given[at + 1]?.startsWith('--')) at += 1;
  }
  return [...kept, ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)];
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
