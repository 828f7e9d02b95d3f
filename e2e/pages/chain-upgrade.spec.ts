import { expect, type Page, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { isAccessible } from './accessible.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

let lab: OwnLab;
let admin: Console;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  admin = await lab.console('admin');
});
test.afterAll(() => lab.stop());

const chain = '/chains/cnf-edge/internet-edge';

/** Opens the chain's sheet, chooses images by container, and takes the gates lightly. */
async function choose(page: Page, images: Record<string, string>): Promise<void> {
  await page.goto(`${admin.url}${chain}`);
  await page.getByRole('button', { name: 'Upgrade chain…' }).click();
  const sheet = page.getByRole('dialog');
  for (const [container, image] of Object.entries(images))
    await sheet.getByLabel(`Image of ${container}`, { exact: true }).fill(image);
  await sheet.getByText('How carefully').click();
  await sheet.getByLabel('Soak time in seconds').fill('1');
  // All at once, to be quick: that has to be accepted.
  await sheet.getByLabel('Pods at a time').fill('3');
  await sheet.getByLabel(/^I accept that firewall, waf/).check();
}

async function order(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `${name}…` }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

test('functions of a chain go one after the other, seen live wherever they are shown', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const home = await context.newPage();
  await home.goto(admin.url);
  await choose(page, {
    firewall: 'registry.example.net/firewall:v1.19',
    waf: 'registry.example.net/waf:v2.25.0',
  });
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Preflight').selectOption('no');
  await sheet.getByText(/What happens to firewall/).click();
  await expect(sheet.getByRole('region', { name: 'What will happen' }).first()).toContainText('are replaced');
  await sheet.getByLabel('Reason').fill('CVE in both');
  await sheet.getByRole('button', { name: 'Upgrade 2 functions' }).click();
  await expect(page).toHaveURL(/\/upgrades\/c/);
  const functions = page.getByRole('table', { name: 'Functions in their order' });
  await expect(functions.getByRole('row').nth(1)).toContainText('firewall');
  await expect(functions.getByRole('row').nth(2)).toContainText('Waiting');
  await expect(functions.getByRole('row').nth(1)).toContainText('Running');
  await expect(
    home.getByRole('article', { name: 'firewall' }).getByRole('link', { name: /^Upgrade/ }),
  ).toBeVisible();
  // Held between two pods, and not before somebody lets it go on; after a reload it is all still there.
  await order(page, 'Pause');
  await expect(page.getByText('Nothing moves until somebody resumes')).toBeVisible();
  await page.reload();
  await expect(page.getByText('CVE in both').first()).toBeVisible();
  await order(page, 'Resume');
  await expect(page.getByText('Nothing moves until somebody resumes')).toBeHidden();
  await isAccessible(page);
  await expect(page.getByText('Succeeded', { exact: true })).toHaveCount(3, { timeout: 90_000 });
  const report = page.getByRole('region', { name: 'Report' });
  await expect(report).toContainText('Longest time without the pod');
  const path = await report.getByRole('link', { name: 'Markdown' }).getAttribute('href');
  const text = await page.request.get(`${admin.url}${path}`);
  expect(await text.text()).toContain('| deployments/waf | forward | succeeded |');
  await page.goto(`${admin.url}${chain}`);
  await expect(page.getByRole('link', { name: /^internet-edge/ }).first()).toBeVisible();
  await expect(page.getByRole('article', { name: 'waf' })).toContainText('v2.25.0');
});

test('a chain stops at the first that fails, and goes back', async ({ page }) => {
  test.setTimeout(120_000);
  await choose(page, {
    firewall: 'registry.example.net/firewall:v1.18',
    waf: 'registry.example.net/waf:v9.9',
  });
  await page.getByRole('button', { name: 'Upgrade 2 functions' }).click();
  await expect(page.getByText('A function’s run failed')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('status').filter({ hasText: 'waf' })).toContainText('failed');
  await order(page, 'Roll back');
  await expect(page.getByText('Rolled back', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await page.goto(`${admin.url}${chain}`);
  await expect(page.getByRole('article', { name: 'firewall' })).toContainText('v1.19');
});

test('a viewer is told which right is missing', async ({ page }) => {
  const viewer = await lab.console('viewer');
  await page.goto(`${viewer.url}${chain}`);
  const button = page.getByRole('button', { name: 'Upgrade chain…' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/patch/);
});
