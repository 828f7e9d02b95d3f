import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { resourceOf } from '#lib/lab/api/resources.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';
import { requestKey } from './idempotency.ts';

// A lab and a console in one process: on a busy machine a rollout takes its time, and none is asserted.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let lab: RunningLab;
let user: ActingConsole | undefined;
const waf = '/api/v1/functions/cnf-edge/deployments/waf';

const as = async (context: string): Promise<ActingConsole> => {
  await user?.stop();
  user = await actingConsole(lab.kubeconfig, context);
  return user;
};
const replicas = () =>
  (lab.store.get(resourceOf('deployments'), 'cnf-edge', 'waf') as unknown as { spec: { replicas: number } })
    .spec.replicas;
const create = (resource: string, apiVersion: string, kind: string, name: string, rest: object) =>
  lab.store.create(resourceOf(resource), {
    apiVersion,
    kind,
    metadata: { name, namespace: 'cnf-edge' },
    ...rest,
  } as never);
const live = (console: ActingConsole) =>
  eventually('live data', async () => (console.running.hub.freshness().state === 'live' ? true : undefined));

beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => {
  await user?.stop();
  user = undefined;
  await lab.close();
});

it.each([
  [
    'scale',
    `${waf}/scale`,
    { replicas: 4 },
    { verb: 'update', resource: 'deployments', subresource: 'scale' },
  ],
  ['restart', `${waf}/restart`, {}, { verb: 'patch', resource: 'deployments' }],
  ['rollback', `${waf}/rollback`, {}, { verb: 'patch', resource: 'deployments' }],
  ['pause', `${waf}/pause`, {}, { verb: 'patch', resource: 'deployments' }],
  ['resume', `${waf}/resume`, {}, { verb: 'patch', resource: 'deployments' }],
  ['evict', '/api/v1/pods/cnf-edge/router-a-0/evict', {}, { verb: 'create', subresource: 'eviction' }],
])(
  'a viewer may not %s, is told which right is missing, and nothing is recorded',
  async (_, path, body, right) => {
    const viewer = await as('viewer');
    const answer = await viewer.send('POST', path, body);
    expect(answer).toMatchObject({ status: 403, body: { right: { ...right, namespace: 'cnf-edge' } } });
    expect(replicas()).toBe(3);
    const audit = await viewer.send('GET', '/api/v1/audit');
    expect(audit.body.items).toEqual([]);
  },
);

it('a viewer sees in the preview which rights are missing, and no dry run is made', async () => {
  const viewer = await as('viewer');
  const { status, body } = await viewer.send('POST', `${waf}/preview`, { action: 'scale', replicas: 5 });
  expect(status).toBe(200);
  expect(body.dryRun).toBeNull();
  expect(body.missing).toMatchObject([
    { verb: 'update', resource: 'deployments', subresource: 'scale' },
    { verb: 'create', resource: 'events' },
  ]);
});

it('a stranger may nothing', async () => {
  const stranger = await as('stranger');
  expect((await stranger.send('POST', `${waf}/scale`, { replicas: 4 })).status).toBe(403);
  expect((await stranger.send('POST', `${waf}/preview`, { action: 'restart' })).status).toBe(403);
});

it('what cannot be recorded is not done, and the cluster says why', async () => {
  const operator = await as('operator');
  create('resourcequotas', 'v1', 'ResourceQuota', 'no-events', { spec: { hard: { 'count/events': '0' } } });
  const answer = await operator.send('POST', `${waf}/scale`, { replicas: 5 });
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toContain('not done, because the intent could not be recorded');
  expect(answer.body.detail).toContain('exceeded quota: no-events');
  expect(replicas()).toBe(3);
});

