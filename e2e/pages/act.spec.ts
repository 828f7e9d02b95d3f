import { expect, type Page } from '@playwright/test';
import { type OwnLab, startOwnLab } from './own-lab.ts';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

const sheetOf = (page: Page) => page.getByRole('dialog');

/** Until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let count = 0; count < 80; count += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (name.test(focused)) return;
  }
  throw new Error(`the Tab key never comes to ${name}`);
}

test.describe('on the talk’s chain', () => {
  test.beforeEach(({ request }) => chooseScenario(request, 'talk-chain'));

  test('from home to five ready WAFs in three clicks, and back', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('article', { name: 'waf' }).getByRole('link', { name: 'waf' }).click();
    await page.getByRole('button', { name: 'Scale…' }).click();
    const sheet = sheetOf(page);
    await expect(sheet.getByRole('spinbutton', { name: 'Replicas' })).toBeFocused();
    await page.keyboard.type('5');
    await expect(sheet.getByText('2 pods are added.')).toBeVisible();
    await expect(sheet).toContainText(
      'kubectl scale deployment/waf -n cnf-edge --replicas=5 --current-replicas=3',
    );
    await sheet.getByRole('button', { name: 'Scale waf from 3 to 5' }).click();
    await expect(sheet.getByRole('status')).toHaveText('Scale waf from 3 to 5: Done', { timeout: 45_000 });
    await expect(sheet).toContainText('5/5 ready');

    await sheet.getByRole('button', { name: 'Undo: Scale waf from 5 to 3', exact: true }).click();
    await expect(sheet.getByRole('status')).toHaveText('Scale waf from 5 to 3: Done', { timeout: 45_000 });
  });

  test('the same by keyboard alone; Escape closes and the focus returns', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('article', { name: 'waf' }).getByRole('link', { name: 'waf' })).toBeVisible();
    await tabTo(page, /^waf$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Scale…' })).toBeVisible();
    await tabTo(page, /^Scale…$/);
    await page.keyboard.press('Enter');
    await expect(sheetOf(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheetOf(page)).toBeHidden();
    await expect(page.getByRole('button', { name: 'Scale…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('5');
    await expect(sheetOf(page).getByText('2 pods are added.')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(sheetOf(page).getByRole('status')).toHaveText('Scale waf from 3 to 5: Done', {
      timeout: 45_000,
    });
    await expect(sheetOf(page)).toContainText('5/5 ready');
  });

  test('scaling the last WAFs away asks for the name', async ({ page }) => {
    await page.goto('/functions/cnf-edge/deployments/waf');
    await page.getByRole('button', { name: 'Scale…' }).click();
    const sheet = sheetOf(page);
    await page.keyboard.type('0');
    const act = sheet.getByRole('button', { name: 'Scale waf from 3 to 0' });
    await expect(sheet).toContainText('the chain internet-edge passes no traffic');
    await expect(act).toHaveAttribute('aria-disabled', 'true');
    await expect(act).toHaveAccessibleDescription('Type waf to confirm.');
    await sheet.getByLabel('Type waf to confirm').fill('wax');
    await expect(act).toHaveAttribute('aria-disabled', 'true');
    await sheet.getByLabel('Type waf to confirm').fill('waf');
    await expect(act).not.toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Escape');
    await expect(page.getByText('3 updated, 3 available, 3 desired')).toBeVisible();
  });

  test('what somebody else changed meanwhile is shown, and nothing typed is lost', async ({
    page,
    request,
  }) => {
    await page.goto('/functions/cnf-edge/deployments/waf');
    await page.getByRole('button', { name: 'Scale…' }).click();
    const sheet = sheetOf(page);
    await page.keyboard.type('5');
    await sheet.getByLabel('Reason').fill('load after the match');
    await expect(sheet.getByText('2 pods are added.')).toBeVisible();
    const other = await request.post('/api/v1/functions/cnf-edge/deployments/waf/scale', {
      data: { replicas: 4 },
    });
    expect(other.ok(), await other.text()).toBe(true);
    await sheet.getByRole('button', { name: 'Scale waf from 3 to 5' }).click();
    await expect(sheet.getByRole('alert')).toContainText('waf is not as you saw it: replicas 3 → 4');
    await expect(sheet.getByRole('alert')).toContainText(
      'What is different since you looked:replicas: 3 → 4',
    );
    await expect(sheet.getByLabel('Reason')).toHaveValue('load after the match');
    await sheet.getByRole('button', { name: 'Scale waf from 4 to 5' }).click();
    await expect(sheet.getByRole('status')).toHaveText('Scale waf from 4 to 5: Done', { timeout: 45_000 });
  });

  test('before a router is evicted it is said what drops', async ({ page }) => {
    await page.goto('/pods/cnf-edge/router-a-0');
    await page.getByRole('button', { name: 'Evict…' }).click();
    const sheet = sheetOf(page);
    await expect(sheet).toContainText('One pod ends, and the routing sessions with it.');
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Evict…' })).toBeFocused();
  });

  test('a DaemonSet says why it cannot be scaled', async ({ page }) => {
    await page.goto('/functions/kube-system/daemonsets/kube-multus-ds');
    const scale = page.getByRole('button', { name: 'Scale…' });
    await expect(scale).toHaveAttribute('aria-disabled', 'true');
    await expect(scale).toHaveAccessibleDescription(/DaemonSet/);
    await scale.focus();
    await page.keyboard.press('Enter');
    await expect(sheetOf(page)).toBeHidden();
  });
});

test.describe('a viewer', () => {
  let lab: OwnLab;
  test.beforeAll(async () => {
    lab = await startOwnLab('talk-chain');
  });
  test.afterAll(() => lab.stop());

  test('is refused each action, by the button and by the server, and reads which right is missing', async ({
    page,
  }) => {
    const viewer = await lab.console('viewer');
    const waf = '/functions/cnf-edge/deployments/waf';
    const pod = '/pods/cnf-edge/router-a-0';
    const chain = '/chains/cnf-edge/internet-edge';
    const patch = /kubectl auth can-i patch deployments\.apps/;
    for (const [path, button, right] of [
      [waf, 'Scale…', /kubectl auth can-i update deployments\.apps.*--subresource=scale -n cnf-edge/],
      [waf, 'Restart…', patch],
      [waf, 'Pause…', patch],
      [waf, 'Roll back…', /kubectl auth can-i patch deployments\.apps|no earlier revision/],
      [pod, 'Evict…', /kubectl auth can-i create pods --subresource=eviction -n cnf-edge/],
      [chain, 'Freeze…', /kubectl auth can-i patch/],
    ] as const) {
      if (!page.url().endsWith(path)) await page.goto(`${viewer.url}${path}`);
      const it = page.getByRole('button', { name: button });
      await expect(it).toHaveAttribute('aria-disabled', 'true');
      await expect(it).toHaveAccessibleDescription(right);
      // It is reached by the keyboard, tells why, and does nothing.
      await it.focus();
      await expect(page.getByRole('tooltip').filter({ hasText: right }).first()).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(sheetOf(page)).toHaveCount(0);
    }
    await page.goto(`${viewer.url}${pod}?tab=routing`);
    await expect(page.getByRole('main')).toContainText('kubectl auth can-i create pods --subresource=exec');
    const api = `${viewer.url}/api/v1`;
    for (const [path, data] of [
      [`${waf}/scale`, { replicas: 5 }],
      [`${waf}/restart`, {}],
      [`${waf}/pause`, {}],
      [`${waf}/rollback`, {}],
      ['/functions/cnf-edge/deployments/lb/autoscaler', { min: 5, max: 6 }],
      [`${pod}/evict`, {}],
    ] as const) {
      const answer = await page.request.post(`${api}${path}`, { data });
      expect([path, answer.status()]).toEqual([path, 403]);
    }
    const frozen = await page.request.put(`${api}/freezes`, {
      data: { namespace: 'cnf-edge', chain: 'internet-edge', reason: 'x' },
    });
    expect(frozen.status()).toBe(403);
  });
});
