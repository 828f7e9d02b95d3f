import { expect, type Locator, type Page } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

const settled = { timeout: 45_000 };

/** Opens an action's sheet on a function's page. */
async function open(page: Page, path: string, name: string): Promise<Locator> {
  await page.goto(path);
  await page.getByRole('button', { name }).click();
  return page.getByRole('dialog');
}

test.beforeEach(({ request }) => chooseScenario(request, 'talk-chain'));

test('a restart shows each pod with its turn, then that it is done; the function’s page keeps it', async ({
  page,
}) => {
  const sheet = await open(page, '/functions/cnf-edge/deployments/waf', 'Restart…');
  await expect(sheet.getByText('3 pods are replaced:')).toBeVisible();
  await sheet.getByLabel('Reason').fill('new certificate');
  await sheet.getByRole('button', { name: 'Restart waf' }).click();
  await expect(sheet.getByRole('status')).toHaveText('Restart waf: Done', settled);
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  const last = page.getByRole('region', { name: 'Last actions' });
  await expect(last).toContainText('restart waf');
  await expect(last).toContainText('“new certificate”');
});

test('a rollout is paused, and the pause undone in one click', async ({ page }) => {
  const sheet = await open(page, '/functions/cnf-edge/deployments/waf', 'Pause…');
  await sheet.getByRole('button', { name: 'Pause waf' }).click();
  await expect(sheet.getByRole('status')).toHaveText('Pause waf: Done', settled);
  await sheet.getByRole('button', { name: 'Undo: Resume waf', exact: true }).click();
  await expect(sheet.getByRole('status')).toHaveText('Resume waf: Done', settled);
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  const last = page.getByRole('region', { name: 'Last actions' });
  await expect(last).toContainText('undo of action');
  // Once the sheet is closed, what was done last is taken back from here.
  await last.getByRole('button', { name: 'Undo: Pause waf…' }).click();
  await expect(sheet.getByRole('button', { name: 'Pause waf' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
});

test('a revision is gone back to from the list of revisions', async ({ page }) => {
  await page.goto('/functions/cnf-edge/deployments/firewall');
  await page.getByRole('button', { name: /^Roll back to 1…$/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: /^Roll firewall back to revision 1$/ }).click();
  await expect(sheet.getByRole('status')).toHaveText(
    /^Roll firewall back to revision 1: Done$|^Roll firewall back.*: Done$/,
    settled,
  );
});

test('an autoscaler that would undo a scale gets other bounds instead, in one click', async ({ page }) => {
  const sheet = await open(page, '/functions/cnf-edge/deployments/lb', 'Scale…');
  await page.keyboard.type('5');
  await expect(sheet).toContainText('will set its own number again');
  await sheet.getByLabel('Reason').fill('load');
  await sheet.getByRole('button', { name: 'Set its bounds to 5–6…' }).click();
  await expect(sheet.getByLabel('Reason')).toBeFocused();
  await expect(sheet.getByLabel('Reason')).toHaveValue('load');
  await expect(sheet).toContainText('kubectl patch hpa lb -n cnf-edge');
  await sheet.getByRole('button', { name: 'Set the autoscaler of lb from 2–6 to 5–6' }).click();
  await expect(sheet.getByRole('status')).toHaveText(
    'Set the autoscaler of lb from 2–6 to 5–6: Done',
    settled,
  );
  await expect(sheet).toContainText('5/5 ready');
  await expect(
    sheet.getByRole('button', { name: 'Undo: Set the autoscaler of lb from 5–6 to 2–6' }),
  ).toBeVisible();
});

test('a pod is evicted; a budget without room refuses in Kubernetes’ words', async ({ page, request }) => {
  const pods = await request.get('/api/v1/pods?namespace=cnf-edge&function=waf');
  const { items } = (await pods.json()) as { items: { name: string }[] };
  const name = items.find((item) => item.name.startsWith('waf-'))?.name ?? '';
  const sheet = await open(page, `/pods/cnf-edge/${name}`, 'Evict…');
  await sheet.getByRole('button', { name: `Evict ${name}` }).click();
  await expect(sheet.getByRole('status')).toHaveText(`Evict ${name}: Done`, settled);

  const scaled = await request.post('/api/v1/functions/cnf-edge/deployments/waf/scale', {
    data: { replicas: 2 },
  });
  expect(scaled.ok(), await scaled.text()).toBe(true);
  const { id } = (await scaled.json()) as { id: string };
  await expect
    .poll(
      async () => ((await (await request.get(`/api/v1/actions/${id}`)).json()) as { state: string }).state,
    )
    .toBe('settled');
  const left = await (await request.get('/api/v1/pods?namespace=cnf-edge&function=waf')).json();
  const other = (left as typeof pods & { items: { name: string }[] }).items[0]?.name ?? '';
  const refused = await open(page, `/pods/cnf-edge/${other}`, 'Evict…');
  await expect(refused).toContainText('The disruption budget waf allows no eviction now.');
  await expect(refused).toContainText("Cannot evict pod as it would violate the pod's disruption budget.");
  await expect(refused.getByRole('button', { name: `Evict ${other}` })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('a frozen chain refuses, until somebody overrides it with a reason; all of it is on the time line', async ({
  page,
}) => {
  await page.goto('/chains/cnf-edge/internet-edge');
  await page.getByRole('button', { name: 'Freeze…' }).click();
  const dialog = page.getByRole('dialog');
  const freeze = dialog.getByRole('button', { name: 'Freeze chain internet-edge' });
  await expect(freeze).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Why').fill('<script>window.ran = "freeze"</script>');
  await dialog.getByLabel(/^Until/).fill('2099-01-01T06:00');
  await freeze.click();
  const notice = page.getByRole('region', { name: 'Change freeze' });
  await expect(notice).toContainText('The chain internet-edge is frozen until 2099-01-01');
  await expect(notice).toContainText('<script>window.ran = "freeze"</script>');

  await page.goto('/');
  await expect(page.getByText('Frozen by admin')).toBeVisible();
  const sheet = await open(page, '/functions/cnf-edge/deployments/waf', 'Restart…');
  await expect(page.getByText('The chain internet-edge is frozen')).toBeVisible();
  const act = sheet.getByRole('button', { name: 'Restart waf' });
  await expect(act).toHaveAccessibleDescription('Frozen: override the freeze, with a reason.');
  await sheet.getByLabel('Act although chain internet-edge is frozen').check();
  await expect(act).toHaveAccessibleDescription('To act during a freeze a reason is needed.');
  await sheet.getByLabel('Reason').fill('<img src=x onerror="window.ran = 1">');
  await act.click();
  await expect(sheet.getByRole('status')).toHaveText('Restart waf: Done', settled);

  await page.goto('/activity?type=action');
  const main = page.getByRole('main');
  const restart = main.getByRole('article').filter({ hasText: 'restart waf' }).first();
  await expect(restart).toContainText('overrode the freeze of chain internet-edge');
  await expect(restart).toContainText('“<img src=x onerror="window.ran = 1">”');
  await restart.locator('summary').click();
  await expect(restart).toContainText('restartedAt');
  await expect(restart.getByRole('link', { name: /cnf-edge\/waf/ })).toHaveAttribute(
    'href',
    '/functions/cnf-edge/deployments/waf',
  );
  await page.getByRole('combobox', { name: 'Action', exact: true }).selectOption('freeze');
  await expect(main.getByRole('article').first()).toContainText('freeze chain internet-edge');
  await expect(main.getByRole('article').filter({ hasText: 'restart waf' })).toHaveCount(0);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);

  await page.goto('/chains/cnf-edge/internet-edge');
  await notice.getByRole('button', { name: 'Lift…' }).click();
  await dialog.getByRole('button', { name: 'Lift the freeze of chain internet-edge' }).click();
  await expect(notice).toHaveCount(0);
});
