import { expect, type Page, test } from '@playwright/test';
import { type SilentProxy, silentProxy } from '#e2e/cluster/acting/silent-proxy.ts';
import { type Console, startConsole } from '#e2e/cluster/console.ts';
import { connect } from '#e2e/contract/kube-api.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

const waf = '/functions/cnf-edge/deployments/waf';
const settled = { timeout: 45_000 };

/** Types another number of replicas into the sheet of a function. */
async function scale(page: Page, url: string, replicas: number) {
  await page.goto(`${url}${waf}`);
  await page.getByRole('button', { name: 'Scale…' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('spinbutton', { name: 'Replicas' })).toBeFocused();
  await page.keyboard.type(String(replicas));
  await sheet.getByLabel('Reason').fill('load');
  return sheet;
}

let lab: OwnLab;
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
});
test.afterAll(() => lab.stop());

test('a quota is told before, and what it refuses afterwards is said in Kubernetes’ words', async ({
  page,
}) => {
  const { url } = await lab.console('admin');
  const api = connect(lab.kubeconfig);
  const pods = await api.list('/api/v1/namespaces/cnf-edge/pods');
  const used = pods.body.items.length;
  const quota = await api.create('/api/v1/namespaces/cnf-edge/resourcequotas', {
    metadata: { name: 'edge' },
    spec: { hard: { pods: String(used + 1) } },
  });
  expect(quota.status, quota.text).toBe(201);

  const sheet = await scale(page, url, 5);
  await expect(sheet.getByText(/edge.*pods/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Scale waf from 3 to 5' }).click();
  await expect(sheet.getByRole('status')).toHaveText('Scale waf from 3 to 5: Failed', settled);
  await expect(sheet).toContainText(
    `exceeded quota: edge, requested: pods=1, used: pods=${used + 1}, limited: pods=${used + 1}`,
  );
  // The rollout still tries: that is told before it is undone.
  await sheet.getByRole('button', { name: 'Undo: Scale waf from 5 to 3…' }).click();
  await sheet.getByRole('button', { name: 'Scale waf from 5 to 3' }).click();
  await expect(sheet.getByRole('status')).toHaveText('Scale waf from 5 to 3: Done', settled);
});

test.describe('an API server that is gone in the middle of an action', () => {
  let proxy: SilentProxy;
  let console: Console;
  test.beforeAll(async () => {
    proxy = await silentProxy(lab.kubeconfig);
    console = await startConsole(proxy.kubeconfig);
  });
  test.afterAll(async () => {
    await console.stop();
    await proxy.close();
  });

  test('leaves it open until it is found to have been done, and the time line says so', async ({ page }) => {
    const sheet = await scale(page, console.url, 4);
    await expect(sheet.getByText('One pod is added.')).toBeVisible();
    proxy.fault = 'lose-answer';
    await sheet.getByRole('button', { name: 'Scale waf from 3 to 4' }).click();
    // Nothing answers; the watch may have told of the change all the same.
    await expect(sheet.getByRole('status')).toHaveText(/Not known|Under way/, settled);
    proxy.back();
    await expect(sheet.getByRole('status')).toHaveText('Scale waf from 3 to 4: Done', settled);
    await page.goto(`${console.url}/activity?type=action`);
    const line = page.getByRole('main').getByRole('article').filter({ hasText: 'scale waf' }).first();
    await expect(line).toContainText('“load”');
    await line.locator('summary').click();
    await expect(line).toContainText('it was found to be done');
  });
});
