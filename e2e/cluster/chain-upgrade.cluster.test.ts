import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { ChainReport } from '#lib/domain/run/chain-report.ts';
import { kubectl, kubectlJson } from './kubectl.ts';

const namespace = `proof-chain-${randomBytes(3).toString('hex')}`;
const operatorConfig = noCluster ? undefined : sibling(kubeconfig, 'operator');
const folder = mkdtempSync(join(tmpdir(), 'cnf-chain-'));

const member = (name: string, version: string, order: number, replicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: {app.kubernetes.io/part-of: edge, app.kubernetes.io/component: ${name}}
  annotations: {cnf-console/chain-order: '${order}'}
spec:
  replicas: ${replicas}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: ${name}, image: 'registry.local/${name}:${version}'}]
---`;

const change = (name: string, version: string) => ({
  kind: 'deployments',
  name,
  images: { [name]: `registry.local/${name}:${version}` },
});
const strategy = { soakSeconds: 1, limitSeconds: 90 };

interface Deployment {
  spec: {
    strategy: unknown;
    minReadySeconds?: number;
    template: { spec: { containers: { image: string }[] } };
  };
}
const read = (name: string) =>
  kubectlJson<Deployment>('get', 'deployment', name, '-n', namespace).then(({ spec }) => spec);
const imageOf = async (name: string) => (await read(name)).template.spec.containers[0]?.image;

describe.skipIf(operatorConfig === undefined)('the upgrade of a chain on a real cluster', () => {
  let replica: Replica;

  beforeAll(async () => {
    const file = join(folder, 'chain.yaml');
    const head = `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}}\n---`;
    writeFileSync(file, head + member('firewall', 'v1.18', 10, 1) + member('waf', 'v2.24.123', 20, 2));
    await kubectl('apply', '-f', file);
    for (const name of ['firewall', 'waf'])
      await kubectl('rollout', 'status', `deployment/${name}`, '-n', namespace, '--timeout=120s');
    replica = await startReplica(operatorConfig ?? '', { CNF_NAMESPACES: namespace });
  });
  afterAll(async () => {
    await replica?.kill();
    await kubectl('delete', 'namespace', namespace, '--wait=false');
    rmSync(folder, { recursive: true });
  });

  const start = (...functions: ReturnType<typeof change>[]) =>
    replica.send<ChainRunView>('POST', `/api/v1/chains/edge/upgrades?namespace=${namespace}`, {
      functions,
      strategy,
      reason: 'a try',
    });
  const until = (id: string, what: string, is: (run: ChainRunView) => boolean) =>
    eventually(
      what,
      async () => {
        const { body } = await replica.send<ChainRunView>('GET', `/api/v1/upgrades/${id}`);
        return body.id === id && is(body) ? body : undefined;
      },
      150,
    );

  it('goes on after a kill, one function after the other; a second run is refused meanwhile', async () => {
    const before = await read('waf');
    const begun = await start(change('firewall', 'v1.19'), change('waf', 'v2.25.0'));
    expect(begun.body).toMatchObject({
      state: 'running',
      members: [{ state: 'waiting' }, { state: 'waiting' }],
    });
    const { id } = begun.body;
    const waf = `/api/v1/functions/${namespace}/deployments/waf/upgrades`;
    const refused = await eventually('the chain to be known', async () => {
      const answer = await replica.send('POST', waf, { images: change('waf', 'v2.25.0').images });
      return answer.status === 409 ? answer : undefined;
    });
    expect(refused.body).toMatchObject({ reason: { code: 'run-under-way', params: { run: id } } });
    await until(id, 'the first function to have its turn', ({ members }) => members[0]?.state === 'running');
    await replica.kill();
    replica = await startReplica(operatorConfig ?? '', { CNF_NAMESPACES: namespace });
    const run = await until(id, 'the end', ({ endedAt, state }) => endedAt !== null || state === 'held');
    expect(run).toMatchObject({ state: 'succeeded', hold: null });
    const report = await replica.send<ChainReport>('GET', `/api/v1/upgrades/${id}/report`);
    expect(report.body).toMatchObject({
      kind: 'chain',
      outcome: 'succeeded',
      functions: [
        { function: 'deployments/firewall', report: { outcome: 'succeeded' } },
        { function: 'deployments/waf', report: { outcome: 'succeeded' } },
      ],
    });
    const text = await replica.send<string>('GET', `/api/v1/upgrades/${id}/report.md`);
    expect(text.body).toContain('| deployments/waf | forward | succeeded |');
    const [first, second] = await Promise.all(
      [0, 1].map((part) => replica.send<RunView>('GET', `/api/v1/upgrades/${id}-${part}`)),
    );
    expect([first?.body.target.name, second?.body.target.name]).toEqual(['firewall', 'waf']);
    expect(Date.parse(second?.body.startedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(first?.body.endedAt ?? ''),
    );
    expect([await imageOf('firewall'), await imageOf('waf')]).toEqual([
      'registry.local/firewall:v1.19',
      'registry.local/waf:v2.25.0',
    ]);
    const after = await read('waf');
    expect([after.strategy, after.minReadySeconds]).toEqual([before.strategy, before.minReadySeconds]);
  });

  it('stops at the first that fails, and takes those before back', async () => {
    const { body } = await start(change('firewall', 'v1.18'), change('waf', 'v0.0-none'));
    const held = await until(body.id, 'the chain to stop', ({ state }) => state === 'held');
    expect(held).toMatchObject({
      hold: { code: 'part-failed' },
      members: [{ state: 'succeeded' }, { state: 'failed' }],
    });
    expect((await replica.send('POST', `/api/v1/upgrades/${body.id}/rollback`, {})).status).toBe(200);
    const end = await until(body.id, 'the end', ({ endedAt }) => endedAt !== null);
    expect(end).toMatchObject({
      state: 'rolled-back',
      members: [{ state: 'rolled-back' }, { state: 'failed' }],
    });
    expect([await imageOf('firewall'), await imageOf('waf')]).toEqual([
      'registry.local/firewall:v1.19',
      'registry.local/waf:v2.25.0',
    ]);
  });
});
