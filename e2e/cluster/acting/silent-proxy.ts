import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request as send } from 'undici';
import { stringify } from 'yaml';
import { readKubeconfig } from '#e2e/contract/kubeconfig.ts';

/** A way to the API server on which a scale can get lost, while nobody else's way is touched. */
export interface SilentProxy {
  kubeconfig: string;
  /**
   * - `lose-answer`   the next scale gets through, and its answer does not come back
   * - `lose-request`  the next scale does not get through
   */
  fault: 'none' | 'lose-answer' | 'lose-request';
  /** The API server is there again. */
  back(): void;
  close(): Promise<void>;
}

/** Stands between the console and the API server of a kubeconfig, for the same user. */
export async function silentProxy(file: string): Promise<SilentProxy> {
  const { server: target, token, ca } = readKubeconfig(file);
  const dispatcher = new Agent({
    connect: ca === undefined ? {} : { ca },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const folder = mkdtempSync(join(tmpdir(), 'cnf-proxy-'));
  let cutting = false;
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const path = incoming.url ?? '/';
      // A console that finds somebody's run writes its Lease: that is not the change that is to get lost.
      const isChange =
        ['PUT', 'PATCH'].includes(incoming.method ?? '') &&
        path.includes('/scale') &&
        !path.includes('dryRun');
      const fault = isChange ? proxy.fault : 'none';
      if (fault !== 'none') {
        proxy.fault = 'none';
        cutting = true;
      }
      // Once the answer is lost nothing comes through until the test says so, as when the API server is gone.
      if (cutting && fault !== 'lose-answer') return void incoming.socket.destroy();
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { host: _host, connection: _connection, ...headers } = incoming.headers;
      const answer = await send(target + path, {
        method: (incoming.method ?? 'GET') as 'GET',
        headers: headers as Record<string, string>,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
        dispatcher,
      });
      if (fault === 'lose-answer') {
        await answer.body.dump();
        return void incoming.socket.destroy();
      }
      outgoing.writeHead(answer.statusCode, answer.headers as Record<string, string>);
      // A watch that has nothing to tell yet has begun all the same.
      outgoing.flushHeaders();
      outgoing.on('close', () => answer.body.destroy());
      answer.body.on('error', () => outgoing.destroy()).pipe(outgoing);
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, stringify(document), { mode: 0o600 });
  const proxy: SilentProxy = {
    kubeconfig,
    fault: 'none',
    back() {
      cutting = false;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await dispatcher.destroy();
      rmSync(folder, { recursive: true });
    },
  };
  return proxy;
}
