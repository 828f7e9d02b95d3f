import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as seen } from '@playwright/test';
import { afterAll, describe, expect, it } from 'vitest';
import { openBrowser } from '#e2e/bench/browser.ts';
import { eventually } from '#e2e/contract/eventually.ts';
import { cluster, kubeconfig } from '#e2e/contract/target.ts';
import { makeCertificate } from '#e2e/oidc/certificate.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { actingStage, endOf, lacksUsers, send } from './acting/stage.ts';
import { startConsole } from './console.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import { kubeconfigOf } from './service-account.ts';

describe.skipIf(lacksUsers)('a real cluster that refuses', () => {
  const { namespace, functionPath, waf, as, alone, ctl, get } = actingStage();
  const audit = async (console: Awaited<ReturnType<typeof as>>, id: unknown) => {
    const { body } = await send<{ items: { id: string; outcome: unknown }[] }>(
      console,
      'GET',
      `/api/v1/audit?namespace=${namespace}`,
    );
    return body.items.find((item) => item.id === id);
  };

  it('a quota fails the action in the words of Kubernetes', async () => {
    const operator = await as('operator');
    await kubectl('create', 'quota', 'few', '-n', namespace, '--hard=pods=1');
    await eventually('the quota to be counted', async () => {
      const quota = await kubectlJson<{ status: { used?: object } }>('get', 'quota', 'few', '-n', namespace);
      return quota.status.used === undefined ? undefined : true;
    });
    const { body } = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 6 });
    const end = await endOf(operator, body.id);
    expect(end.state).toBe('failed');
    expect(end.message).toContain('exceeded quota: few');
    await kubectl('delete', 'quota', 'few', '-n', namespace);
    const back = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 3 });
    expect(await endOf(operator, back.body.id)).toMatchObject({ state: 'settled' });
    expect(await endOf(operator, body.id)).toMatchObject({ state: 'superseded' });
  });

  it('a quota is told before by who may read it, and a scale within it is', async () => {
    await alone();
    await ctl('create', 'quota', 'pods', '--hard=pods=7');
    await eventually('the quota to be counted', async () => {
      const quota = await kubectlJson<{ status: { used?: { pods: string } } }>(
        'get',
        'quota',
        'pods',
        '-n',
        namespace,
      );
      return quota.status.used?.pods === '6' ? true : undefined;
    });
    const admin = await startConsole(kubeconfig, { CNF_NAMESPACES: namespace });
    const ask = async (replicas: number, console = admin) =>
      (await send(console, 'POST', `${waf}/preview`, { action: 'scale', replicas })).body.quota;
    try {
      expect(await ask(4)).toMatchObject({ state: 'ok' });
      expect(await ask(6)).toMatchObject({
        state: 'exceeded',
        exceeded: [{ quota: 'pods', resource: 'pods', hard: '7', used: '6', added: '3' }],
      });
    } finally {
      await admin.stop();
      expect(await ask(6, await as('operator'))).toMatchObject({ state: 'unknown', why: 'forbidden' });
      await ctl('delete', 'quota', 'pods');
    }
  });

  it('a LimitRange fails the action in the words of Kubernetes, and the record keeps them', async () => {
    const operator = await as('operator');
    const limits = {
      limits: [
        {
          type: 'Container',
          max: { memory: '1Gi' },
          min: { memory: '512Mi' },
          default: { memory: '256Mi' },
          defaultRequest: { memory: '256Mi' },
        },
      ],
    };
    const path = `/api/v1/namespaces/${namespace}/limitranges`;
    const broken = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'wide' }, spec: limits };
    // Defaults below the minimum are themselves refused: a range that takes no pod of ours needs none.
    expect((await cluster().create(path, broken)).status).toBe(422);
    const wide = {
      limits: [
        {
          type: 'Container',
          maxLimitRequestRatio: { cpu: '1' },
          max: { cpu: '100m' },
          min: { cpu: '100m' },
          default: { cpu: '100m' },
          defaultRequest: { cpu: '100m' },
        },
        { type: 'Pod', min: { memory: '1Mi' } },
      ],
    };
    expect((await cluster().create(path, { ...broken, spec: wide })).status).toBe(201);
    const { body } = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 5 });
    const end = await endOf(operator, body.id);
    expect(end.state).toBe('failed');
    expect(end.message).toContain('minimum memory usage per Pod is 1Mi');
    await ctl('delete', 'limitrange', 'wide');
    const back = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 3 });
    expect(await endOf(operator, back.body.id)).toMatchObject({ state: 'settled' });
  });

  describe('by a webhook', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cnf-webhook-'));
    const name = `deny-${namespace}.example.net`;
    let close = () => {};
    afterAll(async () => {
      await kubectl('delete', 'validatingwebhookconfiguration', name, '--ignore-not-found');
      close();
      rmSync(folder, { recursive: true });
    });

    it('says why before and when it is tried, and it is recorded as refused', async () => {
      const { key, cert, caFile } = makeCertificate(folder, 'localhost');
      const server = createServer({ key, cert }, (request, response) => {
        let text = '';
        request.on('data', (chunk) => {
          text += chunk;
        });
        request.on('end', () => {
          const { request: asked } = JSON.parse(text) as { request: { uid: string } };
          const status = { code: 403, message: 'no change without a ticket <script>alert(1)</script>' };
          const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' };
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ ...review, response: { uid: asked.uid, allowed: false, status } }));
        });
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      close = () => server.close();
      await kubectl('label', 'namespace', namespace, `stage=${namespace}`);
      const { port } = server.address() as AddressInfo;
      const created = await cluster().create(
        '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingWebhookConfiguration',
          metadata: { name },
          webhooks: [
            {
              name,
              clientConfig: {
                url: `https://127.0.0.1:${port}/`,
                caBundle: readFileSync(caFile).toString('base64'),
              },
              rules: [
                {
                  apiGroups: ['apps'],
                  apiVersions: ['v1'],
                  operations: ['UPDATE'],
                  resources: ['deployments', 'deployments/scale'],
                },
              ],
              namespaceSelector: { matchLabels: { stage: namespace } },
              matchPolicy: 'Exact',
              sideEffects: 'None',
              failurePolicy: 'Fail',
              timeoutSeconds: 5,
              admissionReviewVersions: ['v1'],
            },
          ],
        },
      );
      expect(created.status, created.text).toBe(201);
      const operator = await as('operator');
      const words = 'no change without a ticket <script>alert(1)</script>';
      // The API server takes up a new configuration within a second or so.
      const preview = await eventually('the webhook to be asked', async () => {
        const answer = await send<{ dryRun: { ok: boolean; detail: string } }>(
          operator,
          'POST',
          `${waf}/preview`,
          { action: 'scale', replicas: 4 },
        );
        return answer.body.dryRun.ok ? undefined : answer.body;
      });
      expect(preview.dryRun.detail).toContain(words);
      const before = (await get('deployment', 'waf')).spec.replicas;
      const answer = await send(operator, 'POST', `${waf}/scale`, {
        replicas: before + 1,
        reason: randomUUID(),
      });
      expect(answer.status).toBe(422);
      expect(answer.body.detail).toContain(words);
      expect((await get('deployment', 'waf')).spec.replicas).toBe(before);
      expect(await audit(operator, answer.body.action)).toMatchObject({
        outcome: { state: 'refused', detail: expect.stringContaining(words) },
      });
      expect(await endOf(operator, answer.body.action)).toMatchObject({ state: 'refused' });

      const browser = await openBrowser();
      const page = await browser.newPage({ locale: 'en-GB' });
      await page.goto(`${operator.url}/functions/${namespace}/deployments/waf`);
      await page.getByRole('button', { name: 'Scale…' }).click();
      const sheet = page.getByRole('dialog');
      const number = sheet.getByRole('spinbutton', { name: 'Replicas' });
      await seen(number).toBeFocused({ timeout: 120_000 });
      await page.keyboard.type(String(before + 1));
      await seen(sheet).toContainText(words, { timeout: 120_000 });
      await sheet.getByLabel('Reason').fill('load');
      await seen(sheet.getByRole('button', { name: /^Scale waf from/ })).toBeDisabled();
      await browser.close();
      await kubectl('delete', 'validatingwebhookconfiguration', name);
    });
  });

  it('a change that somebody else made meanwhile is told, and nothing is done', async () => {
    const operator = await as('operator');
    const { generation } = (await get('deployment', 'waf')).metadata;
    await ctl('scale', 'deployment', 'waf', '--replicas=2');
    const answer = await send(operator, 'POST', `${waf}/scale`, {
      replicas: 5,
      expect: { generation, replicas: 3 },
    });
    expect(answer.status).toBe(412);
    expect(answer.body.detail).toMatch(/replicas expected 3, is 2/);
    expect((await get('deployment', 'waf')).spec.replicas).toBe(2);
    const [pod = ''] = (await ctl('get', 'pods', '-l', 'app=router', '-o', 'name')).trim().split('\n');
    const other = `/api/v1/pods/${namespace}/${pod.replace('pod/', '')}/evict`;
    const evicted = await send(operator, 'POST', other, { expect: { uid: 'another' } });
    expect(evicted.status).toBe(412);
    expect(evicted.body.detail).toContain('is another pod by now');
    const back = await send<ActionAnswer>(operator, 'POST', `${waf}/scale`, { replicas: 3 });
    expect(await endOf(operator, back.body.id)).toMatchObject({ state: 'settled' });
  });

  it('an image that no pod can pull is told before', async () => {
    const operator = await as('operator');
    await ctl('set', 'image', 'deployment/waf', 'waf=registry.local/waf:no-such');
    const preview = () =>
      send<{ warnings: { code: string; params: Record<string, string> }[] }>(
        operator,
        'POST',
        `${waf}/preview`,
        {
          action: 'restart',
        },
      );
    const found = await eventually('the pod that cannot pull it', async () =>
      (await preview()).body.warnings.find(({ code }) => code === 'image-cannot-be-pulled'),
    );
    expect(found.params).toMatchObject({
      image: 'registry.local/waf:no-such',
      pod: expect.stringMatching(/^waf-/),
    });
    const back = await send<ActionAnswer>(operator, 'POST', `${waf}/rollback`, {});
    expect(back.body.warnings.map(({ code }) => code)).not.toContain('image-never-ran');
    expect(await endOf(operator, back.body.id)).toMatchObject({ state: 'settled' });
  });

  it('what cannot be recorded is not done', async () => {
    // Somebody who may change functions, and not write Events.
    const rules = [
      '--verb=get,list,watch,update,patch',
      '--resource=deployments.apps,deployments.apps/scale',
    ];
    await kubectl('create', 'serviceaccount', 'mute', '-n', namespace);
    await kubectl('create', 'role', 'mute', '-n', namespace, ...rules);
    await kubectl(
      'create',
      'rolebinding',
      'mute',
      '-n',
      namespace,
      '--role=mute',
      `--serviceaccount=${namespace}:mute`,
    );
    await alone();
    const console = await startConsole(await kubeconfigOf(namespace, 'mute'), { CNF_NAMESPACES: namespace });
    try {
      const { replicas } = (await get('deployment', 'waf')).spec;
      const answer = await send(console, 'POST', `${waf}/scale`, { replicas: replicas + 1 });
      expect(answer).toMatchObject({
        status: 403,
        body: { right: { verb: 'create', resource: 'events', namespace } },
      });
      expect(answer.body.detail).toContain('You may not create events in namespace');
      expect((await get('deployment', 'waf')).spec.replicas).toBe(replicas);
      expect((await send(console, 'POST', `${waf}/scale`, { replicas: 1, dryRun: true })).status).toBe(200);
    } finally {
      await console.stop();
    }
  });

  it('a freeze of the chain refuses, unless it is overridden with a reason', async () => {
    const operator = await as('operator');
    const chain = { namespace, chain: 'act-chain' };
    expect((await send(operator, 'PUT', '/api/v1/freezes', { ...chain, reason: 'final' })).status).toBe(200);
    expect(await send(operator, 'POST', `${waf}/scale`, { replicas: 2 })).toMatchObject({
      status: 422,
      body: { reason: { code: 'frozen', params: { by: 'operator', why: 'final' } } },
    });
    const over = { replicas: 2, overrideFreeze: true, reason: 'outage' };
    expect((await send(operator, 'POST', `${waf}/scale`, over)).status).toBe(200);
    await eventually('the freeze to be seen', async () => {
      const list = await send<{ items: { chain: string }[] }>(
        operator,
        'GET',
        `/api/v1/freezes?namespace=${namespace}`,
      );
      return list.body.items.some((item) => item.chain === 'act-chain') ? true : undefined;
    });
    expect((await send(operator, 'POST', '/api/v1/freezes/lift', chain)).status).toBe(200);
    const whole = await send(operator, 'PUT', '/api/v1/freezes', { namespace, reason: 'x' });
    expect(whole).toMatchObject({ status: 403, body: { right: { resource: 'namespaces', verb: 'patch' } } });
  });

  it('a namespace is frozen by who may change it, with a record on it', async () => {
    await alone();
    const admin = await startConsole(kubeconfig, { CNF_NAMESPACES: namespace });
    try {
      expect((await send(admin, 'PUT', '/api/v1/freezes', { namespace, reason: 'audit' })).status).toBe(200);
      const answer = await send(admin, 'POST', `${functionPath('statefulsets', 'router')}/restart`, {});
      expect(answer).toMatchObject({ status: 422, body: { reason: { code: 'frozen' } } });
      expect((await send(admin, 'POST', '/api/v1/freezes/lift', { namespace })).status).toBe(200);
      const events = await kubectl(
        'get',
        'events',
        '-n',
        namespace,
        '--field-selector=involvedObject.kind=Namespace',
      );
      expect(events).toContain('ConsoleFreezeDone');
      expect(events).toContain('ConsoleUnfreezeDone');
    } finally {
      await admin.stop();
    }
  });
});
