import { test as base, expect, type Page } from '@playwright/test';
import { type StateName, States } from '#e2e/looks/states.ts';
import { settled, show, type View, views } from '#e2e/looks/views.ts';
import { violationsOf } from './accessible.ts';

/** Every page in every state of `e2e/looks/views.ts`, one state a test: labs and consoles are made once for all of it. */
const test = base.extend<object, { states: States }>({
  states: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that it needs nothing.
    async ({}, use) => {
      const states = new States();
      await use(states);
      await states.leave();
    },
    { scope: 'worker' },
  ],
});
// A picture of every step would take longer than the steps.
test.use({ trace: 'off', viewport: { width: 1440, height: 900 } });

/** Twice as large on a usual screen (WCAG 1.4.4), and a phone. */
const narrow = [
  [720, 450],
  [390, 844],
] as const;
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What is wrong with a view, each finding with where it is. */
async function faults(page: Page, view: View): Promise<string[]> {
  const found = async (where: string, rules?: readonly string[]) =>
    (await violationsOf(page, rules)).map((one) => `${view.name}, ${where}: ${one}`);
  const all = await found('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  // Nothing but colours is another in the dark.
  all.push(...(await found('dark', ['color-contrast'])));
  await page.emulateMedia({ colorScheme: 'light' });
  if (view.wall) return all;
  for (const [width, height] of narrow) {
    await page.setViewportSize({ width, height });
    if (!view.open) await settled(page, view);
    const over = await sideways(page);
    if (over > 0) all.push(`${view.name}, ${width} px wide: scrolls sideways by ${over} px`);
  }
  // On the phone, where targets come close to each other.
  if (view.state === 'talk-chain') all.push(...(await found('on a phone', ['target-size'])));
  await page.setViewportSize({ width: 1440, height: 900 });
  return all;
}

for (const state of Object.keys(new States().enter) as StateName[]) {
  const here = views.filter((view) => view.state === state);
  test(`every page is accessible: ${state}`, async ({ page, states }) => {
    test.setTimeout(60_000 + here.length * 60_000);
    const stage = await states.enter[state]();
    const all: string[] = [];
    for (const view of here) {
      await show(page, view, stage);
      all.push(...(await faults(page, view)));
    }
    expect(all).toEqual([]);
  });
}
