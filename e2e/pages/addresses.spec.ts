import { expect, type Page } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

type Shown =
  | [role: 'textbox' | 'combobox', name: string | RegExp, value: string]
  | [role: 'tab' | 'checkbox' | 'unchecked' | 'dialog' | 'descending', name: string | RegExp];

const waf = '/functions/cnf-edge/deployments/waf';
const router = '/pods/cnf-edge/router-a-0';
const config = '/configs/cnf-edge/router-a';

/** What an address says, and where the page shows it: whatever is filtered, sorted or opened can be sent to somebody. */
const addresses: readonly [path: string, shown: readonly Shown[]][] = [
  [
    '/pods?q=router&namespace=cnf-edge&chain=internet-edge&function=cnf-edge/statefulsets/router-a&sort=-restarts',
    [
      ['textbox', 'Filter pods by any of their words', 'router'],
      ['combobox', 'Namespace', 'cnf-edge'],
      ['combobox', 'Chain', 'internet-edge'],
      ['combobox', 'Function', 'cnf-edge/statefulsets/router-a'],
      ['descending', /restarts/i],
    ],
  ],
  [
    `${router}?tab=log&container=frr&tail=100&follow=0&wrap=1&find=bgp`,
    [
      ['tab', 'Log'],
      ['combobox', 'Container', 'frr'],
      ['combobox', 'Begin with', '100'],
      ['unchecked', 'Follow'],
      ['checkbox', 'Wrap lines'],
      ['textbox', 'Find in the log', 'bgp'],
    ],
  ],
  ['/pods?health=trouble', [['combobox', 'Health', 'trouble']]],
  [`${router}?tab=routing&act=evict`, [['dialog', 'Evict: router-a-0']]],
  [
    '/functions?q=w&health=trouble&all=true&sort=-name',
    [
      ['textbox', 'Filter functions', 'w'],
      ['combobox', 'Health', 'trouble'],
      ['checkbox', /all workloads|all/i],
    ],
  ],
  [`${waf}?tab=manifest`, [['tab', 'Manifest']]],
  [`${waf}?act=scale`, [['dialog', 'Scale: waf']]],
  [`${waf}?act=upgrade`, [['dialog', /Upgrade/]]],
  ['/chains?q=edge', [['textbox', /Filter/, 'edge']]],
  ['/chains/cnf-edge/internet-edge?act=freeze', [['dialog', /Freeze/]]],
  ['/chains/cnf-edge/internet-edge?act=upgrade', [['dialog', /internet-edge/]]],
  ['/configs?q=router', [['textbox', /Filter/, 'router']]],
  [`${config}?tab=running`, [['tab', 'Running']]],
  [`${config}?key=daemons`, [['tab', 'daemons']]],
  [`${config}?act=rollout`, [['dialog', /router-a/]]],
  [
    '/networks?q=net&namespace=cnf-edge',
    [
      ['textbox', /Filter networks/, 'net'],
      ['combobox', 'Namespace', 'cnf-edge'],
    ],
  ],
  [
    '/alerts?q=cache&severity=critical&state=firing&namespace=cnf-edge',
    [
      ['textbox', /Filter/, 'cache'],
      ['combobox', 'Severity', 'critical'],
      ['combobox', 'State', 'firing'],
      ['combobox', 'Namespace', 'cnf-edge'],
    ],
  ],
  [
    '/activity?q=waf&type=Warning&namespace=cnf-edge',
    [
      ['textbox', /Filter/, 'waf'],
      ['combobox', 'Type', 'Warning'],
      ['combobox', 'Namespace', 'cnf-edge'],
    ],
  ],
];

async function shows(page: Page, [role, name, value = '']: Shown): Promise<void> {
  const exact = typeof name === 'string';
  if (role === 'textbox' || role === 'combobox')
    await expect.soft(page.getByRole(role, { name, exact })).toHaveValue(value);
  else if (role === 'tab') await expect.soft(page.getByRole('tab', { name, selected: true })).toBeVisible();
  else if (role === 'checkbox') await expect.soft(page.getByRole('checkbox', { name, exact })).toBeChecked();
  else if (role === 'unchecked')
    await expect.soft(page.getByRole('checkbox', { name, exact })).not.toBeChecked();
  else if (role === 'dialog') await expect.soft(page.getByRole('dialog', { name })).toBeVisible();
  else await expect.soft(page.getByRole('columnheader', { name })).toHaveAttribute('aria-sort', 'descending');
}

test('an address opens what was filtered, sorted, chosen or asked when it was copied', async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  await chooseScenario(request, 'trouble');
  for (const [path, shown] of addresses)
    await test.step(path, async () => {
      await page.goto(path);
      for (const one of shown) await shows(page, one);
    });
});

test('what is chosen of a log goes into the address, and stays there with the sheet that is opened', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'trouble');
  await page.goto(`${router}?tab=log`);
  await page.getByRole('checkbox', { name: 'Wrap lines' }).check();
  await page.getByRole('button', { name: 'Evict…' }).click();
  await expect(page).toHaveURL(/\?tab=log&wrap=1.*&act=evict$/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\?tab=log&wrap=1/);
  await expect(page).not.toHaveURL(/act=/);
});
