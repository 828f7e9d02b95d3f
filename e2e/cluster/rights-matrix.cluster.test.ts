import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import type { Rights } from '#lib/contracts/rights.ts';
import { type Console, startConsole } from './console.ts';
import { kubectl } from './kubectl.ts';
import { type CanI, elsewhere, entriesFor } from './rights-entries.ts';
import { kubeconfigOf } from './service-account.ts';

const run = promisify(execFile);
const users = ['admin', 'operator', 'viewer', 'stranger', 'guest', 'named'] as const;
type User = (typeof users)[number];
const files: Partial<Record<User, string>> = {
  admin: kubeconfig,
  operator: sibling(kubeconfig, 'operator') ?? '',
  viewer: sibling(kubeconfig, 'viewer') ?? '',
  stranger: sibling(kubeconfig, 'stranger') ?? '',
};
const lacksUsers = noCluster || Object.values(files).includes('');
const auditLog = join(kubeconfig, '..', 'logs', 'audit.log');
const id = randomBytes(3).toString('hex');
const [one, two] = [`rights-one-${id}`, `rights-two-${id}`];

interface Operation {
  operationId: string;
  method: string;
}
interface Answer {
  status: number;
  text: string;
}

describe.skipIf(lacksUsers)('what Kubernetes allows is allowed, and nothing else', () => {
  let console: Console;
  let operations: Operation[] = [];
  const tokens = new Map<User, string>();

  beforeAll(async () => {
    for (const namespace of [one, two]) {
      await kubectl('create', 'namespace', namespace);
      await eventually('the default service account', async () =>
        kubectl('get', 'serviceaccount', 'default', '-n', namespace).then(
          () => true,
          () => undefined,
        ),
      );
      await kubectl('create', 'configmap', 'waf', '--from-literal=motd=one', '-n', namespace);
      await kubectl('apply', '-n', namespace, '-f', functionsWithConfig());
      await kubectl('rollout', 'status', 'deployment/waf', '-n', namespace, '--timeout=120s');
    }
    // Somebody with rights in one of the namespaces alone.
    await kubectl('create', 'serviceaccount', 'guest', '-n', one);
    const resources = 'pods,pods/log,deployments.apps,replicasets.apps,services,endpoints,events';
    const verbs = '--verb=get,list,watch';
    await kubectl('create', 'role', 'guest', verbs, `--resource=${resources}`, '-n', one);
    await kubectl(
      'create',
      'rolebinding',
      'guest',
      '--role=guest',
      `--serviceaccount=${one}:guest`,
      '-n',
      one,
    );
    files.guest = await kubeconfigOf(one, 'guest');
    // Somebody with rights to one function alone, by its name: he may list nothing.
    await kubectl('create', 'serviceaccount', 'named', '-n', one);
    await kubectl('apply', '-n', one, '-f', written('role.json', roleOfOne));
    await kubectl(
      'create',
      'rolebinding',
      'named',
      '--role=named',
      `--serviceaccount=${one}:named`,
      '-n',
      one,
    );
    files.named = await kubeconfigOf(one, 'named');
    for (const user of users) tokens.set(user, tokenIn(files[user] ?? ''));
    console = await startConsole(kubeconfig, { CNF_SIGN_IN: 'token' });
    const document = JSON.parse((await send('admin', 'GET', '/api/v1/openapi.json')).text) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    operations = Object.values(document.paths).flatMap((path) =>
      Object.entries(path).map(([method, { operationId }]) => ({
        method: method.toUpperCase(),
        operationId,
      })),
    );
    for (const namespace of [one, two]) {
      const body = {
        data: { motd: 'two' },
        resourceVersion: await versionOf(namespace),
        reason: 'a revision',
      };
      const path = `/api/v1/configs/${namespace}/waf`;
      await eventually('an earlier revision', async () =>
        (await send('admin', 'PUT', path, body)).status === 200 ? true : undefined,
      );
    }
  }, 300_000);
  afterAll(async () => {
    await console?.stop();
    for (const namespace of [one, two]) await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  async function send(user: User, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${tokens.get(user)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${console.url}${path}`, init);
    return { status: answer.status, text: await answer.text() };
  }

  const asked = new Map<string, Promise<boolean>>();
  /** What kubectl says, as that user. */
  function canI(user: User, right: CanI, namespace: string): Promise<boolean> {
    const [verb = '', what = ''] = right.split(' ');
    const [resource = '', subresource] = what.split('/');
    const words = ['auth', 'can-i', verb, resource, '-n', namespace];
    if (subresource) words.push(`--subresource=${subresource}`);
    const key = `${user} ${words.join(' ')}`;
    const known = asked.get(key) ?? said(user, words);
    asked.set(key, known);
    return known;
  }
  const said = (user: User, words: string[]): Promise<boolean> =>
    run('kubectl', words, { env: { ...process.env, KUBECONFIG: files[user] } }).then(
      ({ stdout }) => stdout.trim() === 'yes',
      () => false,
    );

  const podOf = async (namespace: string) =>
    (await kubectl('get', 'pods', '-n', namespace, '-l', 'app=waf', '-o', 'name'))
      .split('\n')[0]
      ?.replace('pod/', '') ?? '';

  const versionOf = (namespace: string) =>
    kubectl('get', 'configmap', 'waf', '-n', namespace, '-o', 'jsonpath={.metadata.resourceVersion}');

  it('has an entry for every endpoint', () => {
    const scene = { namespace: one, pod: 'pod', resourceVersion: '1' };
    const known = [...Object.keys(entriesFor(scene)), ...Object.keys(elsewhere)].sort();
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(known);
  });

  it.each([one, two])(
    'every endpoint in %s, as each user',
    async (namespace) => {
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
    },
    300_000,
  );

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
        const names = run('kubectl', ['get', 'pods', '-n', namespace, '-o', 'name'], {
          env: { ...process.env, KUBECONFIG: files[user] },
        }).then(
          ({ stdout }) => stdout.trim().split('\n').sort(),
          () => null,
        );
        const items = (JSON.parse(text) as { items?: { name: string }[] }).items;
        const shown = status === 403 ? null : (items ?? []).map(({ name }) => `pod/${name}`).sort();
        expect({ user, namespace, shown }).toEqual({ user, namespace, shown: await names });
      }
    }
  });

  it('a stream shows the rows of the namespaces that may be listed, and says why not the others', async () => {
    const rowsOf = async (user: User) => {
      const answer = await fetch(`${console.url}/api/v1/stream?scope=pods,functions,events`, {
        headers: { authorization: `Bearer ${tokens.get(user)}` },
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
    const answer = await fetch(`${console.url}/api/v1/stream?scope=pods`, {
      headers: { authorization: `Bearer ${tokens.get('guest')}`, 'accept-encoding': 'gzip' },
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
  }, 120_000);

  it('a thousand scales at once by two users: each answer is true, and the log names the person', async () => {
    const path = `/api/v1/functions/${two}/deployments/waf`;
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async (_, i) => {
        const user = i % 2 === 0 ? 'admin' : 'operator';
        const answer = await send(user, 'POST', `${path}/scale`, {
          replicas: 3 + (i % 4),
          reason: `try ${i}`,
        });
        return {
          user,
          replicas: 3 + (i % 4),
          ...answer,
          body: JSON.parse(answer.text) as Record<string, unknown>,
        };
      }),
    );
    const done = answers.filter(({ status }) => status === 200);
    expect(answers.filter(({ status }) => ![200, 409, 412].includes(status)).map(({ text }) => text)).toEqual(
      [],
    );
    const now = Number(await kubectl('get', 'deployment/waf', '-n', two, '-o', 'jsonpath={.spec.replicas}'));
    // Each found what the one before it left: from and to make one chain that ends with what is there.
    const steps = done.map(({ body }) => ({
      from: (body.from as { replicas: number }).replicas,
      to: (body.to as { replicas: number }).replicas,
      generation: Number(body.generation),
      at: String(body.at),
    }));
    expect(steps.length).toBeGreaterThan(0);
    for (const { body, user, replicas } of done) expect(body).toMatchObject({ by: user, to: { replicas } });
    const changes = steps.filter(({ from, to }) => from !== to).sort((a, b) => a.generation - b.generation);
    for (const [i, step] of changes.entries()) {
      const next = changes[i + 1];
      expect(next?.from ?? now).toBe(step.to);
      if (next) expect(next.generation).toBe(step.generation + 1);
    }
    const lines = readFileSync(auditLog, 'utf8').split('\n');
    const writes = lines.filter(
      (line) => line.includes(two) && line.includes('"update"') && line.includes('scale'),
    );
    const names = new Set(
      writes.map((line) => (JSON.parse(line) as { user: { username: string } }).user.username),
    );
    // The administrator's own requests are left out of this cluster's log.
    expect([...names]).toEqual(['operator']);
  }, 300_000);
});

const roleOfOne = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'named' },
  rules: [
    { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['waf'], verbs: ['get', 'patch'] },
    {
      apiGroups: ['apps'],
      resources: ['deployments/scale'],
      resourceNames: ['waf'],
      verbs: ['get', 'update'],
    },
    { apiGroups: [''], resources: ['events'], verbs: ['create'] },
  ],
};

/** The functions, of which one mounts a ConfigMap. */
function functionsWithConfig(): string {
  const text = readFileSync(join(import.meta.dirname, 'acting/functions.yaml'), 'utf8');
  const containers = /^( *)containers: \[\{ name: waf.*$/m;
  const volumes = '$&\n$1volumes: [{ name: config, configMap: { name: waf } }]';
  return written('functions.yaml', text.replace(containers, volumes));
}

/** A file with this in it. */
function written(name: string, content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'cnf-rights-')), name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** The bearer token in a kubeconfig. */
function tokenIn(file: string): string {
  const { users: list } = parse(readFileSync(file, 'utf8')) as { users: { user: { token?: string } }[] };
  return list[0]?.user.token ?? '';
}
