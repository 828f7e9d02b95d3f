import { expect, type Page, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { isAccessible } from './accessible.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

const path = '/configs/cnf-edge/router-a';
const textOf = (page: Page) => page.getByRole('textbox', { name: 'frr.conf, configuration text' });
const sheetOf = (page: Page) => page.getByRole('dialog');

let lab: OwnLab;
let operator: Console;
test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  operator = await lab.console('operator');
});
test.afterAll(() => lab.stop());

async function open(page: Page, of = operator): Promise<void> {
  await page.goto(`${of.url}${path}`);
  await expect(textOf(page)).toContainText('router bgp 65001');
  await expect(page.getByText(/by vtysh .* in router-a-0/)).toBeVisible();
}

/** Types at the end of the line that has this text. */
async function typeAfter(page: Page, line: string, text: string): Promise<void> {
  await textOf(page).getByText(line).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
}

interface Stored {
  data: Record<string, string>;
  resourceVersion: string;
}
const stored = async (): Promise<Stored> => (await operator.get<Stored>(`/api/v1${path}`)).body;

/** The same ConfigMap changed by somebody else. */
async function changeElsewhere(page: Page, change: (text: string) => string): Promise<void> {
  const { data, resourceVersion } = await stored();
  const answer = await page.request.put(`${operator.url}/api/v1${path}`, {
    data: { data: { 'frr.conf': change(data['frr.conf'] ?? '') }, resourceVersion, reason: 'a colleague' },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function apply(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Review change…' }).click();
  await sheetOf(page).getByLabel('Reason').fill(reason);
  const button = sheetOf(page).getByRole('button', { name: 'Apply frr.conf to router-a' });
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
}

test('three faults are shown at their lines in vtysh’s words, and lead there', async ({ page }) => {
  await open(page);
  await textOf(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nrouter bgp 65001\nneighbor 192.0.2.9 remote-ass 65002\nbgp gracef\nrouter\n!');
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByRole('button').filter({ hasText: '%' })).toHaveCount(3);
  await expect(problems).toContainText('% Unknown command');
  await expect(problems).toContainText('neighbor 192.0.2.9 remote-ass 65002');
  await page.keyboard.press('Control+Home');
  await problems.getByRole('button').filter({ hasText: 'remote-ass' }).first().click();
  await expect(textOf(page)).toBeFocused();
  await expect(page.locator('.cm-activeLine')).toContainText('remote-ass');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByText('Nothing is changed.').first()).toBeVisible();
});

test('a description is reviewed, applied with a reason, and stands in the history', async ({ page }) => {
  await open(page);
  await typeAfter(page, 'description router-b', '-east');
  await page.getByRole('button', { name: 'Review change…' }).click();
  const sheet = sheetOf(page);
  await expect(sheet.getByRole('article', { name: 'router-a-0' })).toContainText('Applies live');
  await expect(sheet).toContainText('kubectl patch configmap/router-a -n cnf-edge');
  await expect(sheet).toContainText('The API server accepts it.');
  await sheet.getByRole('button', { name: 'Go on editing' }).click();
  await apply(page, 'moved to the east');
  await expect(sheet.getByRole('status').first()).toContainText('Applied to router-a');
  await sheet.getByRole('button', { name: 'Later' }).click();
  expect((await stored()).data['frr.conf']).toContain('description router-b-east');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'moved to the east' })).toContainText('current');
});

test('a live reload brings it into the router and keeps the session', async ({ page }) => {
  const sessions = async () =>
    (await operator.get<{ sessions: unknown[] }>('/api/v1/pods/cnf-edge/router-a-0/live/bgp')).body.sessions;
  const before = await sessions();
  await changeElsewhere(page, (text) => text.replace('description router-b', 'description to-router-b'));
  await open(page);
  await page.getByRole('button', { name: 'Roll out…' }).click();
  const sheet = sheetOf(page);
  await sheet.getByRole('radio', { name: /Live reload/ }).check();
  await sheet.getByRole('button', { name: 'Reload the routers' }).click();
  await expect(sheet.getByRole('status').last()).toContainText('Done', { timeout: 45_000 });
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  expect((await sessions()).length).toBe(before.length);
  await page.getByRole('tab', { name: 'Running' }).click();
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('runs it');
});

test('what a colleague changed elsewhere merges by itself', async ({ page }) => {
  await open(page);
  await typeAfter(page, 'description speaker on the first node', ' (rack 1)');
  await changeElsewhere(page, (text) => text.replace('hostname router-a', 'hostname router-a1'));
  await expect(page.getByText('Somebody else has changed it meanwhile.')).toBeVisible();
  await page.getByRole('button', { name: 'Merge…' }).click();
  await expect(page.getByRole('heading', { name: 'Somebody else has changed it too' })).toBeFocused();
  await page.getByRole('button', { name: 'Take into the editor' }).click();
  await expect(textOf(page)).toContainText('hostname router-a1');
  await expect(textOf(page)).toContainText('speaker on the first node (rack 1)');
  await apply(page, 'racks');
  await expect(sheetOf(page).getByRole('status').first()).toContainText('Applied to router-a');
  const text = (await stored()).data['frr.conf'];
  expect(text).toContain('hostname router-a1');
  expect(text).toContain('(rack 1)');
});

