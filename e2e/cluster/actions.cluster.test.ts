import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page, expect as seen } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '#e2e/bench/browser.ts';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig } from '#e2e/contract/target.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { actingStage, endOf, lacksUsers, send } from './acting/stage.ts';
import { kubectl, kubectlJson } from './kubectl.ts';

const script = join(import.meta.dirname, '../../docs/ci/act-and-wait.sh');
const auditLog = join(kubeconfig, '..', 'logs', 'audit.log');

describe.skipIf(lacksUsers)('acting on a real cluster', () => {
  const { namespace, functionPath, waf, as, alone, ctl, get, podNames } = actingStage();

  it('scales, waits until all are ready, and kubectl describe tells who and why', async () => {
    const operator = await as('operator');
    const { status, body } = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, {
      replicas: 5,
      reason: 'load after the match',
      expect: { replicas: 3 },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ by: 'operator', from: { replicas: 3 }, to: { replicas: 5 } });
    expect(await endOf(operator, body.id)).toMatchObject({ state: 'settled' });
    expect(await podNames('waf')).toHaveLength(5);
    const described = await kubectl('describe', 'deployment', 'waf', '-n', namespace);
    expect(described).toMatch(/ConsoleScale .*operator: scale waf from 3 to 5: load after the match/);
    expect(described).toContain('ConsoleScaleDone');
    expect(operator.output()).toMatch(/"phase":"intent".*"why":"load after the match"/);
  });

  it('the same key acts once, also after a restart of the console, which still knows what was done', async () => {
    const headers = { 'idempotency-key': `run-${namespace}` };
    const ask = async () =>
      send<ActionAnswer>(await as('operator'), 'POST', `${waf}/scale`, { replicas: 4 }, headers);
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first.status).toBe(200);
    expect(second).toEqual(first);
    const { generation } = (await get('deployment', 'waf')).metadata;
    await alone();
    expect(await ask()).toEqual(first);
    expect((await get('deployment', 'waf')).metadata.generation).toBe(generation);
    const audit = await send<{ items: { id: string; summary: string; why: string | null }[] }>(
      await as('operator'),
      'GET',
      `/api/v1/audit?namespace=${namespace}`,
    );
    expect(audit.body.items.map(({ summary }) => summary)).toEqual([
      'scale waf from 5 to 4',
      'scale waf from 3 to 5',
    ]);
  });

  it.each([
    ['deployments', 'waf', 'waf'],
    ['statefulsets', 'router', 'router'],
    ['daemonsets', 'speaker', 'speaker'],
  ])(
    '%s: a restart replaces every pod, and a rollback brings the template back as kubectl does',
    async (kind, name, app) => {
      const operator = await as('operator');
      const path = functionPath(kind, name);
      const uids = async () =>
        (
          await kubectl(
            'get',
            'pods',
            '-n',
            namespace,
            '-l',
            `app=${app}`,
            '-o',
            'jsonpath={.items[*].metadata.uid}',
          )
        ).split(' ');
      const before = await uids();
      const original = (await get(kind, name)).spec.template;
      const restarted = await send<ActionAnswer>(operator, 'POST', `${path}/restart`, {
        reason: 'certificate',
      });
      expect(restarted.status).toBe(200);
      expect(await endOf(operator, restarted.body.id)).toMatchObject({ state: 'settled' });
      await eventually('the old pods to be gone', async () =>
        (await uids()).some((uid) => before.includes(uid)) ? undefined : true,
      );
      const preview = await send(operator, 'POST', `${path}/preview`, { action: 'rollback' });
      expect(preview).toMatchObject({
        status: 200,
        body: { refused: null, dryRun: { ok: true, detail: '' } },
      });
      const back = await send<ActionAnswer>(operator, 'POST', `${path}/rollback`, {
        reason: 'drops sessions',
      });
      expect(back.status).toBe(200);
      expect((await get(kind, name)).spec.template).toEqual(original);
      expect(await endOf(operator, back.body.id)).toMatchObject({ state: 'settled' });
    },
  );

  it('pauses and resumes', async () => {
    const operator = await as('operator');
    expect((await send(operator, 'POST', `${waf}/pause`, {})).status).toBe(200);
    expect((await send(operator, 'POST', `${waf}/restart`, {})).status).toBe(422);
    expect((await send(operator, 'POST', `${waf}/resume`, {})).status).toBe(200);
  });

  it('evicts only where the budget allows it, and says which one does not', async () => {
    const operator = await as('operator');
    const scaled = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 3 });
    await endOf(operator, scaled.body.id);
    const allowed = async () =>
      (await kubectlJson<{ status: { disruptionsAllowed: number } }>('get', 'pdb', 'waf', '-n', namespace))
        .status.disruptionsAllowed;
    await eventually('a budget without room', async () => ((await allowed()) === 0 ? true : undefined));
    const [pod = ''] = (await podNames('waf')).map((line) => line.replace('pod/', ''));
    const evict = `/api/v1/pods/${namespace}/${pod}/evict`;
    const refused = await send(operator, 'POST', evict, { reason: 'node is losing packets' });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toMatch(/violate the pod's disruption budget.*waf/);
    await kubectl(
      'patch',
      'pdb',
      'waf',
      '-n',
      namespace,
      '--type=merge',
      '-p',
      '{"spec":{"minAvailable":2}}',
    );
    await eventually('room in the budget', async () => ((await allowed()) > 0 ? true : undefined));
    expect((await send(operator, 'POST', evict, { dryRun: true })).status).toBe(200);
    const done = await send<ActionAnswer>(operator, 'POST', evict, {});
    expect(done.status).toBe(200);
    expect(await endOf(operator, done.body.id)).toMatchObject({ state: 'settled' });
    expect(await podNames('waf')).not.toContain(`pod/${pod}`);
  });

  it('the script for pipelines acts, waits and tells what came of it', async () => {
    const operator = await as('operator');
    const run = (...args: string[]) =>
      spawnSync(script, args, {
        encoding: 'utf8',
        env: {
          ...process.env,
          CNF_CONSOLE: operator.url,
          ACTION_KEY: randomBytes(8).toString('hex'),
          WAIT_SECONDS: '60',
        },
      });
    const function_ = `${namespace}/deployments/waf`;
    const scaled = run('scale', function_, '{"replicas": 4, "reason": "from a \'pipeline\'"}');
    expect(scaled).toMatchObject({ status: 0, stderr: '' });
    expect(scaled.stdout).toMatch(/scale waf from 3 to 4 \([0-9a-f]{32}\)/);
    expect(scaled.stdout).toContain('settled: ');
    const refused = run('scale', function_, '{"replicas": 5, "expect": {"replicas": 7}}');
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('HTTP 412: waf is not as you saw it: replicas expected 7, is 4');
    expect(run('restart', function_, '{"dryRun": true}')).toMatchObject({ status: 0 });
    expect(run('scale', function_, '{"replicas": 3}')).toMatchObject({ status: 0 });
  });

  it('fifty at once lose no update', async () => {
    const operator = await as('operator');
    const first = (await get('deployment', 'waf')).metadata.generation;
    const from = (await get('deployment', 'waf')).spec.replicas;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 1 + (index % 4) }),
      ),
    );
    const done = answers.filter(({ status }) => status === 200).map(({ body }) => body);
    expect(done.length).toBeGreaterThan(0);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const changes = done
      .filter((one) => one.from?.replicas !== one.to?.replicas)
      .sort((a, b) => (a.generation ?? 0) - (b.generation ?? 0));
    let replicas: number | null | undefined = from;
    for (const [index, change] of changes.entries()) {
      expect(change.generation).toBe(first + index + 1);
      expect(change.from?.replicas).toBe(replicas);
      replicas = change.to?.replicas;
    }
    expect((await get('deployment', 'waf')).spec.replicas).toBe(replicas);
  });

  describe('in a browser', () => {
    let browser: Browser;
    let page: Page;
    const href = `/functions/${namespace}/deployments/waf`;
    const sheet = () => page.getByRole('dialog', { name: 'Scale: waf' });
    const done = (from: number, to: number) =>
      seen(sheet().getByRole('status')).toHaveText(`Scale waf from ${from} to ${to}: Done`, {
        timeout: 240_000,
      });
    beforeAll(async () => {
      const operator = await as('operator');
      const { body } = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 3 });
      await endOf(operator, body.id);
      browser = await openBrowser();
      page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
      page.setDefaultTimeout(120_000);
    });
    afterAll(() => browser?.close());

    it('from home to five ready WAFs in three clicks, and back in one', async () => {
      await page.goto((await as('operator')).url);
      await page.locator(`article a[href="${href}"]`).first().click();
      await page.getByRole('button', { name: 'Scale…' }).click();
      await seen(sheet().getByRole('spinbutton', { name: 'Replicas' })).toBeFocused();
      await page.keyboard.type('5');
      await sheet().getByRole('button', { name: 'Scale waf from 3 to 5' }).click();
      await done(3, 5);
      await seen(sheet()).toContainText('5/5 ready');
      expect(await podNames('waf')).toHaveLength(5);
      await sheet().getByRole('button', { name: 'Undo: Scale waf from 5 to 3', exact: true }).click();
      await done(5, 3);
    });

    it('the same by keyboard alone', async () => {
      await page.goto((await as('operator')).url);
      await seen(page.locator(`article a[href="${href}"]`).first()).toBeVisible();
      const tabTo = async (what: (focused: { href: string | null; text: string }) => boolean) => {
        for (let count = 0; count < 200; count += 1) {
          await page.keyboard.press('Tab');
          const focused = await page.evaluate(() => ({
            href: document.activeElement?.getAttribute('href') ?? null,
            text: document.activeElement?.textContent?.trim() ?? '',
          }));
          if (what(focused)) return;
        }
        throw new Error('the Tab key never comes there');
      };
      await tabTo((focused) => focused.href === href);
      await page.keyboard.press('Enter');
      await seen(page.getByRole('button', { name: 'Scale…' })).toBeVisible();
      await tabTo((focused) => focused.text === 'Scale…');
      await page.keyboard.press('Enter');
      await seen(sheet().getByRole('spinbutton', { name: 'Replicas' })).toBeFocused();
      await page.keyboard.type('5');
      await seen(sheet().getByRole('button', { name: 'Scale waf from 3 to 5' })).not.toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await page.keyboard.press('Enter');
      await done(3, 5);
      await page.keyboard.press('Escape');
    });

    it('the last of a chain asks for its name; what somebody else changed meanwhile is shown field by field', async () => {
      await page.getByRole('button', { name: 'Scale…' }).click();
      await page.keyboard.type('0');
      const stop = sheet().getByRole('button', { name: 'Scale waf from 5 to 0' });
      await seen(sheet()).toContainText('With 0 replicas of waf the chain act-chain passes no traffic.');
      await seen(stop).toHaveAccessibleDescription('Type waf to confirm.');
      await sheet().getByLabel('Type waf to confirm').fill('waf');
      await seen(stop).not.toHaveAttribute('aria-disabled', 'true');
      await ctl('set', 'image', 'deployment/waf', 'waf=registry.local/waf:v2.25.0');
      await stop.click();
      const told = sheet().getByRole('alert');
      await seen(told).toContainText(
        'template.spec.containers[waf].image: registry.local/waf:v2.24.123 → registry.local/waf:v2.25.0',
      );
      await seen(told).toContainText('It was last changed by kubectl-set');
      expect((await get('deployment', 'waf')).spec.replicas).toBe(5);
      await page.keyboard.press('Escape');
      await ctl('rollout', 'undo', 'deployment/waf');
    });
  });

  it.skipIf(!existsSync(auditLog))("Kubernetes' audit log names the person on every write", () => {
    const lines = readFileSync(auditLog, 'utf8')
      .split('\n')
      .filter(
        (line) => line.includes(`"namespace":"${namespace}"`) && line.includes('"userAgent":"cnf-console"'),
      )
      .map(
        (line) =>
          JSON.parse(line) as { verb: string; user: { username: string }; objectRef: { resource: string } },
      );
    const writes = lines.filter(({ verb }) => ['create', 'update', 'patch', 'delete'].includes(verb));
    expect(writes.length).toBeGreaterThan(20);
    expect(new Set(writes.map(({ user }) => user.username))).toEqual(new Set(['operator']));
    expect(new Set(writes.map(({ objectRef }) => objectRef.resource))).toEqual(
      new Set(['deployments', 'statefulsets', 'daemonsets', 'events', 'pods']),
    );
  });
});
