import { type Browser, type BrowserContext, type Page, expect as seen } from '@playwright/test';
import type { CanI, Scene } from './rights-entries.ts';

/** A button, with the rights that kubectl must say somebody has; `ruled` where the function refuses it to everybody. */
interface Button {
  needs: readonly CanI[];
  ruled?: true;
}
interface Shown {
  path: string;
  /** Who may not is shown no page, and no button. */
  sees: CanI;
  buttons: Record<string, Button>;
}

export const recorded: CanI = 'create events';
export const exec: readonly CanI[] = ['create pods/exec', 'get pods/exec'];
/** What carries out any run. */
export const run: readonly CanI[] = [
  'create pods/eviction',
  ...['create', 'get', 'list', 'patch', 'delete'].map((verb): CanI => `${verb} controllerrevisions.apps`),
  ...['create', 'get', 'update', 'delete'].map((verb): CanI => `${verb} leases.coordination.k8s.io`),
  'list pods',
  recorded,
];
const upgrade: readonly CanI[] = [
  ...run,
  ...exec,
  ...['create', 'get', 'delete'].map((verb): CanI => `${verb} jobs.batch`),
];

/** The buttons of a workload's page. */
function buttonsOf(kind: 'deployments' | 'statefulsets' | 'daemonsets'): Record<string, Button> {
  const patch: readonly CanI[] = [`get ${kind}.apps`, `patch ${kind}.apps`];
  const history: CanI = kind === 'deployments' ? 'list replicasets.apps' : 'list controllerrevisions.apps';
  const scales = kind !== 'daemonsets';
  return {
    'Scale…': scales
      ? { needs: [`get ${kind}.apps`, `update ${kind}.apps/scale`, recorded] }
      : { needs: [], ruled: true },
    'Restart…': { needs: [...patch, recorded] },
    'Pause…': kind === 'deployments' ? { needs: [...patch, recorded] } : { needs: [], ruled: true },
    // Nothing was rolled out yet.
    'Roll back…': { needs: [], ruled: true },
    'Upgrade…': { needs: [...patch, ...upgrade] },
    // The namespace is not a lab; a right that is missing is said first.
    'Lifecycle checks…': {
      needs: kind === 'deployments' ? [...patch, ...run, history] : [...patch, ...run],
      ruled: true,
    },
  };
}

const pagesOf = ({ namespace, pod }: Omit<Scene, 'resourceVersion'>): Shown[] => [
  ...(['deployments/waf', 'statefulsets/router', 'daemonsets/speaker'] as const).map((function_): Shown => {
    const kind = function_.split('/')[0] as 'deployments' | 'statefulsets' | 'daemonsets';
    return {
      path: `/functions/${namespace}/${function_}`,
      sees: `list ${kind}.apps`,
      buttons: buttonsOf(kind),
    };
  }),
  {
    path: `/pods/${namespace}/${pod}`,
    sees: 'list pods',
    buttons: { 'Evict…': { needs: ['get pods', 'create pods/eviction', recorded] } },
  },
  {
    path: `/chains/${namespace}/act-chain`,
    sees: 'list deployments.apps',
    buttons: {
      'Freeze…': { needs: ['patch deployments.apps', 'get deployments.apps', recorded] },
      'Upgrade chain…': { needs: ['get deployments.apps', 'patch deployments.apps', ...upgrade] },
    },
  },
];

type State = 'may' | 'missing' | 'ruled';

/** What a button says of itself. In the browser: it sees nothing of this file. */
export const stateOf = (button: Element): State => {
  const why = document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
  if (button.getAttribute('aria-disabled') !== 'true') return 'may';
  return why.startsWith('Your right is missing') ? 'missing' : 'ruled';
};

/** What a page says of each of its buttons that leads to an action: those whose names end with an ellipsis. */
async function readButtons(page: Page): Promise<Record<string, State>> {
  // What opens a menu is no action.
  const buttons = page.getByRole('main').locator('button:not([aria-haspopup])', { hasText: /…$/ });
  const found: Record<string, State> = {};
  for (const button of await buttons.all())
    found[(await button.innerText()).trim()] = await button.evaluate(stateOf);
  return found;
}

/** A browser's window of somebody who is signed in. */
export async function contextOf(
  browser: Browser,
  { url, cookie }: { url: string; cookie: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addCookies(
    cookie.split('; ').map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name, value: value.join('='), url };
    }),
  );
  return context;
}

/**
 * Opens every page as somebody who is signed in, and compares each button with what kubectl says of its rights. Returns how many
 * buttons it compared.
 */
export async function compareButtons(
  browser: Browser,
  signedIn: { url: string; cookie: string },
  scene: Omit<Scene, 'resourceVersion'>,
  canI: (right: CanI) => Promise<boolean>,
): Promise<number> {
  const context = await contextOf(browser, signedIn);
  const page = await context.newPage();
  let compared = 0;
  for (const { path, sees, buttons } of pagesOf(scene)) {
    await page.goto(`${signedIn.url}${path}`);
    if (!(await canI(sees))) {
      await seen(page.getByRole('main'), path).toContainText('Not allowed to see this', { timeout: 120_000 });
      seen(await readButtons(page), path).toEqual({});
      continue;
    }
    const wanted: Record<string, string> = {};
    for (const [name, { needs, ruled }] of Object.entries(buttons)) {
      const may = (await Promise.all(needs.map(canI))).every(Boolean);
      wanted[name] = may ? (ruled ? 'ruled' : 'may') : 'missing';
    }
    await seen.poll(() => readButtons(page), { message: path, timeout: 120_000 }).toEqual(wanted);
    compared += Object.keys(wanted).length;
  }
  await context.close();
  return compared;
}
