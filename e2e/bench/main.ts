import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { buildConsole, type Console, startConsole } from '#e2e/cluster/console.ts';
import { findCluster } from '#e2e/contract/find-cluster.ts';
import { connect } from '#e2e/contract/kube-api.ts';
import { startLabTarget } from '#e2e/contract/lab-target.ts';
import { type FirstLoad, firstLoad, longTasksDuring, openBrowser } from './browser.ts';
import { editorPart } from './editor-part.ts';
import { type Fleet, makeFleet } from './fleet.ts';
import { interactionReport, interactionTitle, measureInteractions } from './interactions.ts';
import { type Latency, measureLatency } from './latency.ts';
import { makeReader } from './reader.ts';
import { type Results, report } from './report.ts';
import { cpuSeconds, openStreams, residentMegabytes, watchesOpenAt } from './server-load.ts';

/**
 * `npm run bench`: what the console costs with thousands of pods in one namespace, on a real API server where there is
 * one, else on the lab. Things are compared within one run only, and nothing is asserted. Writes docs/benchmarks.md;
 * `-- --part interactions` writes its last section alone.
 */
const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '5000' },
    part: { type: 'string', default: 'all' },
    samples: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../docs/benchmarks.md') },
  },
});
const count = Number(values.pods);
const samples = Number(values.samples);
const seconds = Number(values.seconds);
const changesPerSecond = 100;
const viewers = 100;

const say = (text: string) => process.stdout.write(`${text}\n`);
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function interactions(page: Page): Promise<Results['interactions']> {
  const grid = page.getByRole('grid');
  const box = (await grid.boundingBox()) ?? { x: 100, y: 300, width: 0, height: 0 };
  const scrolling = await longTasksDuring(page, async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, turn % 10 === 9 ? 40_000 : 900);
      await wait(16);
    }
  });
  await page.mouse.move(2, 2);
  const sorting = await longTasksDuring(page, async () => {
    for (const column of [1, 3, 4, 5, 8]) {
      await page.getByRole('columnheader').nth(column).getByRole('button').click();
      await wait(150);
    }
  });
  const filtering = await longTasksDuring(page, async () => {
    const filter = page.locator('[data-page-filter]');
    await filter.pressSequentially('upf-004', { delay: 40 });
    await wait(150);
    await filter.fill('');
    await wait(150);
  });
  return { scrolling: scrolling.longest, sorting: sorting.longest, filtering: filtering.longest };
}

async function measure(fleet: Fleet, console: Console, api: ReturnType<typeof connect>) {
  const pid = console.process.pid ?? 0;
  const browser = await openBrowser();
  try {
    const view = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };
    const url = `${console.url}/pods?namespace=${fleet.namespace}`;
    const loads: FirstLoad[] = [];
    let page: Page | undefined;
    for (let run = 0; run < 5; run += 1) {
      await page?.context().close();
      page = await (await browser.newContext(view)).newPage();
      loads.push(await firstLoad(page, url, count));
    }
    if (page === undefined) throw new Error('no page was opened');
    const fromKeyToRows = await filterTime(page);
    say(`first load: ${loads.map((load) => `${Math.round(load.usable)} ms`).join(', ')}`);

    const quiet = await measureLatency(api, page, fleet, { from: 1, count: samples, everyMs: 60 });
    say(`quiet: raw ${ms(quiet)} pixel ${ms(quiet, 'pixel')}`);
    const moved = await interactions(page);
    await page.goto(url);
    await page.waitForFunction(() => window.notes.usableAt !== null);
    await wait(1000);

    const began = performance.now();
    const churn = fleet.churn(changesPerSecond);
    let busy: Latency | undefined;
    const current = page;
    const tasks = await longTasksDuring(page, async () => {
      busy = await measureLatency(api, current, fleet, {
        from: 10_001,
        count: samples,
        everyMs: (seconds * 1000) / samples,
      });
    });
    const changes = await churn.stop();
    const rate = changes / ((performance.now() - began) / 1000);
    if (busy === undefined) throw new Error('nothing was measured under churn');
    say(`churn of ${rate.toFixed(0)}/s: raw ${ms(busy)} pixel ${ms(busy, 'pixel')}`);

    const oneViewer = residentMegabytes(pid);
    const withOne = await moments();
    const streams = await openStreams(console.url, viewers - 1);
    await wait(3000);
    const second = fleet.churn(changesPerSecond);
    const [cpuFrom, from, bytesFrom] = [cpuSeconds(pid), performance.now(), streams.bytes()];
    let rss = 0;
    while (performance.now() - from < seconds * 1000) {
      rss = Math.max(rss, residentMegabytes(pid));
      await wait(250);
    }
    const elapsed = (performance.now() - from) / 1000;
    const cores = (cpuSeconds(pid) - cpuFrom) / elapsed;
    const bytesPerViewer = (streams.bytes() - bytesFrom) / elapsed / (viewers - 1);
    const secondRate = (await second.stop()) / elapsed;
    const withMany = await moments();
    await streams.close();

    return {
      loads,
      fromKeyToRows,
      quiet,
      busy,
      churnPerSecond: rate,
      longTasksPerSecond: tasks.total / tasks.seconds,
      longestTask: tasks.longest,
      interactions: moved,
      moments: { withOne, withMany },
      server: { oneViewer, rss, cores, bytesPerViewer, changesPerSecond: secondRate },
    };
  } finally {
    await browser.close();
  }
}

