import { expect, type Page, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { isAccessible } from './accessible.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

let lab: OwnLab;
let admin: Console;

// A run takes its time: its waits are longer than a page's.
test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  admin = await lab.console('admin');
});
test.afterAll(() => lab.stop());

const routerA = '/functions/cnf-edge/statefulsets/router-a';

async function plan(page: Page, image: string, soak: string): Promise<void> {
  await page.getByRole('button', { name: 'Upgrade…' }).click();
  await page.getByLabel('Image of frr').fill(image);
  await page.getByText('How carefully').click();
  await page.getByLabel('Soak time in seconds').fill(soak);
}

test('a router goes from one version to the next: planned, started, watched, reported', async ({ page }) => {
  await page.goto(`${admin.url}${routerA}`);
  await plan(page, 'quay.io/frrouting/frr:10.3.0', '2');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('1 pod is replaced');
  await expect(sheet).toContainText('this is an outage');
  await sheet.getByLabel('I accept that router-a does not serve meanwhile').check();
  await sheet.getByRole('checkbox', { name: 'BFD' }).uncheck();
  await sheet.getByLabel('Reason').fill('CVE in 8.4');
  await sheet.getByRole('button', { name: 'Upgrade router-a to 10.3.0' }).click();
  await expect(page).toHaveURL(/\/upgrades\/r/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('8.4.4 → 10.3.0');
  await expect(page.getByText('Routing sessions').first()).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText('BFD', { exact: true })).toHaveCount(0);
  // It is all still there after a reload, and tells its end.
  await page.reload();
  await expect(page.getByText('CVE in 8.4').first()).toBeVisible();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Longest time without the pod')).toBeVisible();
  const markdown = await page.request.get(
    `${admin.url}${await page.getByRole('link', { name: 'Markdown' }).getAttribute('href')}`,
  );
  expect(await markdown.text()).toContain('router-a-0');
  await page.goto(`${admin.url}${routerA}`);
  await expect(page.getByRole('link', { name: 'Upgrade 8.4.4 → 10.3.0' })).toBeVisible();
});

test('a run is paused, resumed and rolled back', async ({ page }) => {
  await page.goto(`${admin.url}/functions/cnf-edge/statefulsets/router-b`);
  await plan(page, 'quay.io/frrouting/frr:10.3.0', '60');
  await page.getByLabel('I accept that router-b does not serve meanwhile').check();
  await page.getByRole('button', { name: 'Upgrade router-b to 10.3.0' }).click();
  await expect(page).toHaveURL(/\/upgrades\/r/);
  const order = async (name: string) => {
    await page.getByRole('button', { name: `${name}…` }).click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  };
  await expect(page.getByText('Routing sessions').first()).toBeVisible({ timeout: 45_000 });
  // From anywhere, by the palette.
  const { pathname } = new URL(page.url());
  await page.goto(`${admin.url}/pods`);
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('pause run router-b');
  await page.getByRole('option', { name: /^Hold run: router-b/ }).click();
  await expect(page).toHaveURL(`${admin.url}${pathname}?act=pause`);
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText('Nothing moves until somebody resumes')).toBeVisible();
  await order('Resume');
  await expect(page.getByText('Nothing moves until somebody resumes')).toBeHidden();
  await order('Roll back');
  await expect(page.getByRole('heading', { name: 'Going back' })).toBeVisible();
  await isAccessible(page);
  await order('Abort');
  await expect(page.getByText(/Rolled back|Aborted/).first()).toBeVisible({ timeout: 60_000 });
});

test('a tag that does not exist ends before any pod is touched', async ({ page }) => {
  await page.goto(`${admin.url}/functions/cnf-edge/statefulsets/router-b`);
  await plan(page, 'quay.io/frrouting/frr:99.9', '2');
  await page.getByLabel('I accept that router-b does not serve meanwhile').check();
  await page.getByRole('button', { name: 'Upgrade router-b to 99.9' }).click();
  await expect(page.getByText('Failed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('No pod was changed.')).toBeVisible();
});

test('a viewer is told which right is missing', async ({ page }) => {
  const viewer = await lab.console('viewer');
  await page.goto(`${viewer.url}${routerA}`);
  const button = page.getByRole('button', { name: 'Upgrade…' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/patch/);
  await page.goto(`${viewer.url}/upgrades`);
  const ended = page.getByRole('table', { name: 'Ended' });
  await expect(ended.getByRole('columnheader', { name: 'Sessions back' })).toBeVisible();
  await expect(ended.getByRole('row').filter({ hasText: 'router-a' })).toContainText(/\d s/);
});
