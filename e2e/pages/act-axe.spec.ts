import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { chooseScenario } from './scenario.ts';

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme}, ${width} px wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 844 } });
      test.beforeEach(({ request }) => chooseScenario(request, 'talk-chain'));

      test('the sheet is accessible in every state', async ({ page }) => {
        await page.goto('/functions/cnf-edge/deployments/lb');
        await page.getByRole('button', { name: 'Scale…' }).click();
        const sheet = page.getByRole('dialog');
        await page.keyboard.type('0');
        await expect(sheet.getByLabel('Type lb to confirm')).toBeVisible();
        await isAccessible(page);
        await sheet.getByRole('spinbutton').fill('5');
        await expect(sheet.getByRole('button', { name: 'Set its bounds to 5–6…' })).toBeVisible();
        await isAccessible(page);
        const other = await page.request.post('/api/v1/functions/cnf-edge/deployments/lb/restart', {
          data: {},
        });
        expect(other.ok()).toBe(true);
        await sheet.getByRole('button', { name: 'Scale lb from 2 to 5' }).click();
        await expect(sheet.getByRole('alert')).toContainText('something has changed');
        await isAccessible(page);
        await sheet.getByRole('button', { name: /^Scale lb from \d to 5$/ }).click();
        await expect(sheet.getByRole('status')).toBeVisible();
        await isAccessible(page);
      });

      test('freezing, its notice and the time line are accessible', async ({ page }) => {
        await page.goto('/chains/cnf-edge/internet-edge');
        await page.getByRole('button', { name: 'Freeze…' }).click();
        const dialog = page.getByRole('dialog');
        await isAccessible(page);
        await dialog.getByLabel('Why').fill('final on Saturday');
        await dialog.getByRole('button', { name: 'Freeze chain internet-edge' }).click();
        await expect(page.getByRole('region', { name: 'Change freeze' })).toBeVisible();
        await isAccessible(page);
        await page.goto('/activity?type=action');
        await page.getByRole('main').locator('summary').first().click();
        await isAccessible(page);
      });
    });
  }
}
