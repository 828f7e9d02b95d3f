import { expect } from '@playwright/test';
import { chooseScenario, openPods } from './scenario.ts';
import { test } from './story.ts';

test.describe('the pod list', () => {
  test.beforeAll(async ({ request }) => chooseScenario(request, 'talk-chain'));

  test('shows what kubectl get pods -A shows, in its order', async ({ page, request }) => {
    await openPods(page);
    // The scenario has only just begun: pods of the one before may still be on their way out.
    await expect(async () => {
      const { items } = await (await request.get('/api/v1/pods')).json();
      const [first] = items;
      const row = page.getByRole('row').nth(1);
      for (const [column, text] of [first.namespace, first.name, first.ready, first.status].entries()) {
        await expect(row.getByRole('gridcell').nth(column)).toHaveText(text, { timeout: 1_000 });
      }
      const count = String(items.length + 1);
      await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', count, { timeout: 1_000 });
    }).toPass();
  });

  test('is filtered from the keyboard, and the address holds the filter', async ({ page }) => {
    await openPods(page);
    await page.keyboard.press('/');
    await page.keyboard.type('waf');
    await expect(page.getByText(/^3 of \d+ pods$/)).toBeVisible();
    await expect(page).toHaveURL(/\?q=waf$/);
    await page.reload();
    await expect(page.getByRole('textbox', { name: /filter/i })).toHaveValue('waf');
    await expect(page.getByText(/^3 of \d+ pods$/)).toBeVisible();
  });

  test('is sorted by a column and says so to a screen reader', async ({ page }) => {
    await openPods(page);
    const head = page.getByRole('columnheader', { name: 'Age' });
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect(page).toHaveURL(/sort=-age/);
  });

  test('is walked through by arrow keys, and Enter opens the pod', async ({ page }) => {
    await openPods(page, '?q=router-a-0');
    await page.getByRole('grid').focus();
    await expect(page.getByRole('row', { selected: true })).toContainText('router-a-0');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'router-a-0' })).toBeVisible();
  });

  test('says what hides the rows when nothing matches', async ({ page }) => {
    await page.goto('/pods?q=no-such-pod-anywhere');
    await expect(page.getByRole('heading', { name: 'Nothing matches the filter' })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Clear filter' }).last().click();
    await expect(page.getByRole('grid')).toBeVisible();
  });
});

test('a cluster without pods of its own says so in the list, in both languages alike', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'empty');
  await page.goto('/pods?namespace=default');
  await expect(page.getByRole('heading', { name: /Nothing matches the filter|No pods/ })).toBeVisible();
});
