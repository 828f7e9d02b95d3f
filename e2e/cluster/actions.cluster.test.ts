import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { buildConsole, type Console, startConsole } from './console.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import { kubeconfigOf } from './service-account.ts';

const namespace = `act-${randomBytes(3).toString('hex')}`;
const users = ['operator', 'viewer', 'stranger'] as const;
type User = (typeof users)[number];
const fileOf = (user: User): string => sibling(kubeconfig, user) ?? '';
const lacksUsers = noCluster || users.some((user) => fileOf(user) === '');
const script = join(import.meta.dirname, '../../docs/ci/act-and-wait.sh');
const auditLog = join(kubeconfig, '..', 'logs', 'audit.log');

interface Answer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
}
interface Templated {
  metadata: { generation: number };
  spec: { template: unknown; replicas: number };
}
const functionPath = (kind: string, name: string) => `/api/v1/functions/${namespace}/${kind}/${name}`;
const waf = functionPath('deployments', 'waf');

describe.skipIf(lacksUsers)('acting on a real cluster', () => {
  let current: { user: User; console: Console } | undefined;

  /** The console, acting as a user; the one before is stopped. */
  async function as(user: User): Promise<Console> {
    if (current?.user === user) return current.console;
    await current?.console.stop();
    current = undefined;
    const console = await startConsole(fileOf(user));
    current = { user, console };
    return console;
  }
  async function send<Body = Record<string, unknown>>(
    console: Console,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const json = { 'content-type': 'application/json', ...headers };
    const init = body === undefined ? { method } : { method, headers: json, body: JSON.stringify(body) };
    const answer = await fetch(`${console.url}${path}`, init);
    return { status: answer.status, body: (await answer.json()) as Body };
  }
  /** What came of an action. */
  const endOf = (console: Console, id: unknown) =>
    eventually(`the end of action ${id}`, async () => {
      const answer = await send(console, 'GET', `/api/v1/actions/${id}`);
      return answer.status === 404 || answer.body.state === 'running' ? undefined : answer.body;
    });
  const get = (kind: string, name: string) => kubectlJson<Templated>('get', kind, name, '-n', namespace);
  const podNames = async (app: string) =>
    (await kubectl('get', 'pods', '-n', namespace, '-l', `app=${app}`, '-o', 'name')).trim().split('\n');

  beforeAll(async () => {
    buildConsole();
    await kubectl('create', 'namespace', namespace);
    await eventually('the default service account', async () =>
      kubectl('get', 'serviceaccount', 'default', '-n', namespace).then(
        () => true,
        () => undefined,
      ),
    );
    await kubectl('apply', '-n', namespace, '-f', join(import.meta.dirname, 'acting/functions.yaml'));
    for (const set of ['deployment/waf', 'statefulset/router', 'daemonset/speaker'])
      await kubectl('rollout', 'status', set, '-n', namespace, '--timeout=120s');
  });
  afterAll(async () => {
    await current?.console.stop();
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

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
    await current?.console.stop();
    current = undefined;
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
    await current?.console.stop();
    current = undefined;
    const console = await startConsole(await kubeconfigOf(namespace, 'mute'), { CNF_NAMESPACES: namespace });
    try {
      const { replicas } = (await get('deployment', 'waf')).spec;
      const answer = await send(console, 'POST', `${waf}/scale`, { replicas: replicas + 1 });
      expect(answer).toMatchObject({
        status: 403,
        body: { right: { verb: 'create', resource: 'events', namespace } },
      });
      expect(answer.body.detail).toContain('not done, because the intent could not be recorded');
      expect((await get('deployment', 'waf')).spec.replicas).toBe(replicas);
      expect((await send(console, 'POST', `${waf}/scale`, { replicas: 1, dryRun: true })).status).toBe(200);
    } finally {
      await console.stop();
    }
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
    await current?.console.stop();
    current = undefined;
    const admin = await startConsole(kubeconfig);
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

  it('nobody may what kubectl auth can-i denies, and everybody what it allows', async () => {
    const pod = 'router-0';
    const table: [path: string, body: object, verb: string, resource: string, name: string][] = [
      [`${waf}/scale`, { replicas: 2 }, 'update', 'deployments.apps/scale', 'waf'],
      [
        `${functionPath('statefulsets', 'router')}/scale`,
        { replicas: 2 },
        'update',
        'statefulsets.apps/scale',
        'router',
      ],
      [`${waf}/restart`, {}, 'patch', 'deployments.apps', 'waf'],
      [`${waf}/rollback`, {}, 'patch', 'deployments.apps', 'waf'],
      [`${waf}/pause`, {}, 'patch', 'deployments.apps', 'waf'],
      [`${functionPath('statefulsets', 'router')}/restart`, {}, 'patch', 'statefulsets.apps', 'router'],
      [`${functionPath('daemonsets', 'speaker')}/restart`, {}, 'patch', 'daemonsets.apps', 'speaker'],
      [`/api/v1/pods/${namespace}/${pod}/evict`, {}, 'create', 'pods/eviction', pod],
    ];
    for (const user of users) {
      const console = await as(user);
      for (const [path, body, verb, resource, name] of table) {
        const [kind = '', subresource] = resource.split('/');
        const may = await kubectl(
          '--kubeconfig',
          fileOf(user),
          'auth',
          'can-i',
          verb,
          `${kind}/${name}`,
          ...(subresource ? [`--subresource=${subresource}`] : []),
          '-n',
          namespace,
        ).then(
          (answer) => answer.trim() === 'yes',
          () => false,
        );
        const answer = await send(console, 'POST', path, { ...body, dryRun: true });
        expect({ user, path, may: answer.status !== 403 }).toEqual({ user, path, may });
        if (may)
          expect({ path, status: answer.status, body: answer.body }).toMatchObject({ path, status: 200 });
      }
    }
  });

  it.skipIf(!existsSync(auditLog))("Kubernetes' audit log names the person on every write", () => {
    const lines = readFileSync(auditLog, 'utf8')
      .split('\n')
      .filter(
        (line) =>
          line.includes(`"namespace":"${namespace}"`) &&
          line.includes('"userAgent":"cnf-console"') &&
          !line.includes(':mute"'),
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
