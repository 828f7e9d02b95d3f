import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test('networks tell who is attached, with addresses', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/networks');
  const ext1 = page.getByRole('region', { name: 'cnf-edge/ext1', exact: true });
  await expect(ext1.getByRole('row').filter({ hasText: 'router-a-0' })).toContainText('192.168.201.224');
  await expect(page.getByRole('region', { name: 'Pod network' })).toContainText('calico');
});

test('activity is narrowed to warnings', async ({ page, request }) => {
  await chooseScenario(request, 'trouble');
  await page.goto('/activity');
  // Events come by the stream, so the page's program is there to hear the choice.
  await expect(page.getByText('ScalingReplicaSet', { exact: true }).first()).toBeVisible();
  await page.getByLabel('Type').selectOption('Warning');
  await expect(page).toHaveURL(/type=Warning/);
  await expect(page.getByText('BackOff', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('ScalingReplicaSet', { exact: true })).toHaveCount(0);
});
