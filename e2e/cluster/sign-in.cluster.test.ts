import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { readKubeconfig, sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { sendRaw, signInBy } from '#e2e/lab/raw-request.ts';
import { type Console, startConsole } from './console.ts';
import { kubectl } from './kubectl.ts';
import { kubeconfigOf } from './service-account.ts';

const namespace = `signin-${randomBytes(3).toString('hex')}`;
const users = ['operator', 'viewer', 'stranger'] as const;
type User = (typeof users)[number];
const tokenOf = (user: User) => readKubeconfig(sibling(kubeconfig, user) ?? '').token ?? '';
const lacksUsers = noCluster || users.some((user) => sibling(kubeconfig, user) === undefined);
const auditLog = join(kubeconfig, '..', 'logs', 'audit.log');
const deploy = join(import.meta.dirname, '../../deploy');
const scale = `/api/v1/functions/${namespace}/deployments/waf/scale`;

interface Audited {
  verb: string;
  userAgent?: string;
  user: { username: string };
  impersonatedUser?: { username: string; groups?: string[] };
  objectRef?: { resource: string; subresource?: string; name?: string };
}
/** Writes of the console in the namespace, as the API server saw them. */
const audited = (): Audited[] =>
  readFileSync(auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"namespace":"${namespace}"`) && line.includes('"cnf-console"'))
    .map((line) => JSON.parse(line) as Audited)
    .filter(({ verb }) => ['create', 'update', 'patch', 'delete'].includes(verb));

describe.skipIf(lacksUsers)('sign-in on a real cluster, with the rights of deploy/', () => {
  let console_: Console;
  let env: Record<string, string> = {};
  const roles: string[] = [];

  beforeAll(async () => {
    await kubectl('create', 'namespace', namespace);
    await kubectl('create', 'serviceaccount', 'cnf-console', '-n', namespace);
    const folder = mkdtempSync(join(tmpdir(), 'cnf-sign-in-'));
    for (const part of ['base', 'components/impersonation']) {
      const rules = readFileSync(join(deploy, part, 'rbac.yaml'), 'utf8')
        .replaceAll('namespace: cnf-console', `namespace: ${namespace}`)
        .replaceAll('name: cnf-console-', `name: ${namespace}-`);
      roles.push(
        ...[...rules.matchAll(/kind: (ClusterRole(?:Binding)?)\nmetadata: \{name: ([^}]+)\}/g)].map(
          ([, kind, name]) => `${kind}/${name}`,
        ),
      );
      const file = join(folder, `${part.replace('/', '-')}.yaml`);
      writeFileSync(file, rules);
      await kubectl('apply', '-n', namespace, '-f', file);
    }
    // Its objects are of the namespace, and keep their names.
    const kept = readFileSync(join(deploy, 'components/sign-in/sign-outs.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'sign-outs.yaml'),
      kept.replaceAll('namespace: cnf-console', `namespace: ${namespace}`),
    );
    await kubectl('apply', '-f', join(folder, 'sign-outs.yaml'));
    await kubectl('create', 'deployment', 'waf', '-n', namespace, '--image=registry.local/waf:v2.24.123');
    await kubectl('label', 'deployment', 'waf', '-n', namespace, 'app.kubernetes.io/part-of=signin-chain');
    await kubectl('annotate', 'deployment', 'waf', '-n', namespace, 'cnf-console/chain-order=10');
    env = {
      CNF_SIGN_IN: 'token,proxy',
      CNF_PROXY_ADDRESSES: '127.0.0.2',
      CNF_SESSION_SECRET: randomBytes(32).toString('base64'),
      CNF_SESSION_SIGN_OUTS: `${namespace}/cnf-console-sign-outs`,
    };
    console_ = await startConsole(await kubeconfigOf(namespace, 'cnf-console'), env);
    await eventually('the deployment in the list', async () => {
      const answer = await send(
        `/api/v1/functions/${namespace}/deployments/waf`,
        bearer(tokenOf('operator')),
      );
      return answer.status === 200 ? true : undefined;
    });
  });
  afterAll(async () => {
    await console_?.stop();
    for (const role of roles) await kubectl('delete', role, '--ignore-not-found');
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const send = (path: string, headers: Record<string, string> = {}, body?: object, from?: string) =>
    sendRaw(console_.url, path, {
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      ...(from !== undefined && { from }),
    });

  it.each(users)('%s signs in with his token, and is who Kubernetes says', async (user) => {
    const { answer, cookie } = await signInBy(console_.url, tokenOf(user));
    expect(answer.status, answer.text).toBe(200);
    const me = await send('/api/v1/me', { cookie });
    expect(JSON.parse(me.text)).toMatchObject({
      user,
      groups: expect.arrayContaining([`cnf:${user}`]),
      signIn: 'token',
    });
    const direct = await send('/api/v1/me', bearer(tokenOf(user)));
    expect(JSON.parse(direct.text)).toMatchObject({ user, until: null });
  });

  it('a wrong token is refused', async () => {
    const { answer, cookie } = await signInBy(console_.url, 'wrong');
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text).reason.code).toBe('token-refused');
    expect(cookie).toBe('');
    expect((await send('/api/v1/me', bearer('wrong'))).status).toBe(401);
  });

  it('each may do what Kubernetes lets him, by session and by token', async () => {
    const { cookie } = await signInBy(console_.url, tokenOf('operator'));
    const headers = { cookie, origin: console_.url };
    expect((await send(scale, headers, { replicas: 2, reason: 'signed in' })).status).toBe(200);
    expect((await send(scale, bearer(tokenOf('operator')), { replicas: 1 })).status).toBe(200);
    for (const user of ['viewer', 'stranger'] as const) {
      const mine = await signInBy(console_.url, tokenOf(user));
      const refused = await send(scale, { cookie: mine.cookie, origin: console_.url }, { replicas: 9 });
      expect(refused.status, `${user}: ${refused.text}`).toBe(403);
      expect((await send(scale, bearer(tokenOf(user)), { replicas: 9 })).status).toBe(403);
    }
  });

  it('a trusted proxy is acted for by impersonation, within the rights of whom it names', async () => {
    const operator = { 'x-forwarded-user': 'alice', 'x-forwarded-groups': 'cnf:operator' };
    const viewer = { 'x-forwarded-user': 'bob', 'x-forwarded-groups': 'cnf:viewer' };
    const done = await send(scale, operator, { replicas: 2 }, '127.0.0.2');
    expect(done.status, done.text).toBe(200);
    expect(JSON.parse(done.text).by).toBe('alice');
    expect((await send(scale, viewer, { replicas: 9 }, '127.0.0.2')).status).toBe(403);
    expect((await send(scale, operator, { replicas: 9 })).status).toBe(401);
  });

  it('who signs out of one replica has signed out of the other, and of one that starts later', async () => {
    const other = await startConsole(await kubeconfigOf(namespace, 'cnf-console'), env);
    const status = async (url: string, cookie: string) =>
      (await sendRaw(url, '/api/v1/me', { headers: { cookie } })).status;
    const { cookie } = await signInBy(console_.url, tokenOf('operator'));
    const { cookie: viewer } = await signInBy(console_.url, tokenOf('viewer'));
    expect(await status(other.url, cookie)).toBe(200);
    const out = { method: 'DELETE', headers: { cookie, origin: console_.url } };
    expect((await sendRaw(console_.url, '/api/v1/session', out)).status).toBe(200);
    expect(await status(console_.url, cookie)).toBe(401);
    await eventually(
      'the other replica to know',
      async () => ((await status(other.url, cookie)) === 401 ? true : undefined),
      5,
    );
    await other.stop();
    const later = await startConsole(await kubeconfigOf(namespace, 'cnf-console'), env);
    expect(await status(later.url, cookie)).toBe(401);
    expect(await status(later.url, viewer)).toBe(200);
    await later.stop();
    const kept = await kubectl('get', 'configmap', 'cnf-console-sign-outs', '-n', namespace, '-o', 'yaml');
    expect(kept).toMatch(/^ {2}[\w-]{32}: "?20/m);
    expect(kept).not.toMatch(/operator/);
  });

  it('a console that may not keep sign-outs does not start, and says what to apply', async () => {
    const elsewhere = { ...env, CNF_SESSION_SIGN_OUTS: `${namespace}/another` };
    await expect(startConsole(await kubeconfigOf(namespace, 'cnf-console'), elsewhere)).rejects.toThrow(
      /Sign-outs cannot be kept in the ConfigMap .*\/another: .*Apply deploy\/components\/sign-in/,
    );
  });

  it.skipIf(!existsSync(auditLog))(
    "Kubernetes' audit log names the person on every write, never the console alone",
    async () => {
      const writes = await eventually('the writes in the audit log', async () => {
        const found = audited();
        return found.some(({ impersonatedUser }) => impersonatedUser) ? found : undefined;
      });
      const isSignOut = ({ objectRef }: Audited) => objectRef?.name === 'cnf-console-sign-outs';
      // The one thing that the console writes by its own right.
      const own = writes.filter(isSignOut);
      expect(new Set(own.map(({ verb }) => verb))).toEqual(new Set(['patch']));
      const names = new Set(
        writes
          .filter((one) => !isSignOut(one))
          .map(({ user, impersonatedUser }) => impersonatedUser?.username ?? user.username),
      );
      expect(names).toEqual(new Set(['operator', 'alice']));
      const acted = writes.filter(({ impersonatedUser }) => impersonatedUser?.username === 'alice');
      for (const { user, impersonatedUser } of acted) {
        expect(user.username).toBe(`system:serviceaccount:${namespace}:cnf-console`);
        expect(impersonatedUser?.groups).toContain('cnf:operator');
      }
      const resources = acted.map(({ objectRef }) =>
        [objectRef?.resource, objectRef?.subresource].filter(Boolean).join('/'),
      );
      expect(resources).toContain('deployments/scale');
      expect(resources).toContain('events');
    },
  );

  it('the log of the console holds no token', () => {
    expect(console_.output()).not.toContain('Bearer');
    expect(console_.output()).toContain('"by":"alice"');
  });
});
