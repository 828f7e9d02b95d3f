import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test.beforeEach(async ({ request }) => chooseScenario(request, 'talk-chain'));

test('the keyboard goes everywhere and says how', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('All functions are as declared')).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(help).toContainText('Go to Pods');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page).toHaveURL('/functions');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL('/');
});

test('language, theme and time zone are kept', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Display settings' }).click();
  await page.getByLabel('Dark').check();
  await page.getByLabel('UTC').check();
  await page.getByLabel('日本語').click();
  await expect(page.getByText('すべての機能が宣言どおりに稼働しています')).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: '表示設定' }).click();
  await expect(page.getByLabel('UTC')).toBeChecked();
});

test('the page says that the cluster is simulated, how fresh it is, and what it watches', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByText('Simulated cluster')).toBeVisible();
  await page.getByRole('button', { name: /^Live/ }).click();
  await expect(page.getByRole('dialog', { name: 'How fresh the data is' })).toContainText(
    'Cluster last heard',
  );
});

test('on a telephone the page and the tab that are open are in sight in their rows', async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/displays');
  const pages = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await expect(pages.filter({ hasText: 'Displays' })).toBeInViewport({ ratio: 0.95 });
  await expect(pages.filter({ hasText: 'Home' })).not.toBeInViewport();
  // Counts of trouble make the row longer.
  await chooseScenario(request, 'trouble');
  await expect(pages.filter({ hasText: 'Chains' })).toContainText('1');
  await expect(pages.filter({ hasText: 'Displays' })).toBeInViewport({ ratio: 0.95 });
  await page.goto('/pods/cnf-edge/router-a-0?tab=log');
  await expect(page.getByRole('tab', { name: 'Log' })).toBeInViewport({ ratio: 0.95 });
  await expect(pages.filter({ hasText: 'Pods' })).toBeInViewport({ ratio: 0.95 });
});
