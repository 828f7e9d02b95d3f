import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { storeOf } from '#e2e/lab/stored.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { RunReport } from '#lib/domain/run/report.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

// A lab, and consoles in processes of their own: on a busy machine a rollout takes its time, and none is asserted.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let lab: RunningLab;
let file: string;
let replica: Replica;
const { stored } = storeOf(() => lab);
const repository = 'registry.example.net/firewall';
const images = { firewall: { newer: `${repository}:v1.19`, older: `${repository}:v1.17` } };
const firewall = '/api/v1/functions/cnf-edge/deployments/firewall';

beforeAll(async () => {
  lab = await startLab();
  file = join(mkdtempSync(join(tmpdir(), 'cnf-lifecycle-')), 'kubeconfig');
  writeFileSync(file, lab.kubeconfig.replace('current-context: admin', 'current-context: operator'));
  replica = await startReplica(file);
});
afterAll(async () => {
  await replica.kill();
  await lab.close();
});

const read = async (id: string) => (await replica.send<RunView>('GET', `/api/v1/upgrades/${id}`)).body;
const specOf = () => {
  const { spec, metadata } = stored('deployments', 'firewall');
  const { replicas, template } = spec;
  const { strategy } = spec as { strategy?: unknown };
  const run = (metadata as { annotations?: Record<string, string> }).annotations?.['cnf-console/run'];
  return { replicas, strategy, images: template.spec.containers.map(({ image }) => image), run };
};

it('passes all five checks, though its console is killed in the middle', async () => {
  const before = specOf();
  const tried = await replica.send<RunView>('POST', `${firewall}/lifecycle`, { images, dryRun: true });
  expect(tried.status).toBe(202);
  expect(tried.body.lifecycle?.checks.map(({ state }) => state)).toEqual(Array(5).fill('waiting'));
  expect(specOf()).toEqual(before);
  const { status, body } = await replica.send<RunView>('POST', `${firewall}/lifecycle`, { images });
  expect(status, JSON.stringify(body)).toBe(202);
  await eventually(
    'the third check under way',
    async () => ((await read(body.id)).lifecycle?.checks[2]?.state === 'running' ? true : undefined),
    120,
  );
  await replica.kill();
  replica = await startReplica(file);
  const run = await eventually(
    'the end',
    async () => {
      const now = await read(body.id);
      return now.phase === 'ended' ? now : undefined;
    },
    180,
  );
  expect(run.lifecycle?.checks.map(({ check, state, detail }) => [check, state, detail])).toEqual(
    [
      'increase_decrease_capacity',
      'rolling_update',
      'rolling_downgrade',
      'rolling_version_change',
      'rollback',
    ].map((check) => [check, 'passed', '']),
  );
  expect(run.outcome).toBe('succeeded');
  expect(specOf()).toEqual(before);
  const report = await replica.send<RunReport>('GET', `/api/v1/upgrades/${body.id}/report`);
  expect(report.body.checks).toHaveLength(5);
  const text = await replica.send<string>('GET', `/api/v1/upgrades/${body.id}/report.md`);
  expect(text.body).toContain('| rollback | passed |');
});

it.each([
  ['a version that is not later', { firewall: { newer: `${repository}:v1.17` } }, 'not-that-version'],
  ['nothing that could be run', { firewall: {} }, null],
  ['a container that is not there', { waf: { newer: `${repository}:v1.19` } }, undefined],
])('%s', async (_name, asked, code) => {
  const { status, body } = await replica.send<{ reason?: { code: string } } & RunView>(
    'POST',
    `${firewall}/lifecycle`,
    { images: asked, dryRun: true },
  );
  if (code === null) {
    expect(status, JSON.stringify(body)).toBe(202);
    expect(body.lifecycle?.checks.map(({ state }) => state)).toEqual([
      'waiting',
      ...Array(4).fill('not-run'),
    ]);
    return;
  }
  expect(status).toBe(422);
  expect(body.reason?.code).toBe(code);
});
