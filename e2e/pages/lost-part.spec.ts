import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

const part = /\/_next\/static\/chunks\/turbopack-.*\.js/;

test.beforeEach(({ request }) => chooseScenario(request, 'talk-chain'));

test('a page whose program was lost on the way is loaded again, and lives', async ({ page }) => {
  let lost = 0;
  await page.route(part, (route) => {
    lost += 1;
    return lost === 1 ? route.abort('failed') : route.continue();
  });
  await page.goto('/pods');
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 30_000 });
  expect(lost).toBe(2);
  await expect(page.getByRole('alert').filter({ hasText: 'could not be loaded' })).toHaveCount(0);
});

test('one that is lost again says so, and is tried again by itself', async ({ page }) => {
  await page.route(part, (route) => route.abort('failed'));
  await page.goto('/pods');
  const notice = page.getByText('A part of this page could not be loaded. It is tried again by itself.');
  await expect(notice).toBeVisible({ timeout: 40_000 });
  await page.unroute(part);
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 30_000 });
  await expect(notice).toHaveCount(0);
});
