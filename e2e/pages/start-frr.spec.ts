import { expect, type Page, test } from '@playwright/test';
import { violationsOf } from './accessible.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

let lab: OwnLab;
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
});
test.afterAll(() => lab.stop());

/** A field that offers choices is a combobox. */
const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true }).or(page.getByRole('combobox', { name, exact: true }));

/** A third router of the talk's chain; the keyboard alone goes through the first fields. */
async function fill(page: Page, name: string): Promise<void> {
  await expect(field(page, 'Namespace')).toBeEnabled();
  await field(page, 'Namespace').focus();
  await page.keyboard.type('cnf-edge');
  await page.keyboard.press('Tab');
  await page.keyboard.type(name);
  await field(page, 'Image').fill('quay.io/frrouting/frr:8.4.4');
  await field(page, 'Chain').fill('internet-edge');
  await field(page, 'Position').fill('25');
  await page.getByRole('button', { name: 'Add a network' }).click();
  await field(page, 'Network of net1').fill('ext1');
  await field(page, 'Addresses of net1').fill('192.168.201.30/24');
  await field(page, 'AS number').fill('65003');
  await field(page, 'Router ID').fill('192.0.2.3');
  await field(page, 'Prefixes to announce').fill('10.3.0.0/24');
  await page.getByRole('button', { name: 'Add a neighbor' }).click();
  await field(page, 'Neighbor 1').fill('192.168.201.224');
  await field(page, 'AS of neighbor 1').fill('65001');
}

test('a router is filled in, shown, downloaded, started, and its pod runs', async ({ page }) => {
  const operator = await lab.console('operator');
  await page.goto(`${operator.url}/functions`);
  await page.getByRole('link', { name: 'Start an FRR…' }).click();
  await expect(page.getByRole('heading', { name: 'Start an FRR' })).toBeVisible();
  await fill(page, 'router-c');

  // A port is no tag: said at the field, where the keyboard is next.
  await field(page, 'Image').fill('registry.local:5000/frr');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Image')).toBeFocused();
  await expect(field(page, 'Image')).toHaveAccessibleDescription(/with its tag or digest/);
  await expect(field(page, 'Image')).toHaveAttribute('aria-invalid', 'true');

  await field(page, 'Image').fill('quay.io/frrouting/frr:8.4.4');
  await page.keyboard.press('Enter');
  const objects = page.getByRole('list', { name: 'Objects' });
  await expect(objects.getByText('accepted by the API server')).toHaveCount(4);
  await expect(page.getByRole('region', { name: 'router-c.yaml' })).toContainText('router bgp 65003');
  // The page is scrolled: a button that is half under its head measures as too small.
  const violations = await violationsOf(page);
  expect(violations.filter((one) => !one.startsWith('target-size'))).toEqual([]);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download YAML' }).click();
  expect((await coming).suggestedFilename()).toBe('router-c.yaml');

  await field(page, 'Replicas').fill('2');
  const start = page.getByRole('button', { name: 'Start router-c' });
  await expect(start).toHaveAccessibleDescription(/The form has changed since/);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(start).not.toHaveAttribute('aria-disabled', 'true');
  await field(page, 'Reason').fill('a third way out');
  await start.click();
  await expect(page.getByRole('status').filter({ hasText: 'Created:' })).toContainText(
    'StatefulSet router-c',
  );
  await expect(page.getByRole('region', { name: 'Command' })).toContainText('kubectl delete -n cnf-edge');
  await page.getByRole('link', { name: 'Watch router-c come up' }).click();
  await expect(page.getByRole('link', { name: 'router-c-0' }).first()).toBeVisible({ timeout: 45_000 });
});

test('a namespace that is not there is said, and so is what exists already', async ({ page }) => {
  const operator = await lab.console('operator');
  await page.goto(`${operator.url}/start`);
  await fill(page, 'router-a');
  await field(page, 'Namespace').fill('nowhere');
  await page.keyboard.press('Enter');
  const start = page.getByRole('button', { name: 'Start router-a' });
  await expect(start).toHaveAccessibleDescription(/There is no namespace nowhere|Missing|missing/);
  await expect(page.getByText('There is no namespace nowhere: create it first').first()).toBeVisible();

  await field(page, 'Namespace').fill('cnf-edge');
  await page.keyboard.press('Enter');
  await expect(start).toHaveAccessibleDescription(/ConfigMap router-a exists already in namespace cnf-edge/);
});

test('a viewer is told which right is missing', async ({ page }) => {
  const viewer = await lab.console('viewer');
  await page.goto(`${viewer.url}/start`);
  await fill(page, 'router-v');
  await page.keyboard.press('Enter');
  const start = page.getByRole('button', { name: 'Start router-v' });
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await expect(start).toHaveAccessibleDescription(/create.*configmaps/);
  const answer = await page.request.post(`${viewer.url}/api/v1/start-frr`, {
    data: {
      namespace: 'cnf-edge',
      name: 'router-v',
      image: 'quay.io/frrouting/frr:8.4.4',
      kind: 'deployments',
      replicas: 1,
      config: { text: 'hostname v\n' },
    },
  });
  expect(answer.status()).toBe(403);
});
