import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
const { stored, change, podsOf } = storeOf(() => lab);

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
describe('restarting', () => {
  it.each([
    ['a Deployment', 'deployments', 'firewall'],
    ['a StatefulSet', 'statefulsets', 'router-a'],
    ['a DaemonSet', 'daemonsets', 'bgp-speaker'],
  ])('%s puts the annotation of kubectl, and every pod is another one', async (_, kind, name) => {
    const path = `/api/v1/functions/cnf-edge/${kind}/${name}/restart`;
    const pods = () => podsOf(name);
    const before = new Set(pods().map(({ uid }) => uid));
    expect(before.size).toBeGreaterThan(0);
    const { status, body } = await operator.send<ActionAnswer>('POST', path, { reason: 'certificate' });
    expect(status).toBe(200);
    const annotations = stored(kind, name).spec.template.metadata.annotations ?? {};
    expect(annotations['kubectl.kubernetes.io/restartedAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const action = await eventually('the end of the restart', async () => {
      const answer = await operator.send('GET', `/api/v1/actions/${body.id}`);
      return answer.body.state === 'running' ? undefined : answer;
    });
    expect(action.body.state).toBe('settled');
    expect(pods().some(({ uid }) => before.has(uid))).toBe(false);
  });
});

describe('pausing', () => {
  const lb = '/api/v1/functions/cnf-edge/deployments/lb';
  it('and resuming go in turn, and what a pause forbids is refused', async () => {
    expect((await operator.send('POST', `${lb}/pause`, {})).status).toBe(200);
    expect(stored('deployments', 'lb').spec.paused).toBe(true);
    const code = async (path: string) =>
      ((await operator.send('POST', path, {})).body.reason as { code: string } | undefined)?.code;
    expect(await code(`${lb}/pause`)).toBe('already-paused');
    expect(await code(`${lb}/restart`)).toBe('paused-no-restart');
    expect(await code(`${lb}/rollback`)).toBe('paused-no-rollback');
    expect((await operator.send('POST', `${lb}/resume`, {})).status).toBe(200);
    expect(stored('deployments', 'lb').spec.paused ?? false).toBe(false);
    expect(await code(`${lb}/resume`)).toBe('not-paused');
    expect(await code(`${router}/pause`)).toBe('not-pausable');
  });
});

describe('rolling back', () => {
  it.each([
    ['a Deployment', 'deployments', 'firewall'],
    ['a StatefulSet', 'statefulsets', 'router-b'],
    ['a DaemonSet', 'daemonsets', 'bgp-speaker'],
  ])('%s brings the whole template back', async (_, kind, name) => {
    const path = `/api/v1/functions/cnf-edge/${kind}/${name}`;
    const preview = () => operator.send<ActionPreview>('POST', `${path}/preview`, { action: 'rollback' });
    const before = structuredClone(stored(kind, name).spec.template);
    const { revision } = (await preview()).body.from;
    change(kind, name, (copy) => {
      for (const container of copy.spec.template.spec.containers)
        container.image = 'registry.example.net/broken:v0';
      copy.spec.template.metadata.annotations = { added: 'x' };
    });
    // Until the controller has made a revision of it, a rollback is refused: it would go one too far.
    const view = await eventually('the new revision', async () => {
      const { body } = await preview();
      return body.refused === null && body.from.revision !== revision ? body : undefined;
    });
    expect(view.to.revision).toBe(revision);
    const answer = await operator.send<ActionAnswer>('POST', `${path}/rollback`, { reason: 'broken' });
    expect(answer).toMatchObject({ status: 200, body: { to: { revision: view.to.revision } } });
    const after = stored(kind, name).spec.template;
    expect(after.spec).toEqual(before.spec);
    expect(after.metadata.annotations ?? {}).toEqual(before.metadata.annotations ?? {});
  });

  it('to a revision that is not there is refused', async () => {
    const answer = await operator.send('POST', `${waf}/rollback`, { toRevision: 999 });
    expect(answer).toMatchObject({ status: 422, body: { reason: { code: 'revision-unknown' } } });
  });
});

describe('evicting', () => {
  it('goes through the budget, and a refusal is in its words', async () => {
    change('deployments', 'waf', (copy) => {
      copy.spec.replicas = 2;
    });
    const budget = () =>
      lab.store.get(resourceOf('poddisruptionbudgets'), 'cnf-edge', 'waf') as unknown as {
        status: { disruptionsAllowed: number };
      };
    await seen('a budget without room', () => budget().status.disruptionsAllowed === 0);
    const [pod] = podsOf('waf');
    const answer = await operator.send('POST', `/api/v1/pods/cnf-edge/${pod?.name}/evict`, { reason: 'x' });
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain('disruption budget waf needs 2 healthy pods');
    const record = await operator.send('GET', `/api/v1/actions/${String(answer.body.action)}`);
    expect(record.body).toMatchObject({ state: 'refused', outcome: { state: 'refused' } });
    change('deployments', 'waf', (copy) => {
      copy.spec.replicas = 3;
    });
    await seen('room', () => budget().status.disruptionsAllowed > 0);
    const now = podsOf('waf')[0];
    const path = `/api/v1/pods/cnf-edge/${now?.name}/evict`;
    expect((await operator.send('POST', path, { expect: { uid: 'another' } })).status).toBe(412);
    expect((await operator.send('POST', path, {})).status).toBe(200);
    await seen('its end', () => !podsOf('waf').some(({ uid }) => uid === now?.uid));
  });

  it('of the last pod that is ready needs its name typed', async () => {
    const path = '/api/v1/pods/cnf-edge/router-a-0/evict';
    expect(await operator.send('POST', path, {})).toMatchObject({
      status: 422,
      body: { reason: { code: 'confirmation-needed', params: { confirm: 'router-a-0' } } },
    });
    expect((await operator.send('POST', path, { confirm: 'router-a-0', dryRun: true })).status).toBe(200);
  });
});
