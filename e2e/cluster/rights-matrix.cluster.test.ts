import { beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '#e2e/bench/browser.ts';
import { eventually } from '#e2e/contract/eventually.ts';
import { cluster, kubeconfig } from '#e2e/contract/target.ts';
import { signInBy } from '#e2e/lab/raw-request.ts';
import { auditedWrites, auditLogOf } from '#e2e/runs/audit-log.ts';
import type { Rights } from '#lib/contracts/rights.ts';
import { kubectl } from './kubectl.ts';
import { compareButtons } from './rights-buttons.ts';
import { type CanI, elsewhere, entriesFor } from './rights-entries.ts';
import { compareForms } from './rights-forms.ts';
import { lacksUsers, rightsStage, type User, users } from './rights-stage.ts';
import { writeAtOnce } from './writers-at-once.ts';

interface Operation {
  operationId: string;
  method: string;
}

describe.skipIf(lacksUsers)('what Kubernetes allows is allowed, and nothing else', () => {
  const { one, two, url, tokenOf, send, canI, printed, podOf, versionOf } = rightsStage();
  let operations: Operation[] = [];
  beforeAll(async () => {
    const document = JSON.parse((await send('admin', 'GET', '/api/v1/openapi.json')).text) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    operations = Object.values(document.paths).flatMap((path) =>
      Object.entries(path).map(([method, { operationId }]) => ({
        method: method.toUpperCase(),
        operationId,
      })),
    );
  });

  it('has an entry for every endpoint', () => {
    const scene = { namespace: one, pod: 'pod', resourceVersion: '1' };
    const known = [...Object.keys(entriesFor(scene)), ...Object.keys(elsewhere)].sort();
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(known);
  });

  it.each([one, two])('every endpoint in %s, as each user', async (namespace) => {
    const entries = entriesFor({
      namespace,
      pod: await podOf(namespace),
      resourceVersion: await versionOf(namespace),
    });
    const wrong: string[] = [];
    // Rights by name are asked for below: kubectl's answer here is about any object.
    for (const user of users.filter((name) => name !== 'named')) {
      for (const { operationId, method } of operations) {
        const entry = entries[operationId];
        if (entry === undefined) continue;
        const needs = await Promise.all((entry.needs ?? []).map((right) => canI(user, right, namespace)));
        const any = await Promise.all((entry.any ?? []).map((right) => canI(user, right, namespace)));
        const may = needs.every(Boolean) && (any.length === 0 || any.some(Boolean));
        const { status, text } = await send(user, method, entry.path, entry.body);
        const expected = may ? (entry.allowed ?? [200]) : (entry.denied ?? [403]);
        if (!expected.includes(status))
          wrong.push(`${user} ${operationId}: ${status}, expected ${expected}: ${text.slice(0, 160)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('a preview tells who may list nothing nothing of what is around the function', async () => {
    const path = `/api/v1/functions/${one}/deployments/waf`;
    const pods = (await kubectl('get', 'pods', '-n', one, '-l', 'app=waf', '-o', 'name')).trim().split('\n');
    const names = pods.map((line) => line.replace('pod/', ''));
    const told = (text: string) => names.filter((name) => text.includes(name));
    for (const request of [{ action: 'scale', replicas: 1 }, { action: 'restart' }]) {
      const all = await send('viewer', 'POST', `${path}/preview`, request);
      expect(told(all.text)).not.toEqual([]);
      expect(JSON.parse(all.text)).toMatchObject({ budgets: [{ name: 'waf' }] });
      const some = await send('named', 'POST', `${path}/preview`, request);
      expect(some.status).toBe(200);
      expect(told(some.text)).toEqual([]);
      const { budgets, warnings } = JSON.parse(some.text) as {
        budgets: unknown[];
        warnings: { code: string; params: unknown }[];
      };
      expect(budgets).toEqual([]);
      expect(warnings.find(({ code }) => code === 'not-seen')?.params).toMatchObject({
        kinds: expect.stringContaining('pods, poddisruptionbudgets'),
      });
    }
    expect((await send('named', 'GET', `${path}/manifest`)).status).toBe(200);
    const scaled = await send('named', 'POST', `${path}/scale`, { replicas: 1, dryRun: true });
    expect(scaled.status).toBe(200);
    expect(told(scaled.text)).toEqual([]);
    // Its own pod is no more to be listed than any other.
    const evict = { action: 'evict', pod: names[0] };
    expect((await send('named', 'POST', `${path}/preview`, evict)).status).toBe(403);
  });

  it('an action is told to who did it and to who may list events, and is unknown to others', async () => {
    const path = `/api/v1/functions/${one}/deployments/waf/scale`;
    const done = await send('named', 'POST', path, { replicas: 3, reason: 'a try' });
    expect(done.status).toBe(200);
    const { id } = JSON.parse(done.text) as { id: string };
    const statuses: Record<string, number> = {};
    for (const user of users) statuses[user] = (await send(user, 'GET', `/api/v1/actions/${id}`)).status;
    expect(statuses).toEqual({
      admin: 200,
      operator: 200,
      viewer: 200,
      stranger: 404,
      guest: 200,
      named: 200,
    });
    const own = JSON.parse((await send('named', 'GET', `/api/v1/actions/${id}`)).text);
    expect(own).toMatchObject({ by: `system:serviceaccount:${one}:named`, pods: [] });
  });

  it.each([one, two])('what every button in %s asks is what kubectl auth can-i says', async (namespace) => {
    const wrong: string[] = [];
    let compared = 0;
    for (const user of users.filter((name) => name !== 'named')) {
      const { status, text } = await send(user, 'GET', `/api/v1/rights?namespace=${namespace}`);
      expect(status, text).toBe(200);
      for (const { action, kind, needs, missing, allowed } of (JSON.parse(text) as Rights).rights) {
        const may = await Promise.all(
          needs.map(({ verb, group, resource, subresource }) => {
            const what = `${resource}${group && `.${group}`}${subresource ? `/${subresource}` : ''}`;
            return canI(user, `${verb} ${what}`, namespace);
          }),
        );
        const lacks = needs.filter((_, index) => !may[index]);
        compared += needs.length;
        if (JSON.stringify(lacks) !== JSON.stringify(missing) || allowed !== (lacks.length === 0))
          wrong.push(`${user} ${action} ${kind}: ${JSON.stringify({ allowed, missing, lacks })}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });

  it('every button of every page and form is what kubectl auth can-i says', async () => {
    const display = (namespace: string) => `screen of ${namespace}`;
    for (const namespace of [one, two]) {
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const link = { name: display(namespace), namespaces: [namespace], until };
      expect((await send('admin', 'POST', '/api/v1/display-links', link)).status).toBe(200);
    }
    const browser = await openBrowser();
    try {
      for (const user of ['operator', 'viewer', 'guest', 'stranger'] as const) {
        const { cookie } = await signInBy(url(), tokenOf(user));
        const signedIn = { url: url(), cookie };
        const compared: number[] = [];
        const forms: number[] = [];
        for (const namespace of [one, two]) {
          const may = (right: CanI) => canI(user, right, namespace);
          const pod = await podOf(namespace);
          compared.push(await compareButtons(browser, signedIn, { namespace, pod }, may));
          const scene = { namespace, display: display(namespace) };
          forms.push((await compareForms(browser, signedIn, scene, may)).length);
        }
        // Of a function 6 buttons each, of a pod one, of a chain two; who may list a function's kind sees its page.
        const seenBy: Record<string, number[]> = { stranger: [0, 0], guest: [9, 0] };
        // Whoever sees no ConfigMap can ask to start a router all the same.
        const formsOf: Record<string, number[]> = { stranger: [1, 1], guest: [1, 1] };
        expect({ user, compared, forms }).toEqual({
          user,
          compared: seenBy[user] ?? [21, 21],
          forms: formsOf[user] ?? [6, 6],
        });
      }
    } finally {
      await browser.close();
    }
  });

  it('a run is seen by who may see its function, and steered by who may upgrade it', async () => {
    const upgrades = `/api/v1/functions/${one}/deployments/waf/upgrades`;
    const body = {
      images: { waf: 'registry.local/waf:v2.25.0' },
      strategy: { preflight: false, soakSeconds: 60, limitSeconds: 120 },
    };
    const steers = async (user: User) => {
      const { text } = await send(user, 'GET', `/api/v1/rights?namespace=${one}`);
      const { rights } = JSON.parse(text) as Rights;
      return rights.find(({ action, kind }) => action === 'upgrade' && kind === 'deployments')?.allowed;
    };
    const others = users.filter((name) => name !== 'admin' && name !== 'named');
    for (const user of others) {
      const sees = await canI(user, 'get deployments.apps', one);
      expect((await send(user, 'POST', `${upgrades}/plan`, body)).status, user).toBe(sees ? 200 : 403);
      if (!(await steers(user))) expect((await send(user, 'POST', upgrades, body)).status, user).toBe(403);
    }
    const begun = await send('admin', 'POST', upgrades, body);
    expect(begun.status, begun.text).toBe(202);
    const { id } = JSON.parse(begun.text) as { id: string };
    const run = `/api/v1/upgrades/${id}`;
    let steering = 0;
    for (const user of others) {
      const sees = await canI(user, 'list deployments.apps', one);
      const list = JSON.parse((await send(user, 'GET', '/api/v1/upgrades')).text) as {
        items?: { id: string }[];
      };
      expect(list.items?.some((one) => one.id === id) ?? false, user).toBe(sees);
      for (const path of [run, `${run}/report`, `${run}/report.md`]) {
        const { status } = await send(user, 'GET', path);
        if (sees) expect(status, `${user} ${path}`).toBe(200);
        else expect([403, 404], `${user} ${path}`).toContain(status);
      }
      for (const order of ['pause', 'resume', 'rollback', 'abort'] as const) {
        if (await steers(user)) continue;
        const { status, text } = await send(user, 'POST', `${run}/${order}`, {});
        expect([403, 404], `${user} ${order}: ${text}`).toContain(status);
      }
      if (!(await steers(user))) continue;
      steering += 1;
      for (const order of ['pause', 'resume'] as const) {
        const { status, text } = await send(user, 'POST', `${run}/${order}`, {});
        expect(status, `${user} ${order}: ${text}`).toBe(200);
      }
    }
    expect(steering).toBe(1);
    expect((await send('admin', 'POST', `${run}/abort`, {})).status).toBe(200);
    await eventually(
      'the end of the run',
      async () => {
        const { text } = await send('admin', 'GET', run);
        return (JSON.parse(text) as { phase: string }).phase === 'ended' ? true : undefined;
      },
      120,
    );
  });

  it('a list holds what kubectl lists', async () => {
    for (const user of users) {
      for (const namespace of [one, two]) {
        const { status, text } = await send(user, 'GET', `/api/v1/pods?namespace=${namespace}`);
        const lines = await printed(user, ['get', 'pods', '-n', namespace, '-o', 'name']);
        const names = lines?.split('\n').sort() ?? null;
        const items = (JSON.parse(text) as { items?: { name: string }[] }).items;
        const shown = status === 403 ? null : (items ?? []).map(({ name }) => `pod/${name}`).sort();
        expect({ user, namespace, shown }).toEqual({ user, namespace, shown: names });
      }
    }
  });

  it('a stream shows the rows of the namespaces that may be listed, and says why not the others', async () => {
    const rowsOf = async (user: User) => {
      const answer = await fetch(`${url()}/api/v1/stream?scope=pods,functions,events`, {
        headers: { authorization: `Bearer ${tokenOf(user)}` },
      });
      const reader = answer.body?.getReader();
      const decoder = new TextDecoder();
      let text = '';
      while (reader && !text.includes('\n\n')) text += decoder.decode((await reader.read()).value);
      await reader?.cancel();
      return text;
    };
    const [guest, stranger, viewer] = await Promise.all([
      rowsOf('guest'),
      rowsOf('stranger'),
      rowsOf('viewer'),
    ]);
    expect(viewer).toContain(two);
    expect(guest).toContain(one);
    expect(guest).not.toContain(two);
    expect(stranger).not.toMatch(/rights-(one|two)/);
    expect(stranger).toContain('You may not list pods.');
  });

  it('a right that is taken away is gone from the open stream within a minute', async () => {
    const answer = await fetch(`${url()}/api/v1/stream?scope=pods`, {
      headers: { authorization: `Bearer ${tokenOf('guest')}`, 'accept-encoding': 'gzip' },
    });
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    const snapshots = () => text.split('event: snapshot').length - 1;
    const reading = (async () => {
      for (;;) {
        const part = await reader?.read();
        if (!part || part.done) return;
        text += decoder.decode(part.value, { stream: true });
      }
    })();
    await eventually('the first rows', async () => (snapshots() === 1 ? true : undefined));
    const before = Date.now();
    await kubectl('delete', 'rolebinding', 'guest', '-n', one);
    await eventually('rows without the right', async () => (snapshots() === 2 ? true : undefined), 70);
    expect(Date.now() - before).toBeLessThan(62_000);
    expect(text.slice(text.lastIndexOf('event: snapshot'))).not.toContain(`${one}/waf`);
    expect((await send('guest', 'GET', '/api/v1/pods')).status).toBe(403);
    await reader?.cancel();
    await reading.catch(() => undefined);
  });

  it('hundreds of scales by two users at once, and edits past and through the console: none is lost, and the log names the person', async () => {
    const since = Date.now();
    await writeAtOnce((user, ...request) => send(user as User, ...request), cluster(), two);
    const names = new Set(
      auditedWrites(auditLogOf(kubeconfig) ?? '', two, since)
        .filter(({ verb, resource }) => verb === 'update' && resource === 'deployments/scale')
        .map(({ user }) => user),
    );
    // The administrator's own requests are left out of this cluster's log.
    expect([...names]).toEqual(['operator']);
  });
});
