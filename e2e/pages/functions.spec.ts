import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test('functions in trouble come first; order and filter are in the address', async ({ page, request }) => {
  await chooseScenario(request, 'trouble');
  await page.goto('/functions');
  const rows = page.getByRole('table', { name: 'Functions' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Down');
  await page.getByRole('button', { name: 'Sort by Function' }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole('columnheader', { name: /Function/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByRole('combobox', { name: 'Health' }).selectOption('ok');
  await expect(page).toHaveURL(/health=ok/);
  await expect(rows.filter({ hasText: 'Down' })).toHaveCount(0);
});

test('a filter that fits nothing says how much it hides, and lets go', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/functions?q=nothing-like-it');
  await expect(page.getByRole('heading', { name: 'Nothing matches the filter' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear filter' }).last().click();
  await expect(page.getByRole('link', { name: 'waf', exact: true })).toBeVisible();
});

test('all workloads are shown on demand', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/functions');
  await expect(page.getByRole('link', { name: 'waf', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'coredns' })).toHaveCount(0);
  await page.getByLabel('All workloads').check();
  await expect(page.getByRole('link', { name: 'coredns' })).toBeVisible();
  await expect(page).toHaveURL(/all=true/);
});

test('a function shows what is declared, what runs, its pods and its manifest', async ({ page, request }) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/functions/cnf-edge/deployments/waf');
  await expect(page.getByRole('table', { name: 'Pods' }).getByRole('row')).toHaveCount(4);
  await expect(page.getByText('3 updated, 3 available, 3 desired')).toBeVisible();
  await page.getByRole('tab', { name: 'Manifest' }).click();
  await expect(page.getByRole('region', { name: 'Manifest as YAML' })).toContainText('kind: Deployment');
  await expect(page).toHaveURL(/tab=manifest/);
});

test('a function whose container crashes shows its last words', async ({ page, request }) => {
  await chooseScenario(request, 'trouble');
  await page.goto('/functions/cnf-edge/deployments/waf');
  const log = page.getByRole('figure', { name: /^Last log lines of waf in waf-/ });
  await expect(log).toContainText('FATAL cannot read rules');
  await log.getByRole('link', { name: 'Whole log' }).click();
  await expect(page).toHaveURL(/\/pods\/cnf-edge\/waf-.*tab=log/);
});

test('of one that is not ready it tells what its probes answered; of two routers whose AS do not fit, which', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'trouble');
  await page.goto('/functions/cnf-edge/deployments/cache');
  await expect(page.getByRole('figure', { name: 'Probes that failed last' })).toContainText(
    'statuscode: 503',
  );
  for (const name of ['router-a', 'router-b']) {
    await page.goto(`/functions/cnf-edge/statefulsets/${name}`);
    const told = page.getByRole('listitem').filter({ hasText: 'expects AS 65007 of 192.168.201.225' });
    await expect(told).toContainText('and its AS is 65002');
    await expect(told.getByRole('link', { name: 'router-b-0' })).toBeVisible();
  }
});

test('sessions of a daemon that is dead are not left out of the count unsaid', async ({ page, request }) => {
  await chooseScenario(request, 'reload-fails');
  await page.goto('/functions/cnf-edge/statefulsets/router-a');
  await expect(page.getByRole('main')).toContainText('bgpd is not running');
  await expect(page.getByText(/^\d\/\? sessions$/)).toBeVisible();
  // Its peer, whose session is down for it, says why.
  await page.goto('/functions/cnf-edge/statefulsets/router-b');
  await expect(page.getByText(/ is router-a-0, and there: bgpd is not running/)).toBeVisible();
});

test('a function that does not exist says so; a kind that does not exist is no page', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/functions/cnf-edge/deployments/no-such-function');
  await expect(page.getByText('cnf-edge/no-such-function does not exist in the cluster')).toBeVisible();
  const answer = await page.goto('/functions/cnf-edge/cronjobs/waf');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});
