import { expect, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { isAccessible } from './accessible.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

let lab: OwnLab;
let operator: Console;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  operator = await lab.console('operator');
});
test.afterAll(() => lab.stop());

const firewall = '/functions/cnf-edge/deployments/firewall';

test('a function is tried out, and is as before', async ({ page }) => {
  test.slow();
  await page.goto(`${operator.url}${firewall}`);
  await page.getByRole('button', { name: 'Lifecycle checks…' }).click();
  const sheet = page.getByRole('dialog');
  const check = (name: string) =>
    page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  await expect(check('rolling_update')).toContainText('No later version was given or found.');
  await sheet.getByLabel('Later version of firewall').fill('registry.example.net/firewall:v1.19');
  await sheet.getByLabel('Earlier version of firewall').fill('registry.example.net/firewall:v1.17');
  for (const name of ['increase_decrease_capacity', 'rolling_update', 'rolling_downgrade', 'rollback'])
    await expect(check(name)).toContainText('Will run');
  await sheet.getByLabel('Reason').fill('before the certification');
  await sheet.getByRole('button', { name: 'Check firewall' }).click();
  await expect(page).toHaveURL(/\/upgrades\/r/);
  await expect(page.getByRole('button', { name: 'Roll back…' })).toHaveAccessibleDescription(
    /put back at the end/,
  );
  await expect(check('increase_decrease_capacity')).toContainText('Passed', { timeout: 90_000 });
  await isAccessible(page);
  await page.getByRole('button', { name: 'Abort…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Abort', exact: true }).click();
  await expect(page.getByText('Aborted', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(check('rollback')).toContainText('The run was aborted.');
  const markdown = await page.request.get(
    `${operator.url}${await page.getByRole('link', { name: 'Markdown' }).getAttribute('href')}`,
  );
  expect(await markdown.text()).toContain('increase\\_decrease\\_capacity | passed');
  await page.goto(`${operator.url}${firewall}`);
  await expect(page.getByText('registry.example.net/firewall:v1.18').first()).toBeVisible();
});

test('a viewer is told which right is missing', async ({ page }) => {
  const viewer = await lab.console('viewer');
  await page.goto(`${viewer.url}${firewall}`);
  const button = page.getByRole('button', { name: 'Lifecycle checks…' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/patch/);
});
