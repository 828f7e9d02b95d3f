import { expect, type Page, test } from '@playwright/test';
import { type OwnLab, startOwnLab } from './own-lab.ts';

/** Writes down what a screen reader is given to say: every change of what is in a live region, and how often rows changed. */
function listen(): void {
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
  const notes = { said: [] as string[], changes: 0 };
  Object.assign(window, { notes });
  new MutationObserver((mutations) => {
    notes.changes += mutations.length;
    const regions = new Set<Element>();
    for (const { target } of mutations) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest('[aria-hidden=true]') ? null : element?.closest(live);
      if (region) regions.add(region);
    }
    for (const region of regions) notes.said.push(region.textContent ?? '');
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const notesOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { notes: { said: string[]; changes: number } }).notes);

let lab: OwnLab;
let url: string;
test.beforeAll(async () => {
  lab = await startOwnLab('trouble', ['--churn', '20']);
  url = (await lab.console('admin')).url;
});
test.afterAll(() => lab.stop());

for (const path of ['/', '/pods', '/wall']) {
  test(`what changes all the time is not read out all the time: ${path}`, async ({ page }) => {
    await page.goto(`${url}${path}`);
    await expect(page.locator('.skeleton')).toHaveCount(0);
    await expect(page.getByRole('main').locator('article, tr, [role=row]').first()).toBeVisible();
    await page.evaluate(listen);
    await expect(async () => expect((await notesOf(page)).changes).toBeGreaterThan(60)).toPass();
    // News of its own, as that the data is old, is said once.
    const { said } = await notesOf(page);
    expect(said.length, said.join('\n')).toBeLessThan(3);
  });
}
