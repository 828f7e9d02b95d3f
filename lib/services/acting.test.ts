import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { seen, storeOf } from '#e2e/lab/stored.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionPreview } from '#lib/domain/action/preview.ts';
import { resourceOf } from '#lib/lab/api/resources.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

// A lab and a console in one process: on a busy machine a rollout takes its time, and none is asserted.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let lab: RunningLab;
let operator: ActingConsole;
const { stored, change } = storeOf(() => lab);

beforeAll(async () => {
  lab = await startLab();
  operator = await actingConsole(lab.kubeconfig, 'operator');
});
afterAll(async () => {
  await operator.stop();
  await lab.close();
});

const waf = '/api/v1/functions/cnf-edge/deployments/waf';
const router = '/api/v1/functions/cnf-edge/statefulsets/router-a';
const speaker = '/api/v1/functions/cnf-edge/daemonsets/bgp-speaker';
interface LabEvent {
  metadata: { name: string };
  reason: string;
  message: string;
  involvedObject: { kind: string; name: string };
}
const consoleEvents = () =>
  (lab.store.list(resourceOf('events'), 'cnf-edge') as unknown as LabEvent[]).filter(({ reason }) =>
    reason.startsWith('Console'),
  );

describe('scaling', () => {
  it('changes the replicas, records intent and outcome, and settles', async () => {
    const { status, body } = await operator.send<ActionAnswer>('POST', `${waf}/scale`, {
      replicas: 5,
      reason: 'load "after" <b>the</b> match',
      expect: { replicas: 3 },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      by: 'operator',
      from: { replicas: 3 },
      to: { replicas: 5 },
      undo: { action: 'scale', replicas: 3 },
      command: 'kubectl scale deployment/waf -n cnf-edge --replicas=5 --current-replicas=3',
    });
    expect(stored('deployments', 'waf').spec.replicas).toBe(5);
    expect(stored('deployments', 'waf').metadata.generation).toBe(body.generation);
    const events = consoleEvents().filter(({ metadata }) => metadata.name.includes(String(body.id)));
    expect(events.map(({ reason }) => reason).sort()).toEqual(['ConsoleScale', 'ConsoleScaleDone']);
    expect(events[0]?.involvedObject).toMatchObject({ kind: 'Deployment', name: 'waf' });
    expect(events.map(({ message }) => message).join()).toContain('load "after" <b>the</b> match');
    const action = await eventually('the outcome', async () => {
      const answer = await operator.send('GET', `/api/v1/actions/${body.id}`);
      return answer.body.state === 'running' ? undefined : answer;
    });
    expect(action).toMatchObject({ status: 200, body: { state: 'settled', by: 'operator' } });
  });

  it('is refused with what changed where the object is not as it was seen', async () => {
    const { replicas } = stored('deployments', 'waf').spec;
    const answer = await operator.send('POST', `${waf}/scale`, { replicas: 6, expect: { replicas: 77 } });
    expect(answer.status).toBe(412);
    expect(answer.body.errors).toEqual([{ field: 'replicas', message: `expected 77, is ${replicas}` }]);
    const version = await operator.send('POST', `${waf}/scale`, {
      replicas: 6,
      expect: { resourceVersion: '1' },
    });
    expect(version.status).toBe(412);
    expect(stored('deployments', 'waf').spec.replicas).toBe(replicas);
  });

  it('tried dry changes and records nothing', async () => {
    const before = stored('deployments', 'waf').spec.replicas;
    const recorded = consoleEvents().length;
    const answer = await operator.send('POST', `${waf}/scale`, { replicas: 9, dryRun: true });
    expect(answer).toMatchObject({ status: 200, body: { id: null, dryRun: true } });
    expect(stored('deployments', 'waf').spec.replicas).toBe(before);
    expect(consoleEvents()).toHaveLength(recorded);
  });

  it('to zero needs the name typed', async () => {
    const lb = '/api/v1/functions/cnf-branch/deployments/ike/scale';
    const bare = await operator.send('POST', lb, { replicas: 0 });
    expect(bare).toMatchObject({ status: 422, body: { reason: { code: 'confirmation-needed' } } });
    expect((await operator.send('POST', lb, { replicas: 0, confirm: 'IKE' })).status).toBe(422);
    expect(stored('deployments', 'ike', 'cnf-branch').spec.replicas).toBe(2);
    expect((await operator.send('POST', lb, { replicas: 0, confirm: 'ike' })).status).toBe(200);
    expect(stored('deployments', 'ike', 'cnf-branch').spec.replicas).toBe(0);
  });

  it('is refused for what cannot be scaled, is not there, or is no number', async () => {
    expect(await operator.send('POST', `${speaker}/scale`, { replicas: 2 })).toMatchObject({
      status: 422,
      body: { reason: { code: 'no-scale' } },
    });
    const nobody = '/api/v1/functions/cnf-edge/deployments/nobody/scale';
    expect((await operator.send('POST', nobody, { replicas: 2 })).status).toBe(404);
    for (const replicas of [-1, 1.5, '3', null, 1e9])
      expect((await operator.send('POST', `${waf}/scale`, { replicas })).status).toBe(400);
    expect((await operator.send('POST', `${waf}/scale`, { replicas: 3, surprise: 1 })).status).toBe(400);
  });

  it.each([
    ['too long', 'x'.repeat(1025)],
    ['an escape sequence', 'ok \u001b[2J'],
    ['a line break', 'two\nlines'],
    ['reordering marks', 'abc \u202e fed'],
    ['a lone surrogate', 'x \ud800'],
  ])('takes no reason that is %s', async (_, reason) => {
    const answer = await operator.send('POST', `${waf}/scale`, { replicas: 4, reason });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field: 'reason' }]);
  });
});

