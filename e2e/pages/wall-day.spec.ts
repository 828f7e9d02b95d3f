import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startDay } from '#e2e/wall-day/day-console.ts';
import { incidentsOf, isNear } from '#e2e/wall-day/incidents.ts';
import { type Look, looks, measure, type Size, untilRead, watch } from '#e2e/wall-day/watcher.ts';
import { startOwnLab } from './own-lab.ts';

// A picture of every step would take longer than the day.
test.use({ trace: 'off' });

/** `npm run test:wall-day` takes the whole day. */
const hours = Number(process.env.WALL_DAY_HOURS ?? 0.25);
const length = hours * 3_600_000;
const measures = 24;
const step = 5_000;

test('through a day with outages the wall never shows old news as new, and does not grow', async ({
  page,
}) => {
  test.setTimeout(90_000 + hours * 150_000);
  const lab = await startOwnLab('forty-chains');
  const admin = await lab.console('admin');
  const start = Date.parse('2026-11-30T00:00:00Z');
  const incidents = incidentsOf(start, length);
  const day = await startDay(admin.url, start, incidents);
  try {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.clock.install({ time: start });
    await watch(page);
    await page.goto(`${day.url}/wall?lang=en&tz=UTC`);
    await page.clock.pauseAt(start + 60_000);
    day.advance(start + 60_000);
    await expect(page.locator('main article')).toHaveCount(40);
    const cdp = await page.context().newCDPSession(page);
    const seen: { look: Look; truthAt: number }[] = [];
    const sizes: Size[] = [];
    let reloads = 0;
    let loading = false;
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) return;
      reloads += 1;
      loading = true;
    });
    while (day.now() < start + length) {
      const ms = isNear(incidents, day.now()) ? 1_000 : step;
      // The page's clock never gets ahead of what is told: the age of what is shown is the day's, not the machine's.
      day.advance(day.now() + ms);
      await untilRead(page, day.written);
      await page.clock.runFor(ms);
      if (loading) {
        // How long the machine takes to load a page is not the day's affair.
        loading = false;
        await page.waitForLoadState('load');
        await expect(() => expect(day.written()).not.toBeNull()).toPass();
        // In a page that was loaded anew the clock runs again.
        const at = Math.ceil(await page.evaluate(() => Date.now() / 1_000)) * 1_000 + 2_000;
        await page.clock.pauseAt(at);
        day.advance(at);
      }
      for (const look of await looks(page)) seen.push({ look, truthAt: day.truthAt() });
      const due = start + (sizes.length + 1) * (length / measures);
      if (day.now() >= due) sizes.push(await measure(cdp, day.now()));
    }
    const report = { hours, looks: seen.length, reloads, sizes };
    if (process.env.WALL_DAY_REPORT)
      writeFileSync(process.env.WALL_DAY_REPORT, JSON.stringify(report, null, 1));

    const age = ({ look, truthAt }: (typeof seen)[number]) => look.at - truthAt;
    const silent = seen.filter(
      (one) => age(one) > 15_000 && !one.look.saysStale && one.look.freshness !== 'none',
    );
    expect(silent).toEqual([]);
    // Nor does it cry wolf: with news it is live, half a minute after the last incident.
    const settled = seen.filter(({ look }) => !isNear(incidents, look.at) && look.at > start + 120_000);
    const quiet = Array.from({ length: length / 1_000 }, (_, second) => start + second * 1_000).filter(
      (at) => at > start + 120_000 && !isNear(incidents, at),
    );
    expect(settled.length).toBeGreaterThan(quiet.length * 0.95);
    expect(settled.filter(({ look }) => look.freshness !== 'live').slice(0, 5)).toEqual([]);
    expect(seen.filter(({ look }) => look.saysStale).length).toBeGreaterThan(120);
    // The console that came back was another build.
    expect(reloads).toBe(1);
    // Measured from the reload on: what a day leaves behind is no more than what one hour moves to and fro.
    const after = sizes.filter(({ at }) => at > start + length * 0.35);
    const half = Math.floor(after.length / 2);
    const most = (list: Size[], of: (size: Size) => number) => Math.max(...list.map(of));
    for (const of of [(size: Size) => size.heap, (size: Size) => size.nodes, (size: Size) => size.listeners])
      expect(most(after.slice(half), of)).toBeLessThan(most(after.slice(0, half), of) * 1.1);
  } finally {
    await day.stop();
    await lab.stop();
  }
});
