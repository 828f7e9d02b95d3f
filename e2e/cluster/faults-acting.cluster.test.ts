import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { actingStage, endOf, lacksUsers, send } from './acting/stage.ts';
import { ownControlPlane, pauseApiServer } from './control-plane.ts';

/** Milliseconds: long enough to be in the middle of an action, short enough for everybody else. */
const pauseMs = 3_000;

describe.skipIf(lacksUsers || !ownControlPlane())('an API server that stops for a moment', () => {
  const { waf, as, get, namespace } = actingStage();

  it('delays an action, and it is done once', async () => {
    const operator = await as('operator');
    const { generation } = (await get('deployment', 'waf')).metadata;
    const resume = pauseApiServer();
    let answer: Awaited<ReturnType<typeof send<ActionAnswer>>>;
    try {
      const asked = send<ActionAnswer>(
        operator,
        'POST',
        `${waf}/scale`,
        { replicas: 4 },
        { 'idempotency-key': `stop-${namespace}` },
      );
      await wait(pauseMs);
      resume();
      answer = await asked;
    } finally {
      resume();
    }
    expect(answer.status).toBe(200);
    expect(await endOf(operator, answer.body.id)).toMatchObject({
      state: 'settled',
      outcome: { state: 'done' },
    });
    expect((await get('deployment', 'waf')).metadata.generation).toBe(generation + 1);
  });
});
