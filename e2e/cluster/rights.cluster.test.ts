import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import { readKubeconfig, sibling } from '#e2e/contract/kubeconfig.ts';
import { must, scene } from '#e2e/contract/scene.ts';
import { cluster, kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { pod } from '#e2e/contract/workloads.ts';
import type { Freshness, WatchedKind } from '#lib/domain/cluster/freshness.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { type Console, startConsole } from './console.ts';

interface Pods {
  items: PodRow[];
  freshness: Freshness;
}

const definition =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/network-attachment-definitions.k8s.cni.cncf.io';

describe.skipIf(noCluster)('each sees what he may, and why not the rest', () => {
  const mine = scene('mine');
  const other = scene('other');
  let running: Console | undefined;

  beforeAll(async () => {
    if (noCluster) return;
    for (const place of [mine, other]) {
      must(
        await cluster().create(place.core('pods'), {
          ...pod('here'),
          spec: { ...(pod('here').spec as object), schedulerName: 'none' },
        }),
        201,
      );
    }
  });
  afterAll(() => running?.stop());

  /** A server of its own for each user, since it acts as its kubeconfig's user; the one before is stopped. */
  async function as(file: string, env: Record<string, string> = {}): Promise<Console> {
    await running?.stop();
    running = await startConsole(file, env);
    return running;
  }
  const watchesOf = (freshness: Freshness, kind: WatchedKind) =>
    freshness.watches.filter((each) => each.kind === kind);
  const names = (pods: Pods) => pods.items.filter((row) => row.name === 'here').map((row) => row.namespace);

  it('a stranger sees nothing, and of every kind that it is forbidden and in which words', async (context) => {
    const file = sibling(kubeconfig, 'stranger') ?? context.skip('there is no kubeconfig of a stranger');
    const console = await as(file);
    const { status, body } = await console.get<Pods>('/api/v1/pods');
    expect(status).toBe(200);
    expect(body.items).toEqual([]);
    const [pods] = watchesOf(body.freshness, 'pods');
    expect(pods).toMatchObject({ state: 'forbidden', objects: 0 });
    expect(pods?.reason).toContain('User "stranger" cannot list resource "pods"');
    const states = new Set(body.freshness.watches.map((each) => each.state));
    expect([...states].every((state) => state === 'forbidden' || state === 'not-served')).toBe(true);
  });

  it('a user with rights in one namespace sees that namespace, and which rights are missing', async () => {
    const rbac = 'rbac.authorization.k8s.io/v1';
    const subject = { kind: 'ServiceAccount', name: 'reader', namespace: mine.namespace };
    must(await cluster().create(mine.core('serviceaccounts'), { metadata: { name: 'reader' } }), 201);
    must(
      await cluster().create(mine.at(rbac, 'roles'), {
        metadata: { name: 'reader' },
        rules: [
          {
            apiGroups: ['', 'apps'],
            resources: ['pods', 'deployments', 'replicasets', 'services', 'endpoints'],
            verbs: ['get', 'list', 'watch'],
          },
        ],
      }),
      201,
    );
    must(
      await cluster().create(mine.at(rbac, 'rolebindings'), {
        metadata: { name: 'reader' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
        subjects: [subject],
      }),
      201,
    );
    const console = await as(await kubeconfigOf('reader'), { CNF_NAMESPACES: mine.namespace });
    const { body } = await console.get<Pods>('/api/v1/pods');
    expect(names(body)).toEqual([mine.namespace]);
    expect(watchesOf(body.freshness, 'pods')).toMatchObject([
      { namespace: mine.namespace, state: 'live', objects: 1 },
    ]);
    const [configmaps] = watchesOf(body.freshness, 'configmaps');
    expect(configmaps?.state).toBe('forbidden');
    expect(configmaps?.reason).toContain('configmaps');
    expect(watchesOf(body.freshness, 'nodes')[0]?.state).toBe('forbidden');
  });

  /** A token secret is how Kubernetes gives a service account a lasting token, before and after 1.24. */
  async function kubeconfigOf(account: string): Promise<string> {
    must(
      await cluster().create(mine.core('secrets'), {
        metadata: {
          name: `${account}-token`,
          annotations: { 'kubernetes.io/service-account.name': account },
        },
        type: 'kubernetes.io/service-account-token',
      }),
      201,
    );
    const token = await eventually('the token', async () => {
      const secret = await cluster().get(mine.core('secrets', `${account}-token`));
      const encoded = secret.body.data?.token;
      return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
    });
    const { server, ca } = readKubeconfig(kubeconfig);
    const file = join(mkdtempSync(join(tmpdir(), 'cnf-console-')), 'kubeconfig');
    const authority =
      ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
    writeFileSync(
      file,
      stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server, ...authority } }],
        users: [{ name: 'u', user: { token } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: mine.namespace } }],
        'current-context': 'x',
      }),
      { mode: 0o600 },
    );
    return file;
  }

  it("without Multus' definition, the rest is live and the missing kind is named", async () => {
    const serve = (served: boolean) =>
      cluster().patch(definition, 'json', [
        { op: 'replace', path: '/spec/versions/0/served', value: served },
      ]);
    const answers = (wanted: number) =>
      eventually(`the API to answer ${wanted}`, async () =>
        (await cluster().get('/apis/k8s.cni.cncf.io/v1/network-attachment-definitions')).status === wanted
          ? true
          : undefined,
      );
    // Not deleted, which would delete everybody's networks: no longer served, which looks the same from outside.
    must(await serve(false));
    try {
      await answers(404);
      const console = await as(kubeconfig);
      const { body } = await console.get<Pods>('/api/v1/pods');
      expect(names(body).sort()).toEqual([mine.namespace, other.namespace].sort());
      expect(watchesOf(body.freshness, 'network-attachment-definitions')).toMatchObject([
        { state: 'not-served' },
      ]);
      expect(watchesOf(body.freshness, 'pods')).toMatchObject([{ state: 'live' }]);
      expect(body.freshness.state).toBe('live');
      const networks = await console.get<{ items: { key: string }[] }>('/api/v1/networks');
      expect(networks.body.items.map((row) => row.key)).toEqual(['pod-network']);
    } finally {
      must(await serve(true));
      await answers(200);
    }
  });
});
