import { expect, type Page, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { connect, type KubeApi } from '#e2e/contract/kube-api.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

/** What the page of a configuration says when the ConfigMap, the cluster or the session is not as one hoped. */
const path = '/configs/cnf-edge/router-a';
const object = '/api/v1/namespaces/cnf-edge/configmaps/router-a';
const textOf = (page: Page) => page.getByRole('textbox', { name: 'frr.conf, configuration text' });
const review = (page: Page) => page.getByRole('button', { name: 'Review change…' });

let lab: OwnLab;
let operator: Console;
let api: KubeApi;
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  api = connect(lab.kubeconfig);
  operator = await lab.console('operator');
});
test.afterAll(() => lab.stop());

async function open(page: Page, url = operator.url): Promise<void> {
  await page.goto(`${url}${path}`);
  await expect(textOf(page)).toContainText('router bgp 65001');
}

async function typeComment(page: Page, text: string): Promise<void> {
  await textOf(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(`! ${text}\n`);
  await expect(textOf(page)).toContainText(`! ${text}`);
}

test('chain and pod lead to it', async ({ page }) => {
  for (const from of ['/chains/cnf-edge/internet-edge', '/pods/cnf-edge/router-a-0']) {
    await page.goto(`${operator.url}${from}`);
    const link = page.getByRole('region', { name: 'ConfigMaps of functions' }).getByRole('link', {
      name: 'router-a',
      exact: true,
    });
    await expect(link).toHaveAttribute('href', path);
  }
});

test('a key of bytes is shown as such, and stays as it is', async ({ page }) => {
  const binaryData = { 'license.bin': 'AAH/' };
  expect((await api.patch(object, 'merge', { binaryData })).status).toBe(200);
  await open(page);
  await page.getByRole('tab', { name: /license\.bin/ }).click();
  await expect(page.getByRole('main')).toContainText('license.bin');
  await expect(textOf(page)).toHaveCount(0);
  await page.getByRole('tab', { name: /frr\.conf/ }).click();
  await typeComment(page, 'beside bytes');
  await review(page).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Reason').fill('a comment');
  await sheet.getByRole('button', { name: 'Apply frr.conf to router-a' }).click();
  await expect(sheet.getByRole('status').first()).toContainText('Applied to router-a');
  expect((await api.get<{ binaryData: unknown }>(object)).body.binaryData).toEqual(binaryData);
});

test('an API server that hangs says STALE, and what was typed stays', async ({ page }) => {
  await open(page);
  await typeComment(page, 'in the dark');
  lab.process.kill('SIGSTOP');
  const stale = page.getByRole('alert').filter({ hasText: 'STALE' });
  await expect(stale).toBeVisible();
  await expect(textOf(page)).toContainText('! in the dark');
  lab.process.kill('SIGCONT');
  await expect(stale).toBeHidden();
  await page.getByRole('button', { name: 'Discard changes' }).click();
});

test('a sign-in in between keeps what was typed', async ({ page }) => {
  const { url } = await lab.console('admin', { CNF_SIGN_IN: 'token' });
  const token = page.getByLabel('Kubernetes bearer token');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  const checked = (status: number) =>
    page.waitForResponse((answer) => answer.url().endsWith('/check') && answer.status() === status);
  await page.clock.install();
  await page.goto(`${url}${path}`);
  await token.fill('lab-operator');
  const first = checked(200);
  await page.keyboard.press('Enter');
  await expect(textOf(page)).toContainText('router bgp 65001');
  await first;
  // By a clock that stands still, the session is found to have ended in the middle of a word.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await textOf(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('! typed');
  await page.context().clearCookies();
  const refused = checked(401);
  await page.clock.runFor(300);
  await expect(page.getByText('Changed, not applied: frr.conf')).toBeVisible();
  await page.clock.runFor(350);
  await refused;
  await page.keyboard.type(' meanwhile\n');
  await expect(textOf(page)).toContainText('! typed meanwhile');
  await expect(dialog).toBeHidden();
  await page.clock.resume();
  await expect(dialog).toBeVisible();
  await expect(token).toHaveValue('');
  await token.fill('lab-operator');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(textOf(page)).toContainText('! typed meanwhile');
  await page.reload();
  await expect(textOf(page)).toContainText('! typed meanwhile');
});

test('one that is immutable is not edited, and it is said what to do', async ({ page }) => {
  expect((await api.patch(object, 'merge', { immutable: true })).status).toBe(200);
  await open(page);
  await expect(page.getByRole('status').filter({ hasText: 'Immutable.' })).toContainText(
    'make another ConfigMap',
  );
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'true');
});

test('one that is deleted meanwhile leaves what was typed to be copied', async ({ page }) => {
  const { body } = await api.get<{ data: Record<string, string> }>(object);
  expect((await api.delete(object)).status).toBe(200);
  const metadata = { name: 'router-a', namespace: 'cnf-edge' };
  expect(
    (await api.create('/api/v1/namespaces/cnf-edge/configmaps', { metadata, data: body.data })).status,
  ).toBe(201);
  await open(page);
  await typeComment(page, 'too late');
  expect((await api.delete(object)).status).toBe(200);
  const notice = page.getByRole('status').filter({ hasText: 'The ConfigMap was deleted.' });
  await expect(notice).toContainText('What you typed is still here');
  await expect(notice.getByRole('button', { name: /frr\.conf/ })).toBeVisible();
  await expect(textOf(page)).toContainText('! too late');
  await expect(review(page)).toHaveAccessibleDescription('The ConfigMap is gone.');
});
