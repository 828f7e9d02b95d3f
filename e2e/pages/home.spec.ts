import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test('all is well: one sentence, the chains in order, nothing to scroll', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/');
  await expect(page.getByText('All functions are as declared')).toBeVisible();
  const chain = page.getByRole('region', { name: 'Chain internet-edge' });
  await expect(chain.getByRole('article')).toHaveText([
    /^router/,
    /^router/,
    /^firewall/,
    /^waf/,
    /^load-balancer/,
  ]);
  await expect(chain.getByRole('article', { name: 'waf' })).toContainText('v2.24.123');
  await expect(chain.getByRole('article', { name: 'waf' })).toContainText('3/3');
  const scrolls = await page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  expect(scrolls).toBe(false);
});

test('something is wrong: what, where and since when, before everything else', async ({ page, request }) => {
  await chooseScenario(request, 'trouble');
  await page.goto('/');
  await expect(page.getByText(/functions? (is|are) down/)).toBeVisible();
  const first = page.getByRole('region', { name: /^Chain / }).first();
  await expect(first).toHaveAccessibleName('Chain internet-edge');
  const firewall = first.getByRole('article', { name: 'firewall' });
  await expect(firewall).toContainText('Image cannot be pulled');
  await firewall.getByRole('link', { name: 'firewall' }).click();
  await expect(page).toHaveURL('/functions/cnf-edge/deployments/firewall');
  await expect(page.getByRole('region', { name: 'What is wrong' })).toContainText(
    'registry.example.net/firewall:v1.99',
  );
});

test('an incident is copied as Markdown: what is wrong since when, and what changed before it', async ({
  page,
  request,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await chooseScenario(request, 'trouble');
  await page.goto('/');
  await page.getByRole('button', { name: 'Copy: incident summary' }).click();
  await expect(page.getByRole('button', { name: 'Copied: incident summary' })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^# \d+ functions? (is|are) down/);
  expect(text).toMatch(
    /\*\*Down\*\* \[cnf-edge\/deployments\/firewall\]\(http.*\/functions\/cnf-edge\/deployments\/firewall\)/,
  );
  expect(text).toMatch(/Image cannot be pulled ×2 · firewall-/);
  expect(text).toMatch(
    /Container crashes again and again ×3 · .* · last \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC .*\n +- No replica is ready · since \d{4}-/,
  );
  expect(text).toMatch(/^## What changed since .* UTC$/m);
});

test('a cluster without functions says how one gets here', async ({ page, request }) => {
  await chooseScenario(request, 'empty');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'No network functions in this cluster yet' })).toBeVisible();
});

test('the scenario is changed from the page, and the page follows without a reload', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/');
  await expect(page.getByText('All functions are as declared')).toBeVisible();
  await page.getByLabel('Scenario').selectOption({ label: 'Trouble' });
  await expect(page.getByText(/functions? (is|are) down/)).toBeVisible();
});

test('what is in trouble and no network function is told beside the verdict', async ({ page, request }) => {
  await chooseScenario(request, 'hostile');
  await page.goto('/');
  const others = page.getByRole('region', { name: /other workloads? in trouble/ });
  await expect(others).toContainText('crashes again and again');
  await page.goto('/wall');
  await expect(page.getByRole('region', { name: /other workloads? in trouble/ })).toContainText('crashing');
  await page.goto('/');
  await others.getByRole('link', { name: 'crashing', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'crashing' })).toBeVisible();
});