test('where both changed one line, the line is decided', async ({ page }) => {
  await open(page);
  await typeAfter(page, 'description speaker on the second node', ' mine');
  await changeElsewhere(page, (text) => text.replace('on the second node', 'on the second node theirs'));
  await page.getByRole('button', { name: 'Merge…' }).click();
  const take = page.getByRole('button', { name: 'Take into the editor' });
  await expect(take).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('group', { name: 'Conflict 1 of 1' })).toContainText('theirs');
  await page.getByRole('radio', { name: 'Take yours' }).check();
  await take.click();
  await expect(textOf(page)).toContainText('on the second node mine');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(textOf(page)).toContainText('on the second node theirs');
});

test('what was typed survives a reload', async ({ page }) => {
  await open(page);
  await typeAfter(page, 'bgp log-neighbor-changes', '\n bgp deterministic-med');
  await page.reload();
  await expect(page.getByText('Your draft is back.')).toBeVisible();
  await expect(textOf(page)).toContainText('bgp deterministic-med');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.reload();
  await expect(textOf(page)).toContainText('router bgp 65001');
  await expect(textOf(page)).not.toContainText('bgp deterministic-med');
});

test('an earlier text comes back by the same way', async ({ page }) => {
  await changeElsewhere(page, (text) => text.replace('hostname router-a', 'hostname elsewhere'));
  await open(page);
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Restore revision 1' }).click();
  await expect(page.getByText('Revision 1 is in the editor.')).toBeVisible();
  await page.getByRole('button', { name: 'Review change…' }).click();
  const button = sheetOf(page).getByRole('button', { name: 'Restore revision 1 of router-a' });
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
  await expect(sheetOf(page).getByRole('status').first()).toContainText('Applied to router-a');
  expect((await stored()).data['frr.conf']).toContain('hostname router-a\n');
});

test('hostile text is shown and sent as text alone', async ({ page }) => {
  await open(page);
  const hostile = '<img src=x onerror=alert(1)> $(reboot) `id` \u202e';
  let alerted = false;
  page.on('dialog', () => {
    alerted = true;
  });
  await typeAfter(page, 'hostname router-a', `\n! ${hostile}`);
  await page.getByRole('button', { name: 'Review change…' }).click();
  await expect(sheetOf(page)).toContainText('<img src=x onerror=alert(1)> $(reboot) `id` \ufffd');
  expect(alerted).toBe(false);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard changes' }).click();
});

test('the keyboard alone edits, completes, leaves the editor and reviews', async ({ page }) => {
  await open(page);
  await textOf(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('route-map NEW per');
  await page.keyboard.press('Tab');
  await page.keyboard.type('10');
  await expect(textOf(page)).toContainText('route-map NEW permit 10');
  await page.keyboard.press('Control+/');
  await expect(textOf(page)).toContainText('! route-map NEW permit 10');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(textOf(page)).not.toBeFocused();
  const review = page.getByRole('button', { name: 'Review change…' });
  await expect(review).not.toHaveAttribute('aria-disabled', 'true');
  for (
    let count = 0;
    count < 30 && !(await review.evaluate((one) => one === document.activeElement));
    count += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(sheetOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheetOf(page)).toBeHidden();
  await page.getByRole('button', { name: 'Discard changes' }).click();
});

test('a viewer reads, and is told which right is missing', async ({ page }) => {
  const viewer = await lab.console('viewer');
  await page.goto(`${viewer.url}${path}`);
  const right = 'kubectl auth can-i update configmaps/router-a -n cnf-edge';
  await expect(page.getByText(right, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Review change…' })).toHaveAccessibleDescription(
    `Your right is missing: ${right}`,
  );
  await expect(page.getByRole('button', { name: 'Roll out…' })).toHaveAccessibleDescription(
    /^Your right is missing: kubectl auth can-i/,
  );
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'true');
  await textOf(page).click();
  await page.keyboard.type('x');
  await expect(page.getByText('Nothing is changed.').first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`accessible in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    for (const part of ['/configs', path, `${path}?tab=running`, `${path}?tab=history`]) {
      test(part, async ({ page }) => {
        await page.goto(`${operator.url}${part}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('main').getByText('Loading…')).toHaveCount(0);
        if (part === path) {
          await expect(textOf(page)).toContainText('router bgp 65001');
          await typeAfter(page, 'hostname router-a', '\nnonsense');
          await expect(page.getByRole('region', { name: 'Problems' })).toBeVisible();
        }
        await isAccessible(page);
      });
    }
  });
}
