import { cpus, loadavg } from 'node:os';
import type { Page } from '@playwright/test';
import { startOwnLab } from '#e2e/pages/own-lab.ts';
import { openBrowser } from './browser.ts';
import { percentile } from './statistics.ts';

/** Milliseconds from a key or a click to the next frame, each; what the browser does not report took at most 16. */
export interface Interaction {
  what: string;
  durations: number[];
}

export interface InteractionResults {
  interactions: Interaction[];
  pods: number;
  cores: number;
  load: number;
  changesPerSecond: number;
}

const aim = 100;
const leastReported = 16;
const changesPerSecond = 20;

/** Runs in the page: the longest part of each interaction, as Interaction to Next Paint counts it. */
function noteInteractions(): void {
  const slow = new Map<number, number>();
  Object.assign(window, { slow });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (entry.interactionId)
        slow.set(entry.interactionId, Math.max(slow.get(entry.interactionId) ?? 0, entry.duration));
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Does something `times` times, `each` interactions at once, and says how long each took. */
async function during(
  page: Page,
  what: string,
  count: number,
  work: () => Promise<void>,
): Promise<Interaction> {
  const slow = () =>
    page.evaluate(() => [...(window as unknown as { slow: Map<number, number> }).slow.values()]);
  const before = (await slow()).length;
  await work();
  // Entries come after the frame that they are about.
  await wait(500);
  const reported = (await slow()).slice(before);
  const quick = Math.max(0, count - reported.length);
  return { what, durations: [...reported, ...Array.from({ length: quick }, () => leastReported)] };
}

async function measure(page: Page, url: string): Promise<Interaction[]> {
  const rows = () =>
    page.waitForFunction(
      () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0) > 4_000,
      undefined,
      { timeout: 60_000 },
    );
  await page.goto(`${url}/pods`);
  await rows();
  await wait(2_000);
  const filter = page.locator('[data-page-filter]');
  const results: Interaction[] = [];
  const words = ['waf-5', 'node-07', 'chain-31'];
  results.push(
    await during(page, 'Filter: each key', words.join('').length, async () => {
      for (const word of words) {
        await filter.focus();
        await page.keyboard.type(word, { delay: 60 });
        await filter.fill('');
        await wait(200);
      }
    }),
  );
  const columns = [1, 3, 4, 5, 8, 1, 3, 4, 5, 8];
  results.push(
    await during(page, 'Sort: each click', columns.length, async () => {
      for (const column of columns) {
        await page.getByRole('columnheader').nth(column).getByRole('button').click();
        await wait(200);
      }
    }),
  );
  const opened = 6;
  results.push(
    await during(page, 'Open a pod: each click', opened, async () => {
      for (let turn = 0; turn < opened; turn += 1) {
        await page
          .getByRole('row')
          .nth(turn + 2)
          .getByRole('link')
          .first()
          .click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await wait(300);
        await page.goBack();
        await rows();
        await wait(300);
      }
    }),
  );
  const sought = 'chain-17 waf';
  results.push(
    await during(page, 'Palette: opened, and each key', sought.length + 1, async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await page.keyboard.type(sought, { delay: 60 });
      await wait(300);
      await page.keyboard.press('Escape');
    }),
  );
  return results;
}

/** Interaction to next paint on five thousand pods of the lab that change meanwhile. */
export async function measureInteractions(): Promise<InteractionResults> {
  const lab = await startOwnLab('fleet-5000', ['--churn', String(changesPerSecond)]);
  const browser = await openBrowser();
  try {
    const { url } = await lab.console('admin');
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.addInitScript(noteInteractions);
    const load = loadavg()[0] ?? Number.NaN;
    const interactions = await measure(page, url);
    return { interactions, pods: 5_000, cores: cpus().length, load, changesPerSecond };
  } finally {
    await browser.close();
    await lab.stop();
  }
}

export const interactionTitle = '## Interaction to next paint';

/** The section of docs/benchmarks.md, from its title on. */
export function interactionReport({ interactions, ...on }: InteractionResults): string {
  const most = (ms: number) => (ms <= leastReported ? `≤ ${leastReported} ms` : `${ms.toFixed(0)} ms`);
  const rows = interactions.map(({ what, durations }) => {
    const worst = Math.max(...durations);
    const gap = worst < aim ? 'met' : `${(worst - aim).toFixed(0)} ms`;
    return `| ${what} | ${durations.length} | ${most(percentile(durations, 0.5))} | ${most(worst)} | ${aim} ms | ${gap} |`;
  });
  return `${interactionTitle}

${on.pods.toLocaleString('en')} pods in fifty chains on the lab, ${on.changesPerSecond} changes a second meanwhile; lab, console, browser and the measuring process
share ${on.cores} cores, whose load average was ${on.load.toFixed(1)}. By the browser's own Event Timing, from the key or click to the next frame.

| | interactions | p50 | worst | aim | gap |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
}
