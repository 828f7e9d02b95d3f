import type { Page } from '@playwright/test';
import type { KubeApi } from '#e2e/contract/kube-api.ts';
import { watch } from '#e2e/contract/watch.ts';
import { clockOffset, seen } from './browser.ts';
import type { Fleet } from './fleet.ts';
import { type Spread, spread } from './statistics.ts';

export interface Latency {
  /** From sending the change to its event in a watch of the same pods, opened beside the console; milliseconds. */
  raw: Spread;
  /** From sending the change to the frame that shows it. */
  pixel: Spread;
  /** Changes that were overtaken by the next one before they were drawn. */
  missed: number;
}

/** Changes the first pod's restart count again and again, and follows each change to a raw watch and to the page. */
export async function measureLatency(
  api: KubeApi,
  page: Page,
  fleet: Fleet,
  samples: { from: number; count: number; everyMs: number },
): Promise<Latency> {
  const probe = fleet.names[0] ?? '';
  const path = `/api/v1/namespaces/${fleet.namespace}/pods`;
  const { body } = await api.list(path, { limit: 1 });
  const raw = await watch(api, path, { resourceVersion: body.metadata.resourceVersion });
  const arrived = new Map<number, number>();
  let stopped = false;
  const reading = (async () => {
    while (!stopped) {
      const event = await raw.next(600).catch(() => 'ended' as const);
      if (event === 'ended') return;
      const at = performance.now();
      if (event.object.metadata.name !== probe) continue;
      const [status] = (event.object.status?.containerStatuses ?? []) as { restartCount: number }[];
      if (status !== undefined && !arrived.has(status.restartCount)) arrived.set(status.restartCount, at);
    }
  })();

  const sent = new Map<number, number>();
  for (let number = samples.from; number < samples.from + samples.count; number += 1) {
    sent.set(number, performance.now());
    await fleet.restart(probe, number);
    // Not in step with frames or timers of the console.
    await new Promise((resolve) => setTimeout(resolve, samples.everyMs * (0.5 + Math.random())));
  }
  await page.waitForTimeout(3000);
  stopped = true;
  raw.close();
  await reading;

  const offset = await clockOffset(page);
  const drawn = new Map<number, number>();
  for (const { text, at } of await seen(page)) {
    const number = Number.parseInt(text, 10);
    if (!drawn.has(number)) drawn.set(number, at + offset);
  }
  const since = (times: Map<number, number>) =>
    [...sent].flatMap(([number, at]) => {
      const then = times.get(number);
      return then === undefined ? [] : [then - at];
    });
  const pixels = since(drawn);
  return { raw: spread(since(arrived)), pixel: spread(pixels), missed: sent.size - pixels.length };
}