describe('the same idempotency key', () => {
  it('acts once, also when both come together and after a restart of the console', async () => {
    const headers = { 'idempotency-key': 'deploy-4711' };
    const { generation = 0 } = stored('deployments', 'waf').metadata;
    const replicas = stored('deployments', 'waf').spec.replicas + 1;
    const ask = () => operator.send<ActionAnswer>('POST', `${waf}/scale`, { replicas }, headers);
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one.status).toBe(200);
    expect(two).toEqual(one);
    expect(await ask()).toEqual(one);
    expect(stored('deployments', 'waf').metadata.generation).toBe(generation + 1);
    await operator.stop();
    operator = await actingConsole(lab.kubeconfig, 'operator');
    expect(await ask()).toEqual(one);
    expect(stored('deployments', 'waf').metadata.generation).toBe(generation + 1);
    expect((await operator.send('POST', `${waf}/scale`, { replicas: 1 }, headers)).status).toBe(422);
    const audit = await operator.send<{ items: { id: string }[] }>('GET', '/api/v1/audit');
    expect(audit.body.items.filter(({ id }) => id === one.body.id)).toHaveLength(1);
  });

  it('may be tried again where nothing was done', async () => {
    const headers = { 'idempotency-key': 'try-again' };
    const body = { replicas: 4, expect: { replicas: 7 } };
    expect((await operator.send('POST', `${waf}/scale`, body, headers)).status).toBe(412);
    change('deployments', 'waf', (copy) => {
      copy.spec.replicas = 7;
    });
    const again = await operator.send('POST', `${waf}/scale`, body, headers);
    expect(again).toMatchObject({ status: 200, body: { from: { replicas: 7 }, to: { replicas: 4 } } });
  });

  it('must be visible ASCII', async () => {
    const headers = { 'idempotency-key': 'x'.repeat(256) };
    expect((await operator.send('POST', `${waf}/scale`, { replicas: 4 }, headers)).status).toBe(400);
  });
});

