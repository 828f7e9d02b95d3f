import { expect, type Page, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

let lab: OwnLab;
let admin: Console;

test.beforeAll(async () => {
  lab = await startOwnLab('forty-chains');
  admin = await lab.console('admin');
});
test.afterAll(() => lab.stop());

/** The smallest text that is painted, in pixels, and whatever is cut off or must be scrolled to. */
function look(page: Page) {
  return page.evaluate(() => {
    const sizes: number[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || parent.closest('script, style, .sr-only')) continue;
      const box = parent.getBoundingClientRect();
      if (box.width > 1 && box.height > 1) sizes.push(Number.parseFloat(getComputedStyle(parent).fontSize));
    }
    const outside = [...document.querySelectorAll('main li > article')].filter((tile) => {
      const box = tile.getBoundingClientRect();
      return box.bottom > innerHeight || box.right > innerWidth || tile.scrollHeight > tile.clientHeight + 1;
    });
    const scrolls = document.documentElement.scrollHeight > innerHeight;
    return { smallest: Math.min(...sizes), outside: outside.length, scrolls };
  });
}

for (const [width, height] of [
  [1920, 1080],
  [3840, 2160],
] as const) {
  test(`forty chains fit on ${width}×${height} and can be read from ten metres`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto(`${admin.url}/wall`);
    await expect(page.locator('main article')).toHaveCount(40);
    await expect(page.getByRole('status')).toContainText('1 chain is');
    const { smallest, outside, scrolls } = await look(page);
    // A 45th of the height, rounded as the browser rounds.
    expect(smallest).toBeGreaterThanOrEqual(height / 45 - 0.1);
    expect({ outside, scrolls }).toEqual({ outside: 0, scrolls: false });
    // What is wrong stands first, and larger than the rest.
    const first = page.locator('main article').first();
    await expect(first).toContainText('site-40');
    const [big, small] = await Promise.all([
      first.boundingBox(),
      page.locator('main article').last().boundingBox(),
    ]);
    expect((big?.width ?? 0) * (big?.height ?? 0)).toBeGreaterThan(
      (small?.width ?? 0) * (small?.height ?? 0),
    );
  });
}

test('the address says what is shown and how', async ({ page }) => {
  await page.goto(`${admin.url}/wall?chains=site-01,site-40&theme=light&lang=ja&tz=Asia/Tokyo&page=soon`);
  await expect(page.locator('main article')).toHaveCount(2);
  await expect(page.getByText('JST')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('チェーン');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByText('解釈できない指定: page=soon')).toBeVisible();
});

test('a freeze and an upgrade under way stand on their chain', async ({ page }) => {
  const { items } = (
    await admin.get<{ items: { namespace: string; name: string; kind: string; chain: string }[] }>(
      '/api/v1/functions',
    )
  ).body;
  const one = items.find(({ chain, kind }) => chain === 'site-02' && kind === 'deployments');
  if (one === undefined) throw new Error('site-02 has no Deployment');
  const path = `${admin.url}/api/v1/functions/${one.namespace}/${one.kind}/${one.name}`;
  const { body } = await admin.get<{ containers?: { name: string; image: string }[] }>(
    path.slice(admin.url.length),
  );
  const [container] = body.containers ?? [];
  const images = { [container?.name ?? '']: `${container?.image.split(':')[0]}:v9.9` };
  const strategy = { soakSeconds: 60, preflight: false };
  const begun = await page.request.post(`${path}/upgrades`, { data: { images, strategy } });
  expect(begun.status(), await begun.text()).toBe(202);
  const scope = { namespace: one.namespace, chain: 'site-02' };
  await page.request.put(`${admin.url}/api/v1/freezes`, { data: { ...scope, reason: 'final' } });
  for (const query of ['chains=site-02', '']) {
    await page.goto(`${admin.url}/wall?${query}`);
    const tile = page.locator('main article').filter({ hasText: 'site-02' });
    await expect(tile).toContainText('FROZEN');
    await expect(tile).toContainText(/Upgrade|HELD/);
    expect((await look(page)).outside).toBe(0);
  }
  await page.request.post(`${admin.url}/api/v1/freezes/lift`, { data: scope });
});

test('a wall that shows nothing, or may not, says so and is not green', async ({ page }) => {
  await page.goto(`${admin.url}/wall?chains=no-such-chain`);
  await expect(page.getByRole('status')).toHaveText('Nothing to show');
  await expect(page.getByRole('main')).toContainText('of those chosen for this wall: no-such-chain');
  const stranger = await lab.console('stranger');
  await page.goto(`${stranger.url}/wall`);
  await expect(page.getByRole('status')).toHaveText('Not allowed to see this');
  await expect(page.getByRole('main')).toContainText('May not be read: deployments, statefulsets');
});

test('an API server that hangs makes the whole screen say STALE, and it recovers unattended', async ({
  page,
}) => {
  await page.goto(`${admin.url}/wall`);
  await expect(page.locator('main article')).toHaveCount(40);
  lab.process.kill('SIGSTOP');
  const stale = page.getByRole('alert').filter({ hasText: 'STALE' });
  await expect(stale).toContainText('nothing has been updated since');
  await expect(page.locator('main article')).toHaveCount(40);
  lab.process.kill('SIGCONT');
  await expect(stale).toBeHidden();
});

test('a console that is gone makes the whole screen say STALE', async ({ page }) => {
  await page.goto(`${admin.url}/wall`);
  await expect(page.locator('main article')).toHaveCount(40);
  admin.process.kill('SIGSTOP');
  await expect(page.getByRole('alert').filter({ hasText: 'STALE' })).toContainText(
    'does not answer this display',
  );
  admin.process.kill('SIGCONT');
  await expect(page.getByRole('alert').filter({ hasText: 'STALE' })).toBeHidden();
});
