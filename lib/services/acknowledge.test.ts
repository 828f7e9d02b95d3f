import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { storeOf } from '#e2e/lab/stored.ts';
import { acknowledgementAnnotation } from '#lib/domain/alert/acknowledgement.ts';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let lab: RunningLab;
let console_: ActingConsole;
const { stored } = storeOf(() => lab);
const cache = '/api/v1/functions/cnf-edge/deployments/cache';

const alertOf = async (name: string): Promise<AlertView | undefined> => {
  const { body } = await console_.send<{ items: AlertView[] }>('GET', '/api/v1/alerts?namespace=cnf-edge');
  return body.items.find((one) => one.name === name && one.rule === 'function-unwell');
};
const acknowledged = (by: string | null) =>
  eventually('the acknowledgement', async () => {
    const alert = await alertOf('cache');
    return (alert?.acknowledged?.by ?? null) === by && alert ? alert : undefined;
  });

beforeAll(async () => {
  lab = await startLab({ scenario: 'trouble' });
  console_ = await actingConsole(lab.kubeconfig, 'operator');
  await eventually('the alert', () => alertOf('cache'));
});
afterAll(async () => {
  await console_.stop();
  await lab.close();
});

test('an operator says that he attends to it; all see it, and the record says so before and after', async () => {
  const before = stored('deployments', 'cache').metadata.generation;
  const done = await console_.send('POST', `${cache}/acknowledge`, {
    note: 'probe <b>is</b> wrong, NET-4711',
    expect: null,
  });
  expect(done).toMatchObject({
    status: 200,
    body: { by: 'operator', why: 'probe <b>is</b> wrong, NET-4711' },
  });
  expect((await acknowledged('operator')).acknowledged?.note).toBe('probe <b>is</b> wrong, NET-4711');
  // Nothing that runs was touched.
  expect(stored('deployments', 'cache').metadata.generation).toBe(before);
  const { body } = await console_.send('GET', `/api/v1/actions/${done.body.id}`);
  expect(body).toMatchObject({ action: 'acknowledge', state: 'settled', by: 'operator' });
});

test('who acknowledges what was shown as free is told that somebody has it', async () => {
  const late = await console_.send('POST', `${cache}/acknowledge`, { note: 'mine', expect: null });
  expect(late).toMatchObject({ status: 412, body: { detail: expect.stringContaining('by operator') } });
});

test('a restarted console still knows it, and a viewer may see it and not change it', async () => {
  await console_.stop();
  console_ = await actingConsole(lab.kubeconfig, 'viewer');
  const { acknowledged: shown } = await acknowledged('operator');
  for (const [what, body] of [
    ['acknowledge', { note: 'mine' }],
    ['unacknowledge', {}],
  ] as const)
    expect(await console_.send('POST', `${cache}/${what}`, body)).toMatchObject({
      status: 403,
      body: { right: { verb: 'patch', resource: 'deployments' } },
    });
  await console_.stop();
  console_ = await actingConsole(lab.kubeconfig, 'operator');
  await acknowledged('operator');
  const back = await console_.send('POST', `${cache}/unacknowledge`, {
    expect: { by: shown?.by, at: shown?.at },
  });
  expect(back.status).toBe(200);
  await acknowledged(null);
  expect(JSON.stringify(stored('deployments', 'cache'))).not.toContain(acknowledgementAnnotation);
});

test('what is in no trouble cannot be acknowledged, nor on stale data', async () => {
  const well = '/api/v1/functions/cnf-well/deployments/waf';
  expect((await console_.send('POST', `${well}/acknowledge`, { note: 'x' })).status).toBe(422);
  const tooLong = new Date(Date.now() + 8 * 86_400_000).toISOString();
  expect((await console_.send('POST', `${cache}/acknowledge`, { note: 'x', until: tooLong })).status).toBe(
    400,
  );
  lab.faults.hang = true;
  await eventually('stale data', async () =>
    console_.running.hub.freshness().state === 'stale' ? true : undefined,
  );
  expect((await console_.send('POST', `${cache}/acknowledge`, { note: 'x' })).status).toBe(503);
  lab.faults.hang = false;
});