it('an image that cannot be pulled fails the action with the pod and the reason', async () => {
  const operator = await as('operator');
  const modify = (image: string) =>
    lab.store.modify(resourceOf('deployments'), 'cnf-edge', 'waf', (copy) => {
      const spec = copy.spec as unknown as { template: { spec: { containers: { image: string }[] } } };
      for (const container of spec.template.spec.containers) container.image = image;
    });
  modify('registry.example.net/waf:does-not-exist');
  const { body } = await operator.send('POST', `${waf}/restart`, {});
  const end = await eventually('the failure', async () => {
    const answer = await operator.send('GET', `/api/v1/actions/${String(body.id)}`);
    return answer.body.state === 'running' ? undefined : answer.body;
  });
  expect(end).toMatchObject({ state: 'failed', message: expect.stringContaining('image-pull') });
  expect((end.pods as { name: string }[]).length).toBeGreaterThan(0);
});

it('an API server that goes in mid-action leaves a marked action, and the record gets its outcome', async () => {
  const operator = await as('operator');
  const { connection } = operator.running;
  const authorize = connection.authorize.bind(connection);
  let writes = 0;
  // Reading and the record of the intent get through; the change itself and what follows do not.
  Object.assign(connection, {
    authorize: async () => {
      if (new Error().stack?.includes('kube/write.ts') && ++writes === 1) lab.faults.refuse = true;
      return authorize();
    },
  });
  const headers = { 'idempotency-key': 'in-the-middle' };
  const answer = await operator.send('POST', `${waf}/scale`, { replicas: 5 }, headers);
  expect(answer.status).toBe(503);
  expect(answer.body.detail).toContain('Whether it was done is not known');
  const id = String(answer.body.action);
  expect(replicas()).toBe(3);
  expect(await operator.send('POST', `${waf}/scale`, { replicas: 5 }, headers)).toEqual(answer);
  lab.faults.refuse = false;
  await live(operator);
  const recorded = await eventually(
    'the record of the outcome',
    async () => {
      const events = lab.store.list(resourceOf('events'), 'cnf-edge') as unknown as { reason: string }[];
      return events.find(({ reason }) => reason === 'ConsoleScaleUnknown');
    },
    30,
  );
  expect(recorded).toBeDefined();
  const action = await operator.send('GET', `/api/v1/actions/${id}`);
  expect(action.body).toMatchObject({ state: 'unknown', outcome: { state: 'unknown' } });
}, 180_000);

it('an action whose answer was lost is found to be done, and who asks again is told so', async () => {
  const operator = await as('operator');
  const { connection } = operator.running;
  const authorize = connection.authorize.bind(connection);
  let writes = 0;
  Object.assign(connection, {
    authorize: async () => {
      if (new Error().stack?.includes('kube/write.ts') && ++writes === 1) {
        lab.store.modify(resourceOf('deployments'), 'cnf-edge', 'waf', (copy) => {
          (copy.spec as { replicas: number }).replicas = 5;
        });
        lab.faults.refuse = true;
      }
      return authorize();
    },
  });
  const headers = { 'idempotency-key': 'answer-lost' };
  const answer = await operator.send('POST', `${waf}/scale`, { replicas: 5 }, headers);
  expect(answer.status).toBe(503);
  lab.faults.refuse = false;
  await live(operator);
  await eventually('the outcome', async () => {
    const events = lab.store.list(resourceOf('events'), 'cnf-edge') as unknown as { reason: string }[];
    return events.some(({ reason }) => reason === 'ConsoleScaleDone') ? true : undefined;
  });
  const action = await operator.send('GET', `/api/v1/actions/${String(answer.body.action)}`);
  expect(action.body).toMatchObject({
    outcome: {
      state: 'done',
      detail: expect.stringContaining('no answer came, and it was found to be done'),
    },
  });
  expect(['running', 'settled']).toContain(action.body.state);
  const again = await operator.send('POST', `${waf}/scale`, { replicas: 5 }, headers);
  expect(again).toMatchObject({ status: 200, body: { id: answer.body.action, to: { replicas: 5 } } });
  expect(writes).toBe(1);
}, 180_000);

