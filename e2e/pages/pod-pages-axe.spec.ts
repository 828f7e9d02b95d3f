import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { chooseScenario } from './scenario.ts';

const pages = [
  ['/pods', 'Pods'],
  ['/pods/cnf-edge/router-a-0', 'router-a-0'],
  ['/pods/cnf-edge/router-a-0?tab=interfaces', 'router-a-0'],
  ['/pods/cnf-edge/router-a-0?tab=routing', 'router-a-0'],
  ['/pods/cnf-edge/router-a-0?tab=containers', 'router-a-0'],
  ['/pods/cnf-edge/router-a-0?tab=events', 'router-a-0'],
  ['/pods/cnf-edge/router-a-0?tab=log', 'router-a-0'],
  ['/networks', 'Networks'],
  ['/activity', 'Activity'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`accessible in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test.beforeAll(async ({ request }) => chooseScenario(request, 'trouble'));

    for (const [path, title] of pages) {
      test(path, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
        await expect(page.getByRole('main').getByText('Loading…')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .exclude('nextjs-portal')
          .analyze();
        expect(
          violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]),
        ).toEqual([]);
      });
    }
  });
}
