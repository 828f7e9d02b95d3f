import { expect, type Locator, type Page } from '@playwright/test';
import type { StateName } from './states.ts';

/** One page in one state: a line of what is looked at, and of what axe is run on. */
export interface View {
  name: string;
  state: StateName;
  /** `:name` stands for what the state has made. */
  path: string;
  /** What is seen once the page is there, as a selector. */
  shows?: string;
  /** Opens what is to be looked at. */
  open?: (page: Page) => Promise<void>;
  /** A wall is looked at on screens of its own. */
  wall?: true;
}

const edge = '/functions/cnf-edge';
const pod = '/pods/cnf-edge/router-a-0';
async function scale(page: Page, replicas: string): Promise<void> {
  await page.getByRole('button', { name: /^(Scale|スケール)…$/ }).click();
  await page.getByRole('dialog').getByRole('spinbutton').fill(replicas);
}

/** The sheet's button that does it, once nothing speaks against it. */
async function ready(page: Page): Promise<Locator> {
  const button = page.getByRole('dialog').getByRole('button').last();
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  return button;
}

/** Every page of the console by its path, as far as nothing has to be made for it. */
const everywhere = [
  ['home', '/'],
  ['alerts', '/alerts'],
  ['chains', '/chains'],
  ['chain', '/chains/cnf-edge/internet-edge'],
  ['functions', '/functions'],
  ['function', `${edge}/deployments/waf`],
  ['pods', '/pods'],
  ['pod', pod],
  ['configs', '/configs'],
  ['config', '/configs/cnf-edge/router-a'],
  ['upgrades', '/upgrades'],
  ['networks', '/networks'],
  ['activity', '/activity'],
  ['displays', '/displays'],
  ['start', '/start'],
] as const;
const all = (state: StateName, names?: readonly string[]): View[] =>
  everywhere.flatMap(([name, path]) => (names && !names.includes(name) ? [] : [{ name, state, path }]));