it('nothing is done on data that may be old', async () => {
  const operator = await as('operator');
  lab.faults.refuse = true;
  await eventually('stale data', async () =>
    operator.running.hub.freshness().state === 'stale' ? true : undefined,
  );
  const answer = await operator.send('POST', `${waf}/scale`, { replicas: 5 });
  expect(answer.status).toBe(503);
  expect(answer.body.detail).toContain('data is stale');
  expect(answer.body.action).toBeUndefined();
  lab.faults.refuse = false;
  await live(operator);
  expect((await operator.send('POST', `${waf}/scale`, { replicas: 5 })).status).toBe(200);
});

it('a conflict that does not end is told in the words of the API server', async () => {
  const operator = await as('operator');
  const { connection } = operator.running;
  const authorize = connection.authorize.bind(connection);
  Object.assign(connection, {
    authorize: async () => {
      // Somebody else is always faster.
      if (new Error().stack?.includes('kube/write.ts'))
        lab.store.modify(resourceOf('deployments'), 'cnf-edge', 'waf', (copy) => {
          copy.metadata.labels = { ...copy.metadata.labels, hurry: String(Math.random()) };
        });
      return authorize();
    },
  });
  const answer = await operator.send('POST', `${waf}/scale`, { replicas: 5 });
  expect(answer.status).toBe(409);
  expect(answer.body.detail).toContain('the object has been modified');
  expect(replicas()).toBe(3);
  const action = await operator.send('GET', `/api/v1/actions/${String(answer.body.action)}`);
  expect(action.body).toMatchObject({ state: 'refused' });
}, 180_000);

it('a freeze that comes while an action is under way holds it, and the record says so', async () => {
  const operator = await as('operator');
  const { connection } = operator.running;
  const authorize = connection.authorize.bind(connection);
  let frozen = false;
  Object.assign(connection, {
    authorize: async () => {
      if (new Error().stack?.includes('kube/write.ts') && !frozen) {
        frozen = true;
        lab.store.modify(resourceOf('deployments'), 'cnf-edge', 'waf', (copy) => {
          const text = JSON.stringify({ by: 'ada', reason: 'just now' });
          copy.metadata.annotations = { ...copy.metadata.annotations, 'cnf-console/freeze': text };
        });
      }
      return authorize();
    },
  });
  const body = { replicas: 5, reason: 'load', overrideFreeze: true };
  const answer = await operator.send('POST', `${waf}/scale`, body);
  expect(answer).toMatchObject({
    status: 422,
    body: { reason: { code: 'frozen', params: { by: 'ada', why: 'just now' } } },
  });
  expect(replicas()).toBe(3);
  const action = await operator.send('GET', `/api/v1/actions/${String(answer.body.action)}`);
  expect(action.body).toMatchObject({ state: 'refused', overrode: null });
  // Now it was seen: this one is overridden.
  expect((await operator.send('POST', `${waf}/scale`, body)).status).toBe(200);
});

it('a freeze that cannot be read freezes all the same', async () => {
  const operator = await as('operator');
  lab.store.modify(resourceOf('deployments'), 'cnf-edge', 'waf', (copy) => {
    copy.metadata.annotations = { ...copy.metadata.annotations, 'cnf-console/freeze': 'hands off' };
  });
  const answer = await operator.send('POST', `${waf}/restart`, {});
  expect(answer).toMatchObject({
    status: 422,
    body: { reason: { code: 'frozen', params: { why: 'hands off' } } },
  });
});

it('a frozen namespace refuses every function in it, until the freeze is lifted', async () => {
  const admin = await as('admin');
  const scope = { namespace: 'cnf-edge' };
  expect((await admin.send('PUT', '/api/v1/freezes', { ...scope, reason: 'audit' })).status).toBe(200);
  for (const path of [`${waf}/restart`, '/api/v1/pods/cnf-edge/router-a-0/evict'])
    expect(await admin.send('POST', path, { confirm: 'router-a-0' })).toMatchObject({
      status: 422,
      body: { reason: { code: 'frozen', params: { scope: 'namespace cnf-edge', why: 'audit' } } },
    });
  const other = '/api/v1/functions/cnf-branch/deployments/ike/restart';
  expect((await admin.send('POST', other, {})).status).toBe(200);
  expect((await admin.send('POST', '/api/v1/freezes/lift', scope)).status).toBe(200);
  expect((await admin.send('POST', `${waf}/restart`, {})).status).toBe(200);
});

