import { expect } from '@playwright/test';
import { heldBack } from './held-back.ts';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test('a box that is ticked before the page’s program is there stays ticked and counts', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'talk-chain');
  const arrive = await heldBack(page);
  await page.goto('/functions', { waitUntil: 'commit' });
  await page.getByRole('checkbox').check();
  arrive();
  await expect(page).toHaveURL(/all=true/);
  await expect(page.getByRole('checkbox')).toBeChecked();
});

test('what is chosen and typed before the page’s program is there counts when it is', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'trouble');
  const arrive = await heldBack(page);
  await page.goto('/activity', { waitUntil: 'commit' });
  await page.getByLabel('Type').selectOption('Warning');
  await page.getByLabel('Filter by any words').fill('BackOff');
  arrive();
  await expect(page).toHaveURL(/type=Warning/);
  await expect(page).toHaveURL(/q=BackOff/);
  await expect(page.getByText('BackOff', { exact: true }).first()).toBeVisible();
  await expect(page.getByLabel('Type')).toHaveValue('Warning');
  await expect(page.getByText('ScalingReplicaSet', { exact: true })).toHaveCount(0);
});

test('a form whose program is not there yet takes nothing that would be lost', async ({ page }) => {
  const arrive = await heldBack(page);
  await page.goto('/start', { waitUntil: 'commit' });
  const add = page.getByRole('button', { name: 'Add a network' });
  await expect(add).toBeDisabled();
  arrive();
  await add.click();
  await expect(page.getByLabel('Network of net1')).toBeVisible();
});
