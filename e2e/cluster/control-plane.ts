import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';
import { eventually } from '#e2e/contract/eventually.ts';
import { cluster, kubeconfig } from '#e2e/contract/target.ts';

const run = promisify(execFile);
const restarter = resolve(import.meta.dirname, '../../../shared/cluster/restart');
const etcd = 'http://127.0.0.1:23790';

/** Processes can be stopped only on a throw-away cluster that runs on this machine. */
export function ownControlPlane(): boolean {
  return existsSync(restarter) && existsSync(join(dirname(kubeconfig), 'pids', 'kube-apiserver'));
}

/** Stops the API server, waits, starts it again; resolves when it was started, not when it answers. */
export async function restartApiServer(seconds: number): Promise<void> {
  await run(restarter, ['kube-apiserver', String(seconds)]);
}

/** No bytes, connections open: SIGSTOP. Gives what lets it go on. */
export function pauseApiServer(): () => void {
  const pid = Number(readFileSync(join(dirname(kubeconfig), 'pids', 'kube-apiserver'), 'utf8'));
  process.kill(pid, 'SIGSTOP');
  return () => process.kill(pid, 'SIGCONT');
}

/** The moment at which the API server answers again, by performance.now(). */
export function answersAgain(): Promise<number> {
  return eventually(
    'the API server to be ready',
    async () => {
      const answer = await cluster()
        .get('/readyz')
        .catch(() => undefined);
      return answer?.status === 200 ? performance.now() : undefined;
    },
    90,
  );
}

/** Forgets all history up to now, as etcd's and the API server's own compaction does every five minutes. */
export async function compactEtcd(): Promise<number> {
  const post = async (path: string, body: unknown) => {
    const answer = await request(`${etcd}${path}`, { method: 'POST', body: JSON.stringify(body) });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`etcd ${path}: ${answer.statusCode} ${text}`);
    return JSON.parse(text) as { header: { revision: string } };
  };
  const { header } = await post('/v3/kv/range', { key: Buffer.from('a').toString('base64') });
  await post('/v3/kv/compaction', { revision: header.revision, physical: true });
  return Number(header.revision);
}
