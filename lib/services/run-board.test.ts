import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { POST as start } from '#app/api/v1/functions/[namespace]/[kind]/[name]/upgrades/route.ts';
import { fullSight } from '#lib/domain/cluster/sight.ts';
import type { RunRow } from '#lib/domain/run/run-row.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';
import { type Running, startRunning } from '#lib/live/running.ts';
import { startRuns } from './run-engine.ts';

const until = { timeout: 25_000, interval: 20 };
const folder = mkdtempSync(join(tmpdir(), 'run-board-'));
let lab: RunningLab;
let console_: Running;
let runs: { stop(): void };

beforeAll(async () => {
  lab = await startLab({ scenario: 'talk-chain' });
  writeFileSync(join(folder, 'config'), lab.kubeconfig);
  const started = await startRunning({ kubeconfig: join(folder, 'config') });
  if (!started.ok) throw new Error(started.fault.detail);
  console_ = started.value;
  runs = startRuns({ leaseSeconds: 3, passMs: 100 });
  await vi.waitFor(() => expect(console_.hub.ready).toBe(true), until);
});
afterAll(async () => {
  runs.stop();
  await console_.stop();
  await lab.close();
  rmSync(folder, { recursive: true });
});

test('a run is told as it happens, with its function, and to nobody who may not list that', async () => {
  const { hub } = console_;
  const workload = { namespace: 'cnf-edge', kind: 'statefulsets', name: 'router-a' } as const;
  const body = {
    images: { frr: 'quay.io/frrouting/frr:10.3.0' },
    strategy: { soakSeconds: 0, drainSeconds: 0, preflight: false, limitSeconds: 60 },
  };
  const others = hub.seen({
    everywhere: new Set([...fullSight.everywhere].filter((kind) => kind !== workload.kind)),
    inside: new Map(),
  });
  if (!others.ok) throw new Error(others.fault.detail);
  const url = `http://localhost/api/v1/functions/cnf-edge/${workload.kind}/${workload.name}/upgrades`;
  const answer = await start(new Request(url, { method: 'POST', body: JSON.stringify(body) }), {
    params: Promise.resolve(workload),
  });
  const { id } = (await answer.json()) as { id: string };
  const function_ = () => hub.functions().find(({ name }) => name === workload.name);
  const row = () => hub.state.topic('runs').rows.get(id) as RunRow | undefined;
  await vi.waitFor(
    () => expect(function_()?.upgrade).toMatchObject({ id, kind: 'upgrade', hold: null }),
    until,
  );
  await vi.waitFor(
    () => expect(row()).toMatchObject({ endedAt: null, pods: ['router-a-0'], total: 1 }),
    until,
  );
  expect(hub.state.topic(`run:${id}`).rows.get(id)).toMatchObject({ id, strategy: { batch: 1 } });
  expect(others.value.state.topic('runs').rows.size).toBe(0);
  expect(others.value.state.topic(`run:${id}`).rows.size).toBe(0);
  await vi.waitFor(() => expect(row()).toMatchObject({ outcome: 'succeeded', done: 1 }), until);
  await vi.waitFor(() => expect(function_()?.upgrade).toBeNull(), until);
});
