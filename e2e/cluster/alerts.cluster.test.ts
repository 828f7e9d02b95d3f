import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { startAlerts } from '#lib/services/alert-sender.ts';
import { kubectl, kubectlJson } from './kubectl.ts';

const namespace = `alerts-${randomBytes(3).toString('hex')}`;
const name = 'fw';
const workload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name,
    labels: { 'app.kubernetes.io/part-of': 'edge' },
    annotations: { 'cnf-console/chain-order': '10' },
  },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: 'registry.local/there-is-none:v0' }] },
    },
  },
};

interface Message {
  name: string;
  status: string;
  reasons?: { code: string }[];
  acknowledged?: { by: string } | null;
}

describe.skipIf(noCluster)('alerts of a real cluster', () => {
  const got: Message[] = [];
  let console_: ActingConsole;
  let sending: { stop(): void };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      got.push(...(JSON.parse(text) as { alerts: Message[] }).alerts);
      response.writeHead(200).end();
    });
  });

  beforeAll(async () => {
    await kubectl('create', 'namespace', namespace);
    const file = join(mkdtempSync(join(tmpdir(), 'cnf-console-')), 'object.json');
    writeFileSync(file, JSON.stringify(workload));
    await kubectl('apply', '-n', namespace, '-f', file);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    console_ = await actingConsole(readFileSync(kubeconfig, 'utf8'));
    const { port } = server.address() as AddressInfo;
    sending = startAlerts({
      receivers: [
        {
          ...{ name: 'test', format: 'json', url: `http://127.0.0.1:${port}/`, token: null },
          ...{ least: 'warning', namespaces: [namespace], repeat: 3_600, language: 'en' },
        },
      ],
      ...{ namespace, origin: null, tickMs: 500 },
    });
  });
  afterAll(async () => {
    sending.stop();
    server.close();
    await console_.stop();
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  it('an image that cannot be pulled is told once, acknowledged on its Deployment, and told to be over', async () => {
    const told = await eventually('the message', async () => got[0], 120);
    expect(told).toMatchObject({ name, status: 'firing', reasons: [{ code: 'image-pull' }, {}] });
    const path = `/api/v1/functions/${namespace}/deployments/${name}/acknowledge`;
    const done = await console_.send('POST', path, { note: 'NET-4711', expect: null });
    expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200 });
    const stored = await kubectlJson<{ metadata: { annotations: Record<string, string> } }>(
      ...['get', 'deployment', name, '-n', namespace],
    );
    expect(stored.metadata.annotations['cnf-console/acknowledged']).toContain('NET-4711');
    // Nothing new was rolled out by it.
    const sets = await kubectlJson<{ items: unknown[] }>('get', 'replicasets', '-n', namespace);
    expect(sets.items).toHaveLength(1);
    await kubectl('delete', 'deployment', name, '-n', namespace);
    await eventually('that it is over', async () => got.find(({ status }) => status === 'resolved'), 60);
    expect(got.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  });
});
