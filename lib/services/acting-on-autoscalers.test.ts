import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { seen } from '#e2e/lab/stored.ts';
import { resourceOf } from '#lib/lab/api/resources.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

// A lab and a console in one process: on a busy machine a rollout takes its time, and none is asserted.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let lab: RunningLab;
let user: ActingConsole;
const lb = '/api/v1/functions/cnf-edge/deployments/lb';

beforeEach(async () => {
  lab = await startLab();
  user = await actingConsole(lab.kubeconfig, 'operator');
});
afterEach(async () => {
  await user.stop();
  await lab.close();
});

const bounds = () => {
  const { spec } = lab.store.get(resourceOf('horizontalpodautoscalers'), 'cnf-edge', 'lb') as unknown as {
    spec: { minReplicas: number; maxReplicas: number };
  };
  return [spec.minReplicas, spec.maxReplicas];
};

it('a scale that would be undone has the bounds that hold it, and setting them does', async () => {
  const { body: preview } = await user.send('POST', `${lb}/preview`, { action: 'scale', replicas: 5 });
  expect(preview).toMatchObject({
    autoscaler: { name: 'lb', min: 2, max: 6, offer: { min: 5, max: 6 } },
    warnings: expect.arrayContaining([expect.objectContaining({ code: 'autoscaler-undoes' })]),
  });
  const instead = { action: 'setAutoscalerBounds', min: 5, max: 6 };
  const { body: what } = await user.send('POST', `${lb}/preview`, instead);
  expect(what).toMatchObject({
    refused: null,
    missing: [],
    dryRun: { ok: true },
    write: { method: 'PATCH', path: expect.stringContaining('/horizontalpodautoscalers/lb') },
    undo: { action: 'setAutoscalerBounds', min: 2, max: 6 },
  });
  expect(bounds()).toEqual([2, 6]);
  const asked = { min: 5, max: 6, reason: 'match', expect: { min: 2, max: 6 } };
  const done = await user.send('POST', `${lb}/autoscaler`, asked);
  expect(done).toMatchObject({ status: 200, body: { kind: 'HorizontalPodAutoscaler', generation: null } });
  expect(bounds()).toEqual([5, 6]);
  const again = await user.send('POST', `${lb}/autoscaler`, { min: 5, max: 6 });
  expect(again).toMatchObject({ status: 422, body: { reason: { code: 'bounds-already' } } });
  const other = await user.send('POST', `${lb}/autoscaler`, { ...asked, max: 9 });
  expect(other.status).toBe(412);
  expect(other.body.detail).toContain('min expected 2, is 5');
  const action = await user.send('GET', `/api/v1/actions/${String(done.body.id)}`);
  expect(action.body).toMatchObject({
    action: 'setAutoscalerBounds',
    why: 'match',
    summary: 'set the autoscaler of lb from 2–6 to 5–6',
    parameters: { function: 'lb', fromMin: 2, fromMax: 6 },
  });
});

it('bounds that cross are malformed; a function without an autoscaler has none', async () => {
  expect((await user.send('POST', `${lb}/autoscaler`, { min: 6, max: 5 })).status).toBe(400);
  expect((await user.send('POST', `${lb}/autoscaler`, { min: 0, max: 5 })).status).toBe(400);
  const waf = '/api/v1/functions/cnf-edge/deployments/waf/autoscaler';
  expect(await user.send('POST', waf, { min: 1, max: 5 })).toMatchObject({
    status: 422,
    body: { reason: { code: 'no-autoscaler' } },
  });
});

it('a viewer may not, and is told which right is missing', async () => {
  await user.stop();
  user = await actingConsole(lab.kubeconfig, 'viewer');
  expect(await user.send('POST', `${lb}/autoscaler`, { min: 5, max: 6 })).toMatchObject({
    status: 403,
    body: {
      right: { verb: 'patch', group: 'autoscaling', resource: 'horizontalpodautoscalers' },
    },
  });
  expect(bounds()).toEqual([2, 6]);
});

it('a quota that the pods would exceed is told before; who may not read quotas is told that', async () => {
  const used = lab.store.list(resourceOf('pods'), 'cnf-edge').length;
  const hard = String(used + 1);
  lab.store.create(resourceOf('resourcequotas'), {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'few', namespace: 'cnf-edge' },
    spec: { hard: { pods: hard } },
  } as never);
  await seen('the quota counted', () => {
    const stored = lab.store.get(resourceOf('resourcequotas'), 'cnf-edge', 'few');
    return JSON.stringify(stored?.status ?? {}).includes(`"used":{"pods":"${used}"}`);
  });
  const quota = async (body: object) =>
    (await user.send('POST', '/api/v1/functions/cnf-edge/deployments/waf/preview', body)).body.quota;
  expect(await quota({ action: 'scale', replicas: 5 })).toMatchObject({ state: 'unknown', why: 'forbidden' });
  await user.stop();
  user = await actingConsole(lab.kubeconfig, 'admin');
  expect(await quota({ action: 'scale', replicas: 4 })).toMatchObject({ state: 'ok' });
  expect(await quota({ action: 'scale', replicas: 5 })).toMatchObject({
    state: 'exceeded',
    exceeded: [{ quota: 'few', resource: 'pods', hard, used: String(used), added: '2' }],
  });
  expect(await quota({ action: 'scale', replicas: 2 })).toBeNull();
});
