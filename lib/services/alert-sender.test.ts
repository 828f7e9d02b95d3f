import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AlertReceiver } from '#lib/domain/alert/receiver.ts';
import { requestJson } from '#lib/kube/request.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';
import { type Running, startRunning } from '#lib/live/running.ts';
import { deliveryState } from './alert-delivery.ts';
import { startAlerts } from './alert-sender.ts';

// A lab and a console in one process: on a busy machine they take their time, and none is asserted.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });
const until = { timeout: 60_000, interval: 20 };
let folder: string;
let lab: RunningLab;
let console_: Running;
let server: Server;
let answers: number[] = [];
const got: { path: string | undefined; authorization: string | undefined; alerts: Message[] }[] = [];

interface Message {
  id: string;
  status: string;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
  lab = await startLab({ scenario: 'trouble' });
  const kubeconfig = path.join(folder, 'config');
  writeFileSync(kubeconfig, lab.kubeconfig);
  const started = await startRunning({ kubeconfig });
  if (!started.ok) throw new Error(started.fault.detail);
  console_ = started.value;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const status = answers.shift() ?? 200;
      const { alerts } = JSON.parse(text) as { alerts: Message[] };
      if (status === 200)
        got.push({ path: request.url, authorization: request.headers.authorization, alerts });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await vi.waitFor(() => expect(console_.hub.alerts().length).toBeGreaterThan(2), until);
});

afterAll(async () => {
  server.close();
  await console_.stop();
  await lab.close();
  rmSync(folder, { recursive: true });
});

const receiver = (): AlertReceiver => ({
  name: 'noc',
  format: 'json',
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/S3CRET`,
  token: 't0ken',
  least: 'critical',
  namespaces: ['cnf-edge'],
  repeat: 14_400,
  language: 'en',
});
const send = () =>
  startAlerts({
    ...{ receivers: [receiver()], namespace: 'cnf-edge', origin: null },
    ...{ tickMs: 30, leaseSeconds: 1, retryMs: 50 },
  });
/** In one process the next sender takes their names. */
function forgetMetrics(): void {
  for (const name of ['alerts_waiting', 'alert_receiver_failing', 'alert_deliveries_total'])
    console_.hub.registry.removeSingleMetric(`cnf_console_${name}`);
}
const told = () => got.flatMap(({ alerts }) => alerts.map(({ id, status }) => `${status} ${id}`));
const wanted = () =>
  console_.hub
    .alerts()
    .filter(({ severity }) => severity === 'critical')
    .map(({ id }) => `firing ${id}`);

test('a receiver that fails is tried again, and that it fails is told without its address', async () => {
  answers = [500, 503];
  const sending = send();
  await vi.waitFor(() => expect(deliveryState()?.receivers[0]?.problem).toMatch(/^HTTP 50/), until);
  expect(deliveryState()?.receivers[0]).toMatchObject({ failingSince: expect.any(String) });
  expect(JSON.stringify(deliveryState())).not.toMatch(/S3CRET|t0ken|127\.0\.0\.1/);
  await vi.waitFor(() => expect([...told()].sort()).toEqual([...wanted()].sort()), until);
  await vi.waitFor(
    () =>
      expect(deliveryState()).toMatchObject({ sender: 'self', receivers: [{ problem: null, waiting: 0 }] }),
    until,
  );
  expect(got[0]).toMatchObject({ path: '/services/S3CRET', authorization: 'Bearer t0ken' });
  const metrics = await console_.hub.metrics();
  expect(metrics).toContain('cnf_console_alert_deliveries_total{receiver="noc",outcome="failed"} 2');
  expect(metrics).not.toContain('S3CRET');
  sending.stop();
});

test('who goes on, in this process or another, tells nothing twice', async () => {
  const before = told().length;
  forgetMetrics();
  const sending = send();
  await vi.waitFor(() => expect(deliveryState()?.sender).toBe('other'), until);
  // Its predecessor's Lease has to run out.
  await vi.waitFor(() => expect(deliveryState()?.sender).toBe('self'), until);
  await vi.waitFor(() => expect(deliveryState()?.receivers[0]).toMatchObject({ waiting: 0 }), until);
  expect(told().length - before).toBe(wanted().length - before);
  sending.stop();
});

test('what is deleted is told to be over at once', async () => {
  forgetMetrics();
  const sending = startAlerts({
    ...{ receivers: [{ ...receiver(), name: 'other' }], namespace: 'cnf-edge', origin: null },
    ...{ tickMs: 30, leaseSeconds: 1, retryMs: 50 },
  });
  await vi.waitFor(
    () =>
      expect(deliveryState()).toMatchObject({
        receivers: [{ name: 'other', deliveredAt: expect.any(String) }],
      }),
    until,
  );
  const { connection } = console_;
  const path = '/apis/apps/v1/namespaces/cnf-edge/deployments/cache';
  const done = await requestJson(connection, path, { method: 'DELETE' });
  expect(done.ok).toBe(true);
  const over = 'resolved function-unwell/cnf-edge/deployments/cache';
  await vi.waitFor(() => expect(told()).toContain(over), until);
  sending.stop();
});
