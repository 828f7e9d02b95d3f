import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { getConfig as contract } from '#lib/contracts/configs.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';
import { type Running, startRunning } from '#lib/live/running.ts';
import { describeApi } from './describe-api.ts';
import { getConfig, listConfigs } from './list-configs.ts';

let lab: RunningLab;
let instance: Running;
const folder = mkdtempSync(join(tmpdir(), 'cnf-console-configs-'));

beforeAll(async () => {
  lab = await startLab({ tls: false });
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, lab.kubeconfig);
  const started = await startRunning({ kubeconfig: file });
  if (!started.ok) throw new Error(started.fault.detail);
  instance = started.value;
  await eventually('the first snapshot', async () => (instance.hub.ready ? true : undefined));
});
afterAll(async () => {
  await instance.stop();
  await lab.close();
  rmSync(folder, { recursive: true });
});

const request = new Request('http://localhost/api/v1/configs');
const one = async (namespace: string, name: string) =>
  getConfig({ params: { namespace, name }, query: {}, body: undefined, request });

test('a router’s ConfigMap is listed with its text and who uses it', async () => {
  const found = await eventually('its data', async () => {
    const result = await one('cnf-edge', 'router-a');
    return result.ok && result.value.data ? result.value : undefined;
  });
  expect(found.data?.['frr.conf']).toContain('router bgp');
  expect(found.usedBy).toEqual([{ namespace: 'cnf-edge', kind: 'statefulsets', name: 'router-a' }]);
  expect(typeof contract.answer !== 'string' && contract.answer.safeParse(found).success).toBe(true);
  const list = await listConfigs({
    params: {},
    query: { namespace: 'cnf-edge' },
    body: undefined,
    request,
  });
  expect(list.ok && list.value.items.map(({ name }) => name)).toContain('router-a');
});

test('a ConfigMap that no function uses is not shown', async () => {
  const result = await one('kube-system', 'coredns');
  expect(!result.ok && result.fault.kind).toBe('not-found');
});

test('the OpenAPI document has both', () => {
  expect(Object.keys(describeApi().paths ?? {})).toEqual(
    expect.arrayContaining(['/api/v1/configs', '/api/v1/configs/{namespace}/{name}']),
  );
});
