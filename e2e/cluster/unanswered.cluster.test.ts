import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { mayArriveMs } from '#lib/domain/action/found-afterwards.ts';
import { type SilentProxy, silentProxy } from './acting/silent-proxy.ts';
import { actingStage, endOf, fileOf, lacksUsers, send } from './acting/stage.ts';
import { type Console, startConsole } from './console.ts';

describe.skipIf(lacksUsers)('an API server that is gone in the middle of an action', () => {
  const { namespace, waf, get, ctl } = actingStage();
  let proxy: SilentProxy;
  let console: Console;
  beforeAll(async () => {
    proxy = await silentProxy(fileOf('operator'));
    console = await startConsole(proxy.kubeconfig, { CNF_NAMESPACES: namespace });
  });
  afterAll(async () => {
    await console.stop();
    await proxy.close();
  });

  /** Scales with a fault on the way, and gives the action's id once the way is free again. */
  async function scaleWith(fault: 'lose-answer' | 'lose-request', replicas: number, key: string) {
    proxy.fault = fault;
    const headers = { 'idempotency-key': key };
    const answer = await send(console, 'POST', `${waf}/scale`, { replicas }, headers);
    expect(answer.status).toBe(503);
    expect(answer.body.detail).toContain('Whether it was done is not known');
    proxy.back();
    return answer.body.action;
  }
  const audited = async (id: unknown) => {
    const { body } = await send<{
      items: { id: string; outcome: { state: string; detail: string } | null }[];
    }>(console, 'GET', `/api/v1/audit?namespace=${namespace}`);
    return body.items.find((item) => item.id === id)?.outcome;
  };

  it('that did it is found to have done it, and who asks again with the same key is told so', async () => {
    const key = `lost-${namespace}`;
    const id = await scaleWith('lose-answer', 5, key);
    expect((await get('deployment', 'waf')).spec.replicas).toBe(5);
    expect(await endOf(console, id)).toMatchObject({ state: 'settled' });
    await eventually('the outcome in the record', async () =>
      (await audited(id))?.state === 'done' ? true : undefined,
    );
    await eventually('the Event', async () =>
      /ConsoleScaleDone .*it was found to be done/.test(await ctl('describe', 'deployment', 'waf'))
        ? true
        : undefined,
    );
    const { generation } = (await get('deployment', 'waf')).metadata;
    const again = await send(console, 'POST', `${waf}/scale`, { replicas: 5 }, { 'idempotency-key': key });
    expect(again).toMatchObject({ status: 200, body: { id } });
    expect((await get('deployment', 'waf')).metadata.generation).toBe(generation);
  });

  it('that did not do it is found not to have, once it can no longer be on its way', async () => {
    const id = await scaleWith('lose-request', 3, `cut-${namespace}`);
    await eventually('live data', async () => {
      const { status, body } = await send(console, 'GET', `/api/v1/actions/${id}`);
      if (status !== 200) return undefined;
      expect(body).toMatchObject({ state: 'unknown' });
      return true;
    });
    const end = await eventually(
      'the end',
      async () => {
        const { status, body } = await send(console, 'GET', `/api/v1/actions/${id}`);
        return status === 200 && body.state !== 'unknown' ? body : undefined;
      },
      mayArriveMs / 1_000 + 30,
    );
    expect(['not-done', 'refused']).toContain(end.state);
    await eventually('the outcome in the record', async () =>
      (await audited(id))?.state === 'refused' ? true : undefined,
    );
    expect((await audited(id))?.detail).toContain('it was not done');
    expect((await get('deployment', 'waf')).spec.replicas).toBe(5);
  });
});
