import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { connect } from '#e2e/contract/kube-api.ts';
import { startOwnLab } from './own-lab.ts';

test('trouble is alerted of, acknowledged by an operator, seen by a viewer and on the wall, and taken back', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lab = await startOwnLab('trouble');
  try {
    const operator = await lab.console('operator');
    await page.goto(`${operator.url}/alerts?q=cache`);
    const alert = page.getByRole('article', { name: 'cache Function in trouble' });
    await expect(alert).toContainText('No replica is ready');
    await alert.getByRole('button', { name: 'Acknowledge' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Acknowledge the alerts of cache' });
    await dialog.getByLabel('What is being done').fill('probe is wrong, NET-4711');
    await dialog.getByLabel('What is being done').press('Enter');
    await expect(dialog).toBeHidden();
    await expect(alert).toContainText('Acknowledged by operator');
    await expect(alert).toContainText('“probe is wrong, NET-4711”');
    await page.goto(`${operator.url}/activity?action=acknowledge`);
    await expect(page.getByRole('article')).toContainText('operator acknowledge the alerts of cache');
    await page.goto(`${operator.url}/wall?chains=internet-edge`);
    await expect(page.getByText(/\d+ alerts?, 1 ACK/)).toBeVisible();

    const viewer = await lab.console('viewer');
    await page.goto(`${viewer.url}/alerts?state=acknowledged`);
    await expect(alert).toContainText('probe is wrong, NET-4711');
    await expect(page.getByRole('article')).toHaveCount(1);
    await expect(alert.getByRole('button', { name: 'Acknowledged…' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    const refused = await page.request.post(
      `${viewer.url}/api/v1/functions/cnf-edge/deployments/cache/unacknowledge`,
      { data: {} },
    );
    expect(refused.status()).toBe(403);

    await page.goto(`${operator.url}/alerts?q=cache`);
    await alert.getByRole('button', { name: 'Acknowledged…' }).click();
    await page.getByRole('button', { name: 'Take back' }).click();
    await expect(alert.getByRole('button', { name: 'Acknowledge', exact: true })).toBeVisible();
  } finally {
    await lab.stop();
  }
});

test('who chose so is told of a new alert by the browser, while another tab is in front', async ({
  browser,
}, testInfo) => {
  const file = testInfo.outputPath('console.yaml');
  writeFileSync(file, 'alerts: {rules: {function-unwell: {critical: 1s, warning: 1s}}}\n');
  const lab = await startOwnLab('talk-chain');
  const context = await browser.newContext({ permissions: ['notifications'] });
  try {
    const { url } = await lab.console('admin', { CNF_CONFIG: file });
    const page = await context.newPage();
    // The browser's own notification, of which only is written down that it was shown.
    await page.addInitScript(() => {
      const shown: string[] = [];
      Object.assign(window, { shown });
      window.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          this.addEventListener('show', () => shown.push(title));
        }
      };
    });
    await page.goto(`${url}/pods`);
    await expect(page.getByRole('grid')).toBeVisible();
    await page.getByRole('button', { name: 'Display settings' }).click();
    await page.getByRole('checkbox', { name: /new alerts/i }).check();
    await page.keyboard.press('Escape');
    const front = await context.newPage();
    await front.goto('about:blank');
    await front.bringToFront();
    const image = { name: 'waf', image: 'registry.example.net/waf:none' };
    const template = { spec: { template: { spec: { containers: [image] } } } };
    const path = '/apis/apps/v1/namespaces/cnf-edge/deployments/waf';
    expect((await connect(lab.kubeconfig).patch(path, 'strategic', template)).status).toBe(200);
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { shown: string[] }).shown), { timeout: 45_000 })
      .toContainEqual(expect.stringMatching(/^(Warning|Critical): waf /));
  } finally {
    await context.close();
    await lab.stop();
  }
});
