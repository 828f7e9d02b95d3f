import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { parse } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Console, startConsole } from './console.ts';
import { kubectl, makeNamespace } from './kubectl.ts';
import type { CanI } from './rights-entries.ts';
import { kubeconfigOf } from './service-account.ts';

const run = promisify(execFile);
export const users = ['admin', 'operator', 'viewer', 'stranger', 'guest', 'named'] as const;
export type User = (typeof users)[number];
const files: Partial<Record<User, string>> = {
  admin: kubeconfig,
  operator: sibling(kubeconfig, 'operator') ?? '',
  viewer: sibling(kubeconfig, 'viewer') ?? '',
  stranger: sibling(kubeconfig, 'stranger') ?? '',
};
export const lacksUsers = noCluster || Object.values(files).includes('');

interface Answer {
  status: number;
  text: string;
}

/**
 * Two namespaces with the same functions and a ConfigMap of two revisions; a console for whoever has a token: the cluster's four
 * users, `guest` with rights in the first namespace alone, and `named` with rights to one function of it and no list.
 */
export function rightsStage() {
  const id = randomBytes(3).toString('hex');
  const [one, two] = [`rights-one-${id}`, `rights-two-${id}`];
  let console: Console;
  const tokens = new Map<User, string>();

  /** Gives a service account the role of its name, in the first namespace. */
  const bind = (name: string) =>
    kubectl('create', 'rolebinding', name, `--role=${name}`, `--serviceaccount=${one}:${name}`, '-n', one);

  beforeAll(async () => {
    for (const namespace of [one, two]) {
      await makeNamespace(namespace);
      await kubectl('create', 'configmap', 'waf', '--from-literal=motd=one', '-n', namespace);
      await kubectl('apply', '-n', namespace, '-f', functionsWithConfig());
      await kubectl('rollout', 'status', 'deployment/waf', '-n', namespace, '--timeout=120s');
    }
    // Somebody with rights in one of the namespaces alone.
    await kubectl('create', 'serviceaccount', 'guest', '-n', one);
    const resources = 'pods,pods/log,deployments.apps,replicasets.apps,services,endpoints,events';
    const verbs = '--verb=get,list,watch';
    await kubectl('create', 'role', 'guest', verbs, `--resource=${resources}`, '-n', one);
    await bind('guest');
    files.guest = await kubeconfigOf(one, 'guest');
    // Somebody with rights to one function alone, by its name: he may list nothing.
    await kubectl('create', 'serviceaccount', 'named', '-n', one);
    await kubectl('apply', '-n', one, '-f', written('role.json', roleOfOne));
    await bind('named');
    files.named = await kubeconfigOf(one, 'named');
    for (const user of users) tokens.set(user, tokenIn(files[user] ?? ''));
    console = await startConsole(kubeconfig, {
      CNF_SIGN_IN: 'token',
      CNF_NAMESPACES: `${one},${two}`,
    });
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
  });
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
  /** What kubectl prints for that user; null where it is refused. */
  const printed = (user: User, words: string[]): Promise<string | null> =>
    run('kubectl', words, { env: { ...process.env, KUBECONFIG: files[user] } }).then(
      ({ stdout }) => stdout.trim(),
      () => null,
    );
  const said = async (user: User, words: string[]): Promise<boolean> =>
    (await printed(user, words)) === 'yes';

  const podOf = async (namespace: string) =>
    (await kubectl('get', 'pods', '-n', namespace, '-l', 'app=waf', '-o', 'name'))
      .split('\n')[0]
      ?.replace('pod/', '') ?? '';

  const versionOf = (namespace: string) =>
    kubectl('get', 'configmap', 'waf', '-n', namespace, '-o', 'jsonpath={.metadata.resourceVersion}');

  return {
    one,
    two,
    url: () => console.url,
    tokenOf: (user: User): string => tokens.get(user) ?? '',
    send,
    canI,
    printed,
    podOf,
    versionOf,
  };
}

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
