import { expect } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

test.describe('a router of the chain', () => {
  test.beforeAll(async ({ request }) => chooseScenario(request, 'talk-chain'));

  test('shows its interfaces and the ways out in words as well', async ({ page }) => {
    await page.goto('/pods/cnf-edge/router-a-0');
    const interfaces = page
      .getByRole('figure', { name: 'Interfaces and their networks' })
      .getByRole('listitem');
    await expect(interfaces).toHaveCount(3);
    await expect(interfaces.nth(0)).toContainText('default route');
    await expect(interfaces.nth(1)).toContainText('cnf-edge/ext1');
    await expect(interfaces.nth(2)).toContainText('macvlan → tuning');
    await expect(page.getByRole('figure', { name: 'Ways in and out' })).toContainText('SNAT');
  });

  test('shows requested, reported and live interfaces in agreement', async ({ page }) => {
    await page.goto('/pods/cnf-edge/router-a-0');
    await page.getByRole('tab', { name: 'Interfaces' }).click();
    const table = page.getByRole('table', { name: 'Interfaces' });
    await expect(table.getByRole('row').filter({ hasText: 'net1' })).toContainText('agrees');
    await expect(page.getByRole('table', { name: 'ip route' }).getByRole('row').nth(1)).toContainText(
      'default',
    );
    await page.getByRole('button', { name: 'Read now: ip addr' }).click();
    await expect(table.getByRole('row').filter({ hasText: 'net2' })).toContainText('agrees');
  });

  test('shows its BGP sessions as FRR tells them', async ({ page }) => {
    await page.goto('/pods/cnf-edge/router-a-0?tab=routing');
    const peer = page
      .getByRole('table', { name: 'BGP sessions' })
      .getByRole('row')
      .filter({ hasText: 'router-b' });
    await expect(peer).toContainText('65002');
    await expect(peer).toContainText('Established');
  });

  test('shows its log, in which one can find', async ({ page }) => {
    await page.goto('/pods/cnf-edge/router-a-0?tab=log');
    const log = page.getByRole('log');
    await expect(log).toContainText('watchfrr');
    await page.getByRole('textbox', { name: 'Find in the log' }).fill('ADJCHANGE');
    await expect(page.getByText(/^Line 1 of \d+ with it$/)).toBeVisible();
  });
});

test('a pod that does not exist is said not to exist', async ({ page }) => {
  await page.goto('/pods/cnf-edge/no-such-pod');
  await expect(page.getByRole('heading', { name: 'There is no Pod of this name' })).toBeVisible();
});

test('in trouble, an interface that was requested and not reported is told apart', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'trouble');
  let pod = '';
  await expect(async () => {
    const { items } = await (await request.get('/api/v1/pods?q=tap-')).json();
    pod = items[0]?.name ?? '';
    expect(pod, 'the console has seen the scenario').not.toBe('');
  }).toPass();
  await page.goto(`/pods/cnf-edge/${pod}`);
  const figure = page.getByRole('figure', { name: 'Interfaces and their networks' });
  await expect(figure.getByRole('listitem').filter({ hasText: 'net2' })).toContainText(
    'requested, not reported',
  );
});
