import { expect } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test.beforeEach(({ request }) => chooseScenario(request, 'trouble'));

test('anything is opened by its name, by the keyboard alone, and the focus comes back', async ({ page }) => {
  await page.goto('/pods');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Open or do' });
  const input = palette.getByRole('combobox');
  await expect(input).toBeFocused();
  await page.keyboard.type('firewall edge');
  await expect(palette.getByRole('option').first()).toContainText('firewall');
  await expect(palette.getByRole('option', { selected: true })).toHaveText(/^firewall/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/functions/cnf-edge/deployments/firewall');
  await expect(palette).toHaveCount(0);

  const button = page.getByRole('button', { name: 'Open or do (Ctrl+K)' });
  await button.click();
  await page.keyboard.type('router-a-0');
  const pod = palette.getByRole('option', { name: /^router-a-0/ });
  await pod.click();
  await expect(page).toHaveURL('/pods/cnf-edge/router-a-0');

  await button.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('no such thing');
  await expect(palette.getByText('Nothing has this name.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('what can be done is found by its verb, and its sheet has an address', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('region', { name: /^Chain / }).first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('restart firewall');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^Restart: firewall/);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Restart: firewall' });
  await expect(sheet.getByRole('button', { name: 'Restart firewall' })).toBeVisible();
  await expect(page).toHaveURL('/functions/cnf-edge/deployments/firewall?act=restart');
  await page.reload();
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page).toHaveURL('/functions/cnf-edge/deployments/firewall');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('freeze edge');
  await page
    .getByRole('option', { name: /^Freeze: / })
    .first()
    .click();
  await expect(page.getByRole('dialog', { name: /freeze/i })).toBeVisible();
});

test('settings are changed from it', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('dark');
  await page.getByRole('dialog').getByRole('option', { name: 'Theme: Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`accessible in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/');
    await expect(page.getByRole('region', { name: /^Chain / }).first()).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('a');
    await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    await isAccessible(page);
  });
}
