import { expect } from '@playwright/test';
import { test } from './story.ts';

/** Stories that choose no scenario: they hold on the lab as well as on a real cluster, whatever runs there. */
const paths = ['/', '/chains', '/pods', '/functions', '/networks', '/activity'];

for (const path of paths) {
  test(`${path} shows what is there, without an error`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).not.toBeEmpty();
    expect(errors).toEqual([]);
  });
}

test('the list has as many pods as the API', async ({ page, request }) => {
  await page.goto('/pods');
  await expect
    .poll(async () => {
      const { items } = await (await request.get('/api/v1/pods')).json();
      const shown = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
      return shown - 1 - items.length;
    })
    .toBe(0);
});

test('each router shows its interfaces as the API tells them', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/pods')).json();
  const routers = items.filter((pod: { routing: unknown }) => pod.routing !== null).slice(0, 2);
  test.skip(routers.length === 0, 'no FRR pod runs here');
  for (const pod of routers) {
    await page.goto(`/pods/${pod.namespace}/${pod.name}`);
    await expect(page.getByRole('heading', { level: 1, name: pod.name })).toBeVisible();
    for (const { name, addresses } of pod.interfaces) {
      await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
      for (const address of addresses) await expect(page.getByText(address).first()).toBeVisible();
    }
  }
});
