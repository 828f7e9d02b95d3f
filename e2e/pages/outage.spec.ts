import { expect, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

let lab: OwnLab;
let admin: Console;

test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  admin = await lab.console('admin');
});
test.afterAll(() => lab.stop());

test('an API server that hangs makes the page say STALE and since when, and it recovers by itself', async ({
  page,
}) => {
  await page.goto(`${admin.url}/`);
  await expect(page.getByText('All functions are as declared')).toBeVisible();
  lab.process.kill('SIGSTOP');
  const stale = page.getByRole('alert').filter({ hasText: 'STALE' });
  await expect(stale).toBeVisible();
  // Never a blank page: the last known state stays, marked as such.
  await expect(page.getByRole('heading', { name: 'internet-edge' })).toBeVisible();
  lab.process.kill('SIGCONT');
  await expect(stale).toBeHidden();
  await expect(page.getByRole('button', { name: /^Live/ })).toBeVisible();
});

test('a console that hangs is noticed by the page itself', async ({ page }) => {
  await page.goto(`${admin.url}/pods`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  admin.process.kill('SIGSTOP');
  const stale = page.getByRole('alert').filter({ hasText: 'STALE' });
  await expect(stale).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  admin.process.kill('SIGCONT');
  await expect(stale).toBeHidden();
});

test('a user without any right reads which right is missing, on every page', async ({ page }) => {
  const stranger = await lab.console('stranger');
  for (const [path, resource] of [
    ['/pods', 'pods'],
    ['/functions', 'deployments'],
    ['/networks', 'network-attachment-definitions'],
    ['/activity', 'events'],
  ] as const) {
    await page.goto(`${stranger.url}${path}`);
    const main = page.getByRole('main');
    await expect(main).toContainText('Not allowed to see this');
    await expect(main).toContainText(resource);
    await expect(main).toContainText('cannot list');
  }
});
