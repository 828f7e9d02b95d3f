import { readFileSync } from 'node:fs';
import { type BrowserContext, type Page, expect as see } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { missing, type OidcScene, startScene } from '#e2e/oidc/scene.ts';
import { kubectl } from './kubectl.ts';

const why = missing();
if (why) process.stdout.write(`Sign-in by OpenID Connect is not proven here: ${why}.\n`);
const seen = see.configure({ timeout: 90_000 });

/** Seconds that an ID token lasts: the console renews it after two thirds of them. */
const tokenLife = 18;

/** One person's way through a day, step by step: each goes on from where the one before ended. */
describe.skipIf(why !== null)('sign-in by OpenID Connect, in a browser, trusted by the API server', () => {
  let scene: OidcScene;
  let context: BrowserContext;
  let page: Page;
  const waf = () => `/functions/${scene.namespace}/deployments/waf`;
  const dialog = () => page.getByRole('dialog', { name: 'Your session has ended' });
  const sheet = () => page.getByRole('dialog', { name: 'Scale: waf' });

  beforeAll(async () => {
    if (why) return;
    scene = await startScene(tokenLife);
    context = await scene.browser.newContext({ locale: 'en-GB', ignoreHTTPSErrors: true });
    page = await context.newPage();
  });
  afterAll(() => scene?.stop());

  it('says why where the provider refuses, in the provider’s words', async () => {
    await page.goto(`${scene.origin}${waf()}`);
    await page.getByRole('link', { name: 'Sign in with Test SSO' }).click();
    await page.getByRole('link', { name: 'Sign in as nobody' }).click();
    await seen(page.getByRole('alert').first()).toContainText('The provider did not sign you in.');
    await seen(page.getByRole('alert').first()).toContainText('The account is locked');
  });

  it('leads to the provider and back to where one was', async () => {
    await page.getByRole('link', { name: 'Sign in with Test SSO' }).click();
    await page.getByRole('link', { name: 'Sign in as hanako' }).click();
    await page.waitForURL(`${scene.origin}${waf()}`);
    await seen(page.getByRole('heading', { name: 'waf' })).toBeVisible();
    await page.getByRole('button', { name: 'Signed in as oidc:hanako' }).click();
    await seen(page.getByText('oidc:noc')).toBeVisible();
    await seen(page.getByText('The credential is renewed by itself.')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  it('shows what the person may list', async () => {
    await page.goto(`${scene.origin}/pods`);
    await seen(page.getByRole('row').filter({ hasText: 'waf-' })).toHaveCount(2);
    await page.goto(`${scene.origin}${waf()}`);
  });

  it('acts in the person’s name: Kubernetes’ audit log says so', async () => {
    await page.getByRole('button', { name: 'Scale…' }).click();
    await page.keyboard.type('3');
    await sheet().getByLabel('Reason').fill('evening traffic');
    await sheet().getByRole('button', { name: 'Scale waf from 2 to 3' }).click();
    await seen(sheet().getByRole('status')).toContainText('Done', { timeout: 180_000 });
    await page.keyboard.press('Escape');
    const writes = readFileSync(scene.api.auditLog, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`/namespaces/${scene.namespace}/`))
      .map((line) => JSON.parse(line) as AuditEvent)
      .filter(
        ({ verb, requestURI }) => /^(create|update|patch|delete)$/.test(verb) && !/dryRun/.test(requestURI),
      )
      .filter(({ objectRef }) => objectRef.resource === 'deployments' || objectRef.resource === 'events')
      .filter(({ userAgent }) => !/kube-controller|kube-scheduler|kubelet/.test(userAgent));
    expect(
      writes.map(({ verb, objectRef }) => [verb, objectRef.resource, objectRef.subresource]),
    ).toContainEqual([expect.stringMatching(/update|patch/), 'deployments', 'scale']);
    expect(new Set(writes.map(({ user }) => user.username))).toEqual(new Set(['oidc:hanako']));
  });

  it('renews the ID token by itself, once for all tabs, and stays live', async () => {
    const before = scene.provider.refreshes();
    const tabs = [await context.newPage(), await context.newPage()];
    await Promise.all(tabs.map((tab) => tab.goto(`${scene.origin}/functions`)));
    const started = performance.now();
    await eventually(
      'a refresh',
      async () => {
        // As several tabs in use do: all ask in the same moment.
        const asked = await page.evaluate(() =>
          Promise.all(
            [1, 2, 3, 4, 5].map(async () => {
              const answer = await fetch('/api/v1/me');
              const { detail } = (await answer.json()) as { detail?: string };
              return `${answer.status} ${detail ?? ''}`;
            }),
          ),
        );
        expect(asked).toEqual(Array(5).fill('200 '));
        return scene.provider.refreshes() > before ? true : undefined;
      },
      30,
    );
    const lives = Math.ceil((performance.now() - started) / ((tokenLife * 1_000 * 2) / 3)) + 1;
    expect(scene.provider.refreshes() - before).toBeLessThanOrEqual(lives);
    for (const tab of tabs) {
      await seen(tab.getByRole('button', { name: /Live/ })).toBeVisible();
      await tab.close();
    }
  });

  it('keeps what was typed when the provider ends it, and goes on after a sign-in beside the page', async () => {
    await page.getByRole('button', { name: 'Scale…' }).click();
    await sheet().getByLabel('Reason').fill('the reason that must not be lost');
    await scene.provider.revokeAll();
    const replicas = sheet().getByRole('spinbutton', { name: 'Replicas' });
    await eventually(
      'the page to notice',
      async () => {
        if (await dialog().isVisible()) return true;
        await replicas
          .fill((await replicas.inputValue()) === '4' ? '5' : '4', { timeout: 1_000 })
          .catch(() => undefined);
        return undefined;
      },
      40,
      // As somebody types: the page's own question is to be the first that is refused.
      150,
    );
    await seen(dialog()).toContainText('Your sign-in is no longer accepted.');
    await seen(dialog()).toContainText('Nothing you typed is lost.');
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      dialog().getByRole('button', { name: 'Sign in again with Test SSO' }).click(),
    ]);
    // The provider still knows the person: the window comes back and closes without a question.
    await eventually('the window to close', async () => (popup.isClosed() ? true : undefined), 20);
    await seen(dialog()).toBeHidden();
    await seen(sheet().getByLabel('Reason')).toHaveValue('the reason that must not be lost');
    await replicas.fill('4');
    await sheet().getByRole('button', { name: 'Scale waf from 3 to 4' }).click();
    await seen(sheet().getByRole('status')).toContainText('Done', { timeout: 180_000 });
    await page.keyboard.press('Escape');
    const { items } = JSON.parse(await kubectl('get', 'events', '-n', scene.namespace, '-o', 'json')) as {
      items: { message: string }[];
    };
    expect(items.some(({ message }) => message.includes('the reason that must not be lost'))).toBe(true);
  });

  it('says that a token that nothing renews ends soon, keeps what was typed when it ends, and sends nothing', async () => {
    const own = await scene.browser.newContext({ locale: 'en-GB' });
    const tab = await own.newPage();
    const carried = (seconds: number) => scene.provider.idToken('hanako', seconds);
    await tab.goto(`${scene.origin}${waf()}`);
    await tab.getByLabel('Kubernetes bearer token').fill(carried(40));
    await tab.getByRole('button', { name: 'Sign in with the token' }).click();
    const menu = tab.getByRole('button', { name: 'Signed in as oidc:hanako' });
    await seen(menu.getByRole('status')).toHaveText('Ends in 1 minute');
    await tab.getByRole('button', { name: 'Scale…' }).click();
    const form = tab.getByRole('dialog', { name: 'Scale: waf' });
    await tab.keyboard.type('6');
    await form.getByLabel('Reason').fill('typed before the token ended');
    const ended = tab.getByRole('dialog', { name: 'Your session has ended' });
    const press = form.getByRole('button', { name: 'Scale waf from 4 to 6' });
    await seen(press).toBeVisible();
    // The page's stream tells it, at the latest.
    await seen(ended).toContainText('Your credential has expired.', { timeout: 240_000 });
    await tab.getByLabel('Kubernetes bearer token').fill(carried(600));
    await tab.keyboard.press('Enter');
    await seen(ended).toBeHidden();
    await seen(form.getByLabel('Reason')).toHaveValue('typed before the token ended');
    await seen(form.getByRole('spinbutton', { name: 'Replicas' })).toHaveValue('6');
    await seen(press).toBeVisible();
    const replicas = ['get', 'deployment', 'waf', '-n', scene.namespace, '-o', 'jsonpath={.spec.replicas}'];
    expect(await kubectl(...replicas)).toBe('4');
    await own.close();
  });

  it('lets nothing be done once the person’s rights are taken away', async () => {
    await kubectl('delete', 'rolebinding', 'noc', '-n', scene.namespace);
    const answer = await page.evaluate(async (path) => {
      const sent = await fetch(`/api/v1${path}/scale`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ replicas: 1 }),
      });
      return { status: sent.status, body: (await sent.json()) as { right?: { resource: string } } };
    }, waf());
    expect(answer.status).toBe(403);
    expect(
      await kubectl('get', 'deployment', 'waf', '-n', scene.namespace, '-o', 'jsonpath={.spec.replicas}'),
    ).toBe('4');
  });

  it('says so when somebody else signs in, and carries nothing over', async () => {
    // The provider is another browser's to forget: here, its cookies go, and the console's session with them.
    await context.clearCookies();
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${scene.origin}/sign-in`);
    await elsewhere.getByRole('link', { name: 'Sign in with Test SSO' }).click();
    await elsewhere.getByRole('link', { name: 'Sign in as taro' }).click();
    await seen(elsewhere.getByRole('button', { name: 'Signed in as oidc:taro' })).toBeVisible();
    await page.bringToFront();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await seen(page.getByRole('dialog', { name: 'Somebody else is signed in now' })).toContainText(
      'This page was opened by oidc:hanako; oidc:taro is signed in now.',
    );
    await page.getByRole('button', { name: 'Reload as oidc:taro' }).click();
    await seen(page.getByRole('button', { name: 'Signed in as oidc:taro' })).toBeVisible();
    await elsewhere.close();
  });

  it('signs out everywhere: at the provider, and in the other tabs, which show nothing any more', async () => {
    const other = await context.newPage();
    await other.goto(`${scene.origin}/functions`);
    await seen(other.getByRole('button', { name: 'Signed in as oidc:taro' })).toBeVisible();
    await page.getByRole('button', { name: 'Signed in as oidc:taro' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await other.waitForURL(/\/sign-in\?/);
    await seen(other.getByRole('status')).toContainText('You have signed out.');
    await page.getByRole('button', { name: /yes/i }).click();
    await page.waitForURL(`${scene.origin}/sign-in**`);
    await page.goBack().catch(() => undefined);
    await page.goto(`${scene.origin}/functions`);
    await page.waitForURL(/\/sign-in\?/);
    // The provider has forgotten the person too: it asks who it is.
    await page.getByRole('link', { name: 'Sign in with Test SSO' }).click();
    await seen(page.getByRole('link', { name: 'Sign in as hanako' })).toBeVisible();
  });
});

interface AuditEvent {
  verb: string;
  requestURI: string;
  userAgent: string;
  user: { username: string };
  objectRef: { resource: string; subresource?: string };
}
