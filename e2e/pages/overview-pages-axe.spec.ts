import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { chooseScenario } from './scenario.ts';

const pages = [
  ['/', 'Home'],
  ['/chains', 'Chains'],
  ['/chains/cnf-edge/internet-edge', 'internet-edge'],
  ['/functions', 'Functions'],
  ['/functions/cnf-edge/deployments/lb', 'lb'],
  ['/functions/cnf-edge/deployments/lb?tab=manifest', 'lb'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`accessible in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test.beforeAll(async ({ request }) => chooseScenario(request, 'trouble'));

    for (const [path, title] of pages) {
      test(path, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached();
        await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        expect(
          violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
        ).toEqual([]);
      });
    }
  });
}
