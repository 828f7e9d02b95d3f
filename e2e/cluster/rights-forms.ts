import { type Browser, type Locator, type Page, expect as seen } from '@playwright/test';
import { contextOf, exec, recorded, run, stateOf } from './rights-buttons.ts';
import type { CanI } from './rights-entries.ts';

/** What the forms are about: a ConfigMap `waf` with one earlier revision, and a display link. */
export interface FormScene {
  namespace: string;
  /** The name of a display link of this namespace. */
  display: string;
}

/** A button that is not on a page at once, with how one gets to it. */
interface Form {
  path: string;
  /** Who lacks one of them is shown neither the form nor its button. */
  sees: readonly CanI[];
  reach: (page: Page) => Promise<Locator>;
  needs: readonly CanI[];
  /** The page's own rule refuses it here to everybody who may. */
  ruled?: true;
}

const edit: readonly CanI[] = [
  'get configmaps',
  'update configmaps',
  ...exec,
  ...['create', 'get', 'delete'].map((verb): CanI => `${verb} controllerrevisions.apps`),
  recorded,
];
const rollOut: readonly CanI[] = [
  ...run,
  ...exec,
  'get configmaps',
  'get deployments.apps',
  'patch deployments.apps',
];

const button =
  (name: string | RegExp) =>
  async (page: Page): Promise<Locator> =>
    page.getByRole('main').getByRole('button', { name });

function formsOf({ namespace, display }: FormScene): Record<string, Form> {
  const config = {
    path: `/configs/${namespace}/waf`,
    sees: ['list configmaps', 'list deployments.apps'],
  } as const;
  return {
    // Nothing is changed yet.
    'review a change': { ...config, reach: button('Review change…'), needs: edit, ruled: true },
    'roll out': { ...config, reach: button('Roll out…'), needs: rollOut },
    restore: {
      ...config,
      path: `${config.path}?tab=history`,
      reach: button('Restore revision 1'),
      needs: edit,
    },
    start: {
      path: '/start',
      sees: [],
      reach: async (page) => {
        const filled = {
          Namespace: namespace,
          Name: 'third',
          'AS number': '65003',
          'Router ID': '192.0.2.3',
        };
        for (const [name, value] of Object.entries(filled))
          await page
            .getByRole('textbox', { name, exact: true })
            .or(page.getByRole('combobox', { name, exact: true }))
            .fill(value);
        await page.getByRole('button', { name: 'Preview' }).click();
        return button('Start third')(page);
      },
      needs: [
        ...[
          'configmaps',
          'services',
          'poddisruptionbudgets.policy',
          'deployments.apps',
          'statefulsets.apps',
        ].map((what): CanI => `create ${what}`),
        recorded,
      ],
    },
    'make a display link': {
      path: '/displays',
      sees: ['list configmaps', 'list deployments.apps'],
      reach: async (page) => {
        await page.getByRole('button', { name: 'Make a display link' }).click();
        await page.getByRole('checkbox', { name: `All of ${namespace}` }).check();
        return button('Make the link')(page);
      },
      needs: ['create configmaps', recorded],
    },
    'revoke a display link': {
      path: '/displays',
      sees: ['list configmaps', 'list deployments.apps'],
      reach: async (page) =>
        page
          .getByRole('row')
          .filter({ hasText: display })
          .getByRole('button', { name: /^Revoke/ }),
      needs: ['delete configmaps', recorded],
    },
  };
}

/** As `compareButtons`, for buttons that a form or a tab leads to. Returns the names of the forms that were shown. */
export async function compareForms(
  browser: Browser,
  signedIn: { url: string; cookie: string },
  scene: FormScene,
  canI: (right: CanI) => Promise<boolean>,
): Promise<string[]> {
  const context = await contextOf(browser, signedIn);
  const page = await context.newPage();
  const shown: string[] = [];
  for (const [name, { path, sees, reach, needs, ruled }] of Object.entries(formsOf(scene))) {
    await page.goto(`${signedIn.url}${path}`);
    if (!(await Promise.all(sees.map(canI))).every(Boolean)) {
      const refusal = /Not allowed to see this|There is no ConfigMap/;
      await seen(page.getByRole('main'), name).toContainText(refusal, { timeout: 120_000 });
      continue;
    }
    const may = (await Promise.all(needs.map(canI))).every(Boolean);
    const at = await reach(page);
    await seen
      .poll(() => at.evaluate(stateOf), { message: name, timeout: 120_000 })
      .toBe(may ? (ruled ? 'ruled' : 'may') : 'missing');
    shown.push(name);
  }
  await context.close();
  return shown;
}
