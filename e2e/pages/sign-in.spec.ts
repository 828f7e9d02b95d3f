import { expect, type Page } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { isAccessible } from './accessible.ts';
import { heldBack } from './held-back.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';
import { test } from './story.ts';

const waf = '/functions/cnf-edge/deployments/waf';
const tokenField = (page: Page) => page.getByLabel('Kubernetes bearer token');

const submit = (page: Page) => page.getByRole('button', { name: /^Sign in (with the token|again)$/ });

/** Not Next.js' own, which tells of new pages. */
const alertOf = (page: Page) => page.getByRole('main').getByRole('alert');

async function signIn(page: Page, token: string): Promise<void> {
  await tokenField(page).fill(token);
  await expect(submit(page)).toBeEnabled();
  await page.keyboard.press('Enter');
}

test.describe('by token', () => {
  let lab: OwnLab;
  let console: Console;
  test.beforeAll(async () => {
    lab = await startOwnLab('talk-chain');
    console = await lab.console('admin', { CNF_SIGN_IN: 'token' });
  });
  test.afterAll(() => lab.stop());

  test('a page leads to the sign-in, and the token back to it', async ({ page }) => {
    await page.goto(`${console.url}${waf}`);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(tokenField(page)).toBeFocused();
    await expect(tokenField(page)).toHaveAttribute('type', 'password');
    await isAccessible(page);

    await page.keyboard.press('Enter');
    await expect(alertOf(page)).toContainText('Paste a token first.');
    await signIn(page, 'not-a-token');
    await expect(alertOf(page)).toContainText('The cluster does not accept this token.');
    await isAccessible(page);

    await signIn(page, 'lab-operator');
    await expect(page).toHaveURL(`${console.url}${waf}`);
    await page.getByRole('button', { name: 'Signed in as operator' }).click();
    await expect(page.getByText('cnf:operator')).toBeVisible();
    await isAccessible(page);
  });

  test('what is typed before the page’s program is there stays, and does not load the page anew', async ({
    page,
  }) => {
    const arrive = await heldBack(page);
    await page.goto(`${console.url}${waf}`, { waitUntil: 'commit' });
    await tokenField(page).fill('lab-operator');
    await page.keyboard.press('Enter');
    await expect(submit(page)).toBeDisabled();
    arrive();
    await expect(submit(page)).toBeEnabled();
    await expect(tokenField(page)).toHaveValue('lab-operator');
    await tokenField(page).press('Enter');
    await expect(page).toHaveURL(`${console.url}${waf}`);
    await expect(page.getByRole('button', { name: 'Signed in as operator' })).toBeVisible();
  });

  test('in Japanese, in the dark', async ({ browser }) => {
    const context = await browser.newContext({ locale: 'ja-JP', colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(`${console.url}/sign-in`);
    await expect(page.getByRole('heading', { name: 'サインイン' })).toBeVisible();
    await isAccessible(page);
    await context.close();
  });

  test('goes back to pages of the console alone', async ({ page }) => {
    await page.goto(`${console.url}/sign-in?returnTo=${encodeURIComponent('//other.example/')}`);
    await signIn(page, 'lab-viewer');
    await expect(page).toHaveURL(`${console.url}/`);
    await expect(page.getByRole('button', { name: 'Signed in as viewer' })).toBeVisible();
  });

  test('a session that ends in mid-work keeps what was typed, and sends nothing by itself', async ({
    page,
  }) => {
    await page.goto(`${console.url}${waf}`);
    await signIn(page, 'lab-operator');
    await page.getByRole('button', { name: 'Scale…' }).click();
    const sheet = page.getByRole('dialog', { name: 'Scale: waf' });
    await sheet.getByLabel('Reason').fill('load after the match');
    await page.context().clearCookies();
    await sheet.getByRole('spinbutton').fill('5');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(dialog).toContainText('Nothing you typed is lost.');
    await expect(tokenField(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
    await isAccessible(page);

    await signIn(page, 'lab-operator');
    await expect(dialog).toBeHidden();
    await expect(sheet.getByLabel('Reason')).toHaveValue('load after the match');
    await expect(sheet.getByRole('spinbutton')).toHaveValue('5');
    await expect(sheet.getByText('2 pods are added.')).toBeVisible();
    await sheet.getByRole('button', { name: 'Scale waf from 3 to 5' }).click();
    await expect(sheet.getByRole('status')).toHaveText('Scale waf from 3 to 5: Done', { timeout: 45_000 });
  });

  test('when somebody else signs in over the page, nothing is carried over', async ({ page }) => {
    await page.goto(`${console.url}${waf}`);
    await signIn(page, 'lab-operator');
    await page.getByRole('button', { name: 'Restart…' }).click();
    await expect(page).toHaveURL(/act=restart/);
    await page.context().clearCookies();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
    await signIn(page, 'lab-viewer');
    await expect(page.getByRole('dialog', { name: 'Somebody else is signed in now' })).toContainText(
      'This page was opened by operator; viewer is signed in now.',
    );
    await page.getByRole('button', { name: 'Reload as viewer' }).click();
    await expect(page.getByRole('button', { name: 'Signed in as viewer' })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('signing out empties the other tabs', async ({ page, context }) => {
    await page.goto(`${console.url}${waf}`);
    await signIn(page, 'lab-operator');
    await expect(page.getByRole('button', { name: 'Signed in as operator' })).toBeVisible();
    const other = await context.newPage();
    await other.goto(`${console.url}/pods`);
    await expect(other.getByRole('button', { name: 'Signed in as operator' })).toBeVisible();
    await page.getByRole('button', { name: 'Signed in as operator' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    for (const tab of [page, other]) {
      await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await expect(tab.getByText('You have signed out.')).toBeVisible();
      await expect(tab.getByText('waf-')).toHaveCount(0);
    }
  });

  test('five minutes before it ends the page says so, and what to do', async ({ page }) => {
    const own = await lab.console('admin', {
      CNF_SIGN_IN: 'token',
      CNF_SESSION_IDLE: '4m',
      CNF_SESSION_ABSOLUTE: '4m',
    });
    await page.goto(`${own.url}${waf}`);
    await signIn(page, 'lab-operator');
    const menu = page.getByRole('button', { name: 'Signed in as operator' });
    await expect(menu.getByRole('status')).toHaveText('Ends in 4 minutes');
    await menu.click();
    await expect(page.getByText('nothing typed is lost')).toBeVisible();
    await page.keyboard.press('Escape');
    await isAccessible(page);
  });

  test('says how long to wait after too many attempts', async ({ page }) => {
    const own = await lab.console('admin', { CNF_SIGN_IN: 'token' });
    await page.goto(`${own.url}/sign-in`);
    for (let count = 0; count < 25; count += 1)
      await page.request.post(`${own.url}/api/v1/session`, { data: { token: `guess-${count}` } });
    await signIn(page, 'lab-operator');
    await expect(alertOf(page)).toContainText(/Too many attempts\.\s*Try again in \d+ seconds\./);
  });
});

test('without sign-in the menu says as whom the console acts', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Acts as admin' }).click();
  await expect(page.getByText('no sign-in: the console acts as this user of the kubeconfig')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
});