/** Twenty moments over four seconds: between the end of a watch and the next there is none for an instant. */
async function moments(): Promise<Date[]> {
  const times: Date[] = [];
  while (times.length < 20) {
    times.push(new Date());
    await wait(200);
  }
  return times;
}

/** From the last key of a filter that fits one pod to the frame with that row alone. */
async function filterTime(page: Page): Promise<number> {
  const filter = page.locator('[data-page-filter]');
  await filter.focus();
  const time = page.evaluate(
    () =>
      new Promise<number>((done) => {
        addEventListener(
          'input',
          () => {
            const from = performance.now();
            const look = () =>
              document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '2'
                ? done(performance.now() - from)
                : requestAnimationFrame(look);
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      }),
  );
  await filter.fill('upf-00042');
  const took = await time;
  await filter.fill('');
  return took;
}

const ms = (latency: Latency, which: 'raw' | 'pixel' = 'raw') =>
  `${latency[which].p50.toFixed(0)}/${latency[which].p99.toFixed(0)} ms`;

buildConsole();
if (values.part === 'interactions') {
  const editor = editorPart(values.out);
  const rest = readFileSync(values.out, 'utf8').replace(editor.trim(), '');
  const [head = ''] = rest.split(interactionTitle);
  writeFileSync(
    values.out,
    `${head.trimEnd()}\n\n${interactionReport(await measureInteractions())}${editor}`,
  );
  say(`written: ${values.out}`);
  process.exit(0);
}
const found = findCluster();
const lab = found === '' ? await startLabTarget() : undefined;
const kubeconfig = lab?.kubeconfig ?? found;
const api = connect(kubeconfig);
const load = loadavg()[0] ?? Number.NaN;
const fleet = await makeFleet(api, count, say);
let reader: Awaited<ReturnType<typeof makeReader>> | undefined;
let console: Console | undefined;
let written: string;
try {
  reader = lab === undefined ? await makeReader(api, fleet.namespace) : undefined;
  console = await startConsole(reader?.kubeconfig ?? kubeconfig);
  const { moments, ...measured } = await measure(fleet, console, api);
  await console.stop();
  await wait(1000);
  const log = join(dirname(kubeconfig), 'logs', 'audit.log');
  const watchesAt = (times: readonly Date[]) =>
    reader === undefined ? undefined : watchesOpenAt(log, reader.user, times);
  const version = await api.get<{ gitVersion: string }>('/version');
  const results: Results = {
    conditions: {
      pods: count,
      cluster:
        lab === undefined
          ? `Kubernetes ${version.body.gitVersion}`
          : `the lab (${version.body.gitVersion}, simulated)`,
      cores: cpus().length,
      load,
      loadAfter: loadavg()[0] ?? Number.NaN,
      node: process.version,
      samples,
      seconds,
      changesPerSecond,
      viewers,
    },
    ...measured,
    watches: { withOne: watchesAt(moments.withOne), withMany: watchesAt(moments.withMany) },
  };
  written = report(results);
} finally {
  await console?.stop();
  await reader?.remove();
  await fleet.remove();
  await lab?.stop();
}
const editor = editorPart(values.out);
writeFileSync(values.out, `${written}\n${interactionReport(await measureInteractions())}${editor}`);
say(`written: ${values.out}`);
