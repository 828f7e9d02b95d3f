import { expect, type Page } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

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

  test('in an event and in a forged record of an action is shown as it is', async ({ page }) => {
    await page.goto('/pods/cnf-hostile/crashing-0?tab=events');
    const main = page.getByRole('main');
    await expect(main).toContainText('<img src="x" onerror="window.ran = \'event\'">');
    await expect(main).toContainText('<b onclick="window.ran = 1">Failed</b>');
    await page.goto('/activity?type=action');
    const line = main.getByRole('article').filter({ hasText: '<svg onload="window.ran = 3">' });
    await expect(line).toContainText('<img src=x onerror="window.ran = 1">');
    await expect(line).toContainText('“<script>window.ran = 2</script>”');
    await line.locator('summary').click();
    await expect(line).toContainText('javascript:window.ran = 4');
    await expect(main.locator('img, svg[onload], script')).toHaveCount(0);
    expect(await ran(page)).toBeNull();
  });
});
