import { expect, type Page, test } from '@playwright/test';
import { chooseScenario } from './scenario.ts';

/** What a script of the scenario would have left behind. */
const ran = (page: Page) => page.evaluate(() => (window as { ran?: string }).ran ?? null);

test.describe('hostile text', () => {
  test.beforeAll(async ({ request }) => chooseScenario(request, 'hostile'));

  test('in a log shows as text, without its terminal sequences', async ({ page }) => {
    await page.goto('/pods/cnf-hostile/crashing-0?tab=log');
    const log = page.getByRole('log');
    await expect(log).toContainText('<script>window.ran = "log"</script>');
    await expect(log).toContainText('red link');
    await expect(log).toContainText('refused \ufffdgnp.exe');
    expect(await ran(page)).toBeNull();
  });

  test('in an annotation that cannot be read is shown as it is', async ({ page }) => {
    await page.goto('/pods/cnf-hostile/requesting-0?tab=interfaces');
    await expect(
      page.getByRole('region', { name: 'k8s.v1.cni.cncf.io/networks', exact: true }),
    ).toContainText('<svg onload=');
    expect(await ran(page)).toBeNull();
  });

  test('in a report that cannot be read is shown as it is', async ({ page }) => {
    await page.goto('/pods/cnf-hostile/reporting-0?tab=interfaces');
    await expect(
      page.getByRole('region', { name: 'k8s.v1.cni.cncf.io/network-status', exact: true }),
    ).toContainText('<img src="x" onerror=');
    expect(await ran(page)).toBeNull();
  });

  test('in a network definition is shown as it is', async ({ page }) => {
    await page.goto('/networks');
    await expect(page.getByRole('region', { name: 'cnf-hostile/markup', exact: true })).toContainText(
      '<script>window.ran = "definition"</script>',
    );
    expect(await ran(page)).toBeNull();
  });
});
