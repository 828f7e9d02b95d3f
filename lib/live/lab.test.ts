import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findResource } from '#lib/lab/api/resources.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';
import { type Running, startRunning } from './running.ts';

const until = { timeout: 25_000, interval: 20 };
let folder: string;
let lab: RunningLab;
let console_: Running;

async function start(scenario: string): Promise<void> {
  lab = await startLab({ scenario });
  const kubeconfig = path.join(folder, 'config');
  writeFileSync(kubeconfig, lab.kubeconfig);
  const started = await startRunning({ kubeconfig });
  if (!started.ok) throw new Error(started.fault.detail);
  console_ = started.value;
  await vi.waitFor(() => expect(console_.hub.ready).toBe(true), until);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'live-lab-'));
});

afterEach(async () => {
  await console_.stop();
  await lab.close();
  rmSync(folder, { recursive: true });
});

const state = () => console_.hub.freshness().state;
const is = (wanted: string) => vi.waitFor(() => expect(state()).toBe(wanted), until);

test("the talk's chain arrives in order, and the cluster says that it is simulated", async () => {
  await start('talk-chain');
  await vi.waitFor(() => expect(console_.hub.chains().length).toBeGreaterThan(0), until);
  const [chain] = console_.hub.chains();
  const orders = chain?.functions.map((row) => row.order ?? Number.POSITIVE_INFINITY) ?? [];
  expect(orders.length).toBeGreaterThan(2);
  expect(orders).toEqual([...orders].sort((a, b) => a - b));
  expect(console_.hub.cluster()).toMatchObject({ simulated: true, scenario: 'talk-chain' });
});

test('an API server that hangs with its connections open makes everything stale, and comes back', async () => {
  await start('talk-chain');
  await is('live');
  lab.faults.hang = true;
  await is('stale');
  expect(console_.hub.freshness().reason).not.toBeNull();
  lab.faults.hang = false;
  await is('live');
});

test('refused connections make it stale, and lost history is listed anew', async () => {
  await start('talk-chain');
  await is('live');
  const before = console_.hub.pods().length;
  lab.faults.refuse = true;
  await is('stale');
  expect(console_.hub.pods()).toHaveLength(before);
  lab.faults.refuse = false;
  await is('live');
  lab.faults.expireWatches();
  lab.faults.dropWatches();
  await is('live');
  expect(
    console_.hub
      .pods()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(
    lab.store
      .list(podsOf(), undefined)
      .map((pod) => pod.metadata.name)
      .sort(),
  );
});

function podsOf() {
  const resource = findResource('', 'v1', 'pods');
  if (resource === undefined) throw new Error('the lab has no pods');
  return resource;
}

test('trouble is alerted of with its beginning, once each, to all who may see it', async () => {
  await start('trouble');
  await is('live');
  const ids = (view: { alerts(): { id: string }[] }) => view.alerts().map(({ id }) => id);
  await vi.waitFor(
    () => expect(ids(console_.hub)).toContain('function-unwell/cnf-edge/deployments/firewall'),
    until,
  );
  expect(new Set(ids(console_.hub)).size).toBe(ids(console_.hub).length);
  const [first] = console_.hub.alerts();
  expect(first).toMatchObject({ severity: 'critical', state: 'firing', acknowledged: null });
  expect(Date.parse(first?.since ?? '')).toBeLessThan(Date.now() - 60_000);
  const seen = console_.hub.seen({
    everywhere: new Set(['deployments', 'replicasets', 'pods']),
    inside: new Map(),
  });
  if (!seen.ok) throw new Error(seen.fault.detail);
  // Who may see less is told no more than he sees, and of that the same.
  const own = ids(seen.value);
  expect(own).toContain('function-unwell/cnf-edge/deployments/firewall');
  expect(own.filter((id) => !ids(console_.hub).includes(id))).toEqual([]);
  const none = console_.hub.seen({ everywhere: new Set(['pods']), inside: new Map() });
  expect(none.ok && ids(none.value)).toEqual([]);
});
