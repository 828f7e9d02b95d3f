import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test('a chain is found by a version in it, and the filter is in the address', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/chains');
  await expect(page.getByRole('region', { name: /^Chain / })).toHaveCount(2);
  await page.keyboard.press('/');
  await expect(page.getByLabel('Filter chains')).toBeFocused();
  await page.keyboard.type('2.24.123');
  await expect(page.getByRole('region', { name: /^Chain / })).toHaveCount(1);
  await expect(page).toHaveURL(/q=2\.24\.123/);
  await page.reload();
  await expect(page.getByRole('region', { name: /^Chain / })).toHaveCount(1);
});

test('a chain shows who is on which secondary network', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/chains/cnf-edge/internet-edge');
  const figure = page.getByRole('region', { name: 'The way of the traffic' });
  await expect(figure.getByRole('article')).toHaveCount(5);
  await expect(figure.getByRole('list', { name: 'Secondary networks' })).toContainText(
    'cnf-edge/ext1: attached are router-a, router-b',
  );
});

test('mixed versions are seen at once, each with its pods', async ({ page, request }) => {
  await chooseScenario(request, 'trouble');
  await page.goto('/chains/cnf-edge/internet-edge');
  const balancer = page
    .getByRole('region', { name: 'The way of the traffic' })
    .getByRole('article', { name: 'load-balancer' });
  await expect(balancer).toContainText('v2.21');
  await expect(balancer).toContainText('v2.22');
});

test('a chain that does not exist says so, by name', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/chains/cnf-edge/no-such-chain');
  await expect(page.getByText('cnf-edge/no-such-chain does not exist in the cluster')).toBeVisible();
});