export const views: readonly View[] = [
  ...all('talk-chain'),
  { name: 'function-router', state: 'talk-chain', path: `${edge}/statefulsets/router-a` },
  { name: 'function-manifest', state: 'talk-chain', path: `${edge}/deployments/lb?tab=manifest` },
  { name: 'pod-interfaces', state: 'talk-chain', path: `${pod}?tab=interfaces` },
  { name: 'pod-routing', state: 'talk-chain', path: `${pod}?tab=routing` },
  { name: 'pod-containers', state: 'talk-chain', path: `${pod}?tab=containers` },
  { name: 'pod-events', state: 'talk-chain', path: `${pod}?tab=events` },
  { name: 'pod-log', state: 'talk-chain', path: `${pod}?tab=log` },
  { name: 'config-history', state: 'talk-chain', path: '/configs/cnf-edge/router-a?tab=history' },
  { name: 'config-running', state: 'talk-chain', path: '/configs/cnf-edge/router-a?tab=running' },
  { name: 'api-docs', state: 'talk-chain', path: '/api/docs' },
  { name: 'not-found', state: 'talk-chain', path: '/no-such-page' },
  { name: 'no-such-pod', state: 'talk-chain', path: '/pods/cnf-edge/no-such-pod' },
  {
    name: 'scale-sheet',
    state: 'talk-chain',
    path: `${edge}/deployments/lb`,
    open: async (page) => {
      await scale(page, '5');
      await expect(page.getByRole('dialog').getByRole('region').first()).toBeVisible();
    },
  },
  {
    name: 'upgrade-sheet',
    state: 'talk-chain',
    path: `${edge}/deployments/waf`,
    open: async (page) => {
      await page.getByRole('button', { name: /^(Upgrade|アップグレード)…$/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'palette',
    state: 'talk-chain',
    path: '/',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('waf');
      await expect(page.getByRole('option', { name: /^(Restart|再起動)/ }).first()).toBeVisible();
    },
  },
  {
    name: 'preferences',
    state: 'talk-chain',
    path: '/',
    open: (page) => page.getByRole('button', { name: /^(Display|表示)/ }).click(),
  },

  {
    name: 'scale-to-zero',
    state: 'acting',
    path: `${edge}/deployments/lb`,
    open: async (page) => {
      await scale(page, '0');
      await expect(page.getByRole('dialog').getByRole('textbox').nth(1)).toBeVisible();
    },
  },
  {
    name: 'scale-conflict',
    state: 'acting',
    path: `${edge}/deployments/lb`,
    open: async (page) => {
      await scale(page, '4');
      const button = await ready(page);
      // Somebody else is faster.
      const path = `${new URL(page.url()).origin}/api/v1/functions/cnf-edge/deployments/lb/restart`;
      expect((await page.request.post(path, { data: {} })).ok()).toBe(true);
      await button.click();
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'scale-done',
    state: 'acting',
    path: `${edge}/deployments/firewall`,
    open: async (page) => {
      await page.getByRole('button', { name: /^(Scale|スケール)…$/ }).click();
      // On the next screen it has been scaled already.
      const field = page.getByRole('dialog').getByRole('spinbutton');
      await field.fill((await field.inputValue()) === '3' ? '4' : '3');
      await (await ready(page)).click();
      await expect(page.getByRole('dialog').getByRole('status').first()).toBeVisible();
    },
  },
  {
    name: 'freeze-sheet',
    state: 'acting',
    path: '/chains/cnf-edge/internet-edge',
    open: (page) => page.getByRole('button', { name: /^(Freeze|凍結)…$/ }).click(),
  },
  {
    name: 'activity-record',
    state: 'acting',
    path: '/activity?type=action',
    open: (page) => page.getByRole('main').locator('summary').first().click(),
  },

  ...all('trouble', [
    'home',
    'alerts',
    'chains',
    'chain',
    'functions',
    'pods',
    'networks',
    'activity',
    'configs',
  ]),
  { name: 'function', state: 'trouble', path: `${edge}/deployments/firewall` },
  { name: 'function-crash', state: 'trouble', path: `${edge}/deployments/waf`, shows: 'figure' },
  { name: 'pod', state: 'trouble', path: pod },
  { name: 'pod-interfaces', state: 'trouble', path: `${pod}?tab=interfaces` },
  {
    name: 'acknowledge-sheet',
    state: 'trouble',
    path: '/alerts?q=cache',
    open: (page) =>
      page
        .getByRole('button', { name: /^(Acknowledge|確認済みにする)$/ })
        .first()
        .click(),
  },
  { name: 'wall', state: 'trouble', path: '/wall', wall: true },

  ...all('fleet-5000', ['home', 'chains', 'functions', 'pods', 'networks']),
  { name: 'wall', state: 'fleet-5000', path: '/wall', wall: true },

  ...all('empty', ['home', 'chains', 'functions', 'pods', 'configs', 'networks', 'upgrades', 'activity']),
  { name: 'displays', state: 'empty', path: '/displays' },
  { name: 'wall', state: 'empty', path: '/wall', wall: true },

  { name: 'wall', state: 'forty-chains', path: '/wall', wall: true },
  { name: 'wall-1', state: 'forty-chains', path: '/wall?chains=site-01', wall: true },
  { name: 'wall-3', state: 'forty-chains', path: '/wall?chains=site-01,site-02,site-40', wall: true },
  {
    name: 'wall-12',
    state: 'forty-chains',
    path: `/wall?chains=site-40,${Array.from({ length: 11 }, (_, n) => `site-${String(n + 1).padStart(2, '0')}`).join(',')}`,
    wall: true,
  },

  ...all('runs', ['home', 'chain', 'upgrades']),
  { name: 'activity', state: 'runs', path: '/activity', shows: 'main details' },
  { name: 'run-underway', state: 'runs', path: '/upgrades/:running' },
  { name: 'run-held', state: 'runs', path: '/upgrades/:held' },
  { name: 'run-finished', state: 'runs', path: '/upgrades/:finished' },
  { name: 'function', state: 'runs', path: `${edge}/statefulsets/router-a` },
  { name: 'chain-frozen', state: 'runs', path: '/chains/cnf-branch/branch-access' },
  { name: 'wall', state: 'runs', path: '/wall', wall: true },

  ...all('viewer', ['chain', 'function', 'pod', 'config', 'displays', 'start']),
  ...all('forbidden'),
  { name: 'wall', state: 'forbidden', path: '/wall', wall: true },

  { name: 'sign-in', state: 'signed-out', path: '/sign-in' },
  { name: 'wall', state: 'signed-out', path: '/wall', wall: true },

  ...all('stale', ['home', 'chain', 'function', 'pods', 'pod', 'config', 'upgrades', 'networks', 'activity']),
  { name: 'wall', state: 'stale', path: '/wall', wall: true },
];

/** Goes to a view and waits until nothing of it is still on its way. */
export async function show(page: Page, view: View, stage: { url: string; made: Record<string, string> }) {
  const path = view.path.replace(/:(\w+)/g, (_, name: string) => stage.made[name] ?? name);
  await page.goto(`${stage.url}${path}`);
  await settled(page, view);
  await view.open?.(page);
}

/** Where nobody, or nobody any more, says which scenarios there are. */
const withoutScenarios: ReadonlySet<StateName> = new Set(['signed-out', 'stale']);

/** Nothing is on its way any more: no bar of a skeleton, no chain of a wall to come, no scenario to choose. */
export async function settled(page: Page, view: View): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  if (view.wall && view.state !== 'signed-out')
    await expect(page.locator('main article, main p').last()).not.toHaveText(/^(Reading|クラスタの状態)/);
  else if (!withoutScenarios.has(view.state) && view.name !== 'not-found')
    await expect(page.getByRole('complementary').locator('select')).toBeVisible();
  if (view.shows) await expect(page.locator(view.shows).first()).toBeVisible();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