it('what somebody else writes under the name of the console is read with care', async () => {
  const operator = await as('operator');
  const forged = (name: string, annotations: Record<string, string>) =>
    lab.store.create(resourceOf('events'), {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'cnf-edge', annotations },
      involvedObject: { kind: 'Deployment', namespace: 'cnf-edge', name: 'waf' },
      reason: 'ConsoleScale',
      message: '<script>',
      source: { component: 'cnf-console' },
      type: 'Normal',
    } as never);
  forged('not-json', { 'cnf-console/action': '{' });
  forged('no-record', { 'cnf-console/action': '{"id":7}', 'cnf-console/outcome': '[]' });
  forged('proto', {
    'cnf-console/action': '{"__proto__":{"id":"aaaaaaaaaa"},"id":"bbbbbbbbbb","action":"delete"}',
  });
  const good = {
    id: 'cccccccccc',
    action: 'scale',
    at: '2026-01-01T00:00:00Z',
    by: 'x'.repeat(9000),
    summary: 's',
  };
  forged('long', { 'cnf-console/action': JSON.stringify(good) });
  const audit = await eventually('the readable one', async () => {
    const answer = await operator.send<{ items: { id: string; by: string }[] }>('GET', '/api/v1/audit');
    return answer.body.items.length > 0 ? answer : undefined;
  });
  expect(audit.status).toBe(200);
  expect(audit.body.items).toMatchObject([{ id: 'cccccccccc' }]);
  expect(audit.body.items[0]?.by.length).toBeLessThanOrEqual(256);
});

it('who guesses an idempotency key and may write Events elsewhere cannot answer for the action, nor hide it', async () => {
  const headers = { 'idempotency-key': 'github-4711' };
  const wanted = replicas() + 1;
  const url = new Request(`http://localhost${waf}/scale`, { method: 'POST', headers });
  const key = requestKey(url, 'operator', { replicas: wanted, action: 'scale' });
  if (!key.ok) throw new Error(key.fault.detail);
  const { id, fingerprint } = key.value;
  const at = '2099-01-01T00:00:00Z';
  const intent = { id, action: 'scale', at, by: 'operator', summary: 'forged', fingerprint };
  const fault = { ok: false, fault: { kind: 'refused', detail: 'forged' } };
  const outcome = { id, at, state: 'refused', detail: 'forged', answer: fault };
  lab.store.create(resourceOf('events'), {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: 'forged-elsewhere',
      namespace: 'cnf-branch',
      annotations: {
        'cnf-console/action': JSON.stringify(intent),
        'cnf-console/outcome': JSON.stringify(outcome),
      },
    },
    involvedObject: { kind: 'Deployment', namespace: 'cnf-branch', name: 'ike' },
    source: { component: 'cnf-console' },
    type: 'Normal',
  } as never);
  const operator = await as('operator');
  const audited = async () => {
    const { body } = await operator.send<{ items: { id: string; summary: string }[] }>(
      'GET',
      '/api/v1/audit',
    );
    return body.items.filter((item) => item.id === id).map(({ summary }) => summary);
  };
  await eventually('the forged one', async () => ((await audited()).length > 0 ? true : undefined));
  const done = await operator.send('POST', `${waf}/scale`, { replicas: wanted }, headers);
  // The very id and fingerprint that were forged, and it was done all the same.
  expect(done).toMatchObject({ status: 200, body: { id, to: { replicas: wanted } } });
  expect(replicas()).toBe(wanted);
  expect(await operator.send('POST', `${waf}/scale`, { replicas: wanted }, headers)).toEqual(done);
  expect((await audited()).sort()).toEqual(['forged', `scale waf from ${wanted - 1} to ${wanted}`]);
  const own = await operator.send('GET', `/api/v1/actions/${id}`);
  expect(own.body).toMatchObject({ namespace: 'cnf-edge', outcome: { state: 'done' } });
});
