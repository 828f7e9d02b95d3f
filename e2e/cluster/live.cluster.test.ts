import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { printAge } from '#lib/domain/pod/human-duration.ts';
import { type Running, startRunning } from '#lib/live/running.ts';

// In a namespace of its own on the cluster under test.
const run = promisify(execFile);
const env = { ...process.env, KUBECONFIG: kubeconfig };
const namespace = `live-${process.pid}`;
const until = { timeout: 240_000, interval: 200 };
let console_: Running;

async function kubectl(...args: string[]): Promise<string> {
  return (await run('kubectl', args, { env, maxBuffer: 64 * 1024 * 1024 })).stdout;
}

const pod = (name: string, command: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: {
    terminationGracePeriodSeconds: 1,
    restartPolicy: command === 'true' ? 'Never' : 'Always',
    containers: [{ name: 'main', image: 'registry.local/waf:v2.24.123', command: ['sh', '-c', command] }],
  },
});

async function apply(object: unknown): Promise<void> {
  const applying = run('kubectl', ['apply', '-f', '-'], { env });
  applying.child.stdin?.end(JSON.stringify(object));
  await applying;
}

beforeAll(async () => {
  if (noCluster) return;
  await kubectl('create', 'namespace', namespace);
  for (const [name, command] of [
    ['runs', 'sleep 3600'],
    ['completes', 'true'],
    ['crashes', 'exit 3'],
  ] as const) {
    await apply(pod(name, command));
  }
  const started = await startRunning({ kubeconfig });
  if (!started.ok) throw new Error(started.fault.detail);
  console_ = started.value;
  await vi.waitFor(() => expect(console_.hub.ready).toBe(true), until);
});

afterAll(async () => {
  if (noCluster) return;
  await console_?.stop();
  await kubectl('delete', 'namespace', namespace, '--wait=false');
});

/** NAME, READY and STATUS: ages and restarts go on between two looks. */
const rows = () =>
  console_.hub
    .pods()
    .filter((row) => row.namespace === namespace)
    .map((row) => `${row.name} ${row.ready} ${row.status}`)
    .sort();

test.skipIf(noCluster)('pods are as kubectl get prints them, while they start, end and crash', async () => {
  await vi.waitFor(async () => {
    const lines = (await kubectl('get', 'pods', '-n', namespace, '--no-headers')).trim().split('\n');
    const printed = lines.map((line) => line.split(/\s+/).slice(0, 3).join(' ')).sort();
    expect(printed).toEqual(rows());
    expect(printed).toContain('completes 0/1 Completed');
    expect(printed).toContain('runs 1/1 Running');
  }, until);
  expect(printAge(console_.hub.pods()[0]?.createdAt, new Date())).toMatch(/^\d+[smhdy]/);
});

test.skipIf(noCluster)('a deleted pod is gone within a moment of kubectl saying so', async () => {
  await kubectl('delete', 'pod', '-n', namespace, 'runs');
  await vi.waitFor(() => expect(rows().some((row) => row.startsWith('runs '))).toBe(false), until);
});

test.skipIf(noCluster)('every kind is live, or says why it is not', () => {
  for (const { state, reason } of console_.hub.freshness().watches) {
    expect(['live', 'forbidden', 'not-served']).toContain(state);
    if (state !== 'live') expect(reason).toBeTruthy();
  }
});
