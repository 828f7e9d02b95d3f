import { expect, type Page, test } from '@playwright/test';
import { type OwnLab, startOwnLab } from './own-lab.ts';

const waf = '/functions/cnf-edge/deployments/waf';
const pod = '/pods/cnf-edge/router-a-0';
const chain = '/chains/cnf-edge/internet-edge';
const config = '/configs/cnf-edge/router-a';

const patch = /kubectl auth can-i patch deployments\.apps/;
/** Each button with the right that a viewer lacks. */
const buttons = [
  [waf, 'Scale…', /kubectl auth can-i update deployments\.apps\S* --subresource=scale -n cnf-edge/],
  [waf, 'Restart…', patch],
  [waf, 'Pause…', patch],
  [pod, 'Evict…', /kubectl auth can-i create pods --subresource=eviction -n cnf-edge/],
  [chain, 'Freeze…', /kubectl auth can-i patch/],
] as const;
const textOf = (page: Page) => page.getByRole('textbox', { name: 'frr.conf, configuration text' });

let lab: OwnLab;
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
});
test.afterAll(() => lab.stop());

test('a viewer reads beside each button that he may not press which right is missing', async ({ page }) => {
  const { url } = await lab.console('viewer');
  for (const [path, name, right] of buttons) {
    if (!page.url().endsWith(path)) await page.goto(`${url}${path}`);
    const button = page.getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription(right);
    await button.hover();
    await expect(page.getByRole('tooltip').filter({ hasText: right }).first()).toBeVisible();
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('scale waf');
  const act = page.getByRole('option', { name: /^Scale: waf/ });
  await expect(act).toContainText(/kubectl auth can-i update deployments\.apps\S* --subresource=scale/);
  await act.click();
  // To the page, where the button says the same; no sheet opens.
  await expect(page).toHaveURL(`${url}${waf}`);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(`${url}${config}`);
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'true');
  await expect(
    page.getByText('kubectl auth can-i update configmaps/router-a -n cnf-edge', { exact: true }),
  ).toBeVisible();
});

test('an operator may press them', async ({ page }) => {
  const { url } = await lab.console('operator');
  for (const [path, name] of buttons) {
    if (!page.url().endsWith(path)) await page.goto(`${url}${path}`);
    const button = page.getByRole('button', { name });
    await expect(button).toBeVisible();
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    await expect(button).toBeEnabled();
  }
  await page.goto(`${url}${config}`);
  await expect(textOf(page)).toContainText('router bgp 65001');
  await expect(textOf(page)).not.toHaveAttribute('aria-readonly', 'true');
  await expect(page.getByText('kubectl auth can-i')).toHaveCount(0);
});

test('a stranger sees no data, and which right is missing', async ({ page }) => {
  const { url } = await lab.console('stranger');
  for (const [path, resource] of [
    [waf, 'deployments'],
    [pod, 'pods'],
    [chain, 'deployments'],
    [config, 'configmaps'],
  ] as const) {
    await page.goto(`${url}${path}`);
    const main = page.getByRole('main');
    await expect(main).toContainText('Not allowed to see this');
    await expect(main).toContainText(
      new RegExp(`cannot list.*${resource}|can-i list ${resource}|${resource}`),
    );
    await expect(main).not.toContainText(/192\.168\.|router bgp|Running/);
    for (const [, name] of buttons) await expect(page.getByRole('button', { name })).toHaveCount(0);
  }
  // Nor that there is no ConfigMap, where it is not known; and nothing is chosen for him.
  await page.goto(`${url}/configs`);
  await expect(page.getByText('kubectl auth can-i list configmaps')).toBeVisible();
  await expect(page.getByText('No function uses a ConfigMap')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('');
  await expect(page.getByText('Changing…')).toHaveCount(0);
});