describe('a freeze', () => {
  it('of a chain refuses until it is overridden with a reason, and is lifted', async () => {
    const chain = { namespace: 'cnf-edge', chain: 'internet-edge' };
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const frozen = await operator.send('PUT', '/api/v1/freezes', {
      ...chain,
      reason: 'final on Saturday',
      until,
    });
    expect(frozen.status).toBe(200);
    await seen('the freeze', () => {
      const seenNow = operator.running.hub.stores.deployments.get('cnf-edge/lb');
      return seenNow?.metadata.annotations?.['cnf-console/freeze'] !== undefined;
    });
    const list = await operator.send('GET', '/api/v1/freezes');
    expect(list.body.items).toEqual([
      { ...chain, by: 'operator', reason: 'final on Saturday', until, unreadable: null },
    ]);
    const other = { by: 'ada', reason: 'another one', until: null };
    for (const [method, path, body] of [
      ['PUT', '/api/v1/freezes', { ...chain, reason: 'mine', expect: null }],
      ['POST', '/api/v1/freezes/lift', { ...chain, expect: other }],
    ] as const) {
      const changed = await operator.send(method, path, body);
      expect(changed.status).toBe(412);
      expect(changed.body.detail).toMatch(/is frozen by operator until .*final on Saturday/);
    }
    const dry = await operator.send('POST', '/api/v1/freezes/lift', { ...chain, dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, id: null } });
    const answer = await operator.send('POST', `${waf}/scale`, { replicas: 4 });
    expect(answer).toMatchObject({ status: 422, body: { reason: { code: 'frozen' } } });
    expect(answer.body.detail).toContain('final on Saturday');
    expect(await operator.send('POST', `${waf}/scale`, { replicas: 4, overrideFreeze: true })).toMatchObject({
      status: 422,
      body: { reason: { code: 'reason-needed' } },
    });
    const over = { replicas: 4, overrideFreeze: true, reason: 'outage' };
    const done = await operator.send<ActionAnswer>('POST', `${waf}/scale`, over);
    expect(done.status).toBe(200);
    const record = await operator.send('GET', `/api/v1/actions/${done.body.id}`);
    expect(record.body).toMatchObject({ overrode: 'chain internet-edge', why: 'outage' });
    expect((await operator.send('POST', '/api/v1/freezes/lift', chain)).status).toBe(200);
    expect((await operator.send('POST', `${waf}/scale`, { replicas: 3 })).status).toBe(200);
    await seen('no freeze', () => {
      const seenNow = operator.running.hub.stores.deployments.get('cnf-edge/lb');
      return seenNow?.metadata.annotations?.['cnf-console/freeze'] === undefined;
    });
    expect((await operator.send('POST', '/api/v1/freezes/lift', chain)).status).toBe(422);
  });

  it('of a namespace needs the right to change namespaces', async () => {
    const body = { namespace: 'cnf-edge', reason: 'x' };
    expect(await operator.send('PUT', '/api/v1/freezes', body)).toMatchObject({
      status: 403,
      body: { right: { verb: 'patch', resource: 'namespaces', name: 'cnf-edge' } },
    });
  });

  it('must end in the future and say why', async () => {
    const past = { namespace: 'cnf-edge', reason: 'x', until: '2020-01-01T00:00:00Z' };
    expect((await operator.send('PUT', '/api/v1/freezes', past)).status).toBe(400);
    expect(
      (await operator.send('PUT', '/api/v1/freezes', { namespace: 'cnf-edge', reason: ' ' })).status,
    ).toBe(400);
  });
});

describe('a preview', () => {
  beforeEach(() =>
    seen('a quiet chain', () =>
      operator.running.hub.functions().every(({ rollout }) => rollout.state !== 'progressing'),
    ),
  );

  it('says who would undo it, what restarts and what the API server says', async () => {
    const lb = await operator.send<ActionPreview>(
      'POST',
      '/api/v1/functions/cnf-edge/deployments/lb/preview',
      { action: 'scale', replicas: 9 },
    );
    expect(lb.status).toBe(200);
    expect(lb.body).toMatchObject({
      missing: [],
      autoscaler: { name: 'lb', undoes: true, offer: { min: 9 } },
      dryRun: { ok: true },
      write: { method: 'PUT', path: '/apis/apps/v1/namespaces/cnf-edge/deployments/lb/scale' },
    });
    const ike = await operator.send('POST', '/api/v1/functions/cnf-branch/deployments/ike/preview', {
      action: 'scale',
      replicas: 4,
    });
    expect(ike.body).toMatchObject({ owner: { manager: 'argo-cd', reconciles: true } });
    expect(ike.body.commit).toContain('replicas: 4');
    const routers = await operator.send<ActionPreview>('POST', `${router}/preview`, { action: 'restart' });
    expect(routers.body.plan).toMatchObject({
      order: 'highest-ordinal-first',
      restarts: [{ name: 'router-a-0', turn: 1 }],
    });
    expect(routers.body.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['interrupts', 'sessions-drop']),
    );
  });
});

describe('many at once', () => {
  it('lose no update, and each answer is true', async () => {
    await seen('a settled function', () => stored('deployments', 'waf').spec.replicas === 3);
    const { generation: first = 0 } = stored('deployments', 'waf').metadata;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        operator.send<ActionAnswer>('POST', `${waf}/scale`, { replicas: 1 + (index % 7) }),
      ),
    );
    const done = answers.filter(({ status }) => status === 200).map(({ body }) => body);
    expect(answers.filter(({ status }) => status !== 200).map(({ status }) => status)).toEqual([]);
    // In the order of their generations each begins where the one before ended.
    const changes = done
      .filter(({ from, to }) => from?.replicas !== to?.replicas)
      .sort((a, b) => (a.generation ?? 0) - (b.generation ?? 0));
    expect(changes.map(({ generation }) => generation)).toEqual(changes.map((_, index) => first + index + 1));
    let replicas: number | null | undefined = 3;
    for (const { from, to } of changes) {
      expect(from?.replicas).toBe(replicas);
      replicas = to?.replicas;
    }
    expect(stored('deployments', 'waf').spec.replicas).toBe(replicas);
    expect(stored('deployments', 'waf').metadata.generation).toBe(first + changes.length);
  }, 180_000);
});
