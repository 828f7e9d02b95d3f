import { beforeAll, describe, expect, it } from 'vitest';
import type { KubeObject, List, Status } from './kube-api.ts';
import { must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';

describe.skipIf(noCluster)('list', () => {
  const here = scene('list');

  beforeAll(async () => {
    if (noCluster) return;
    for (let number = 0; number < 7; number += 1) {
      must(
        await cluster().create(here.core('configmaps'), {
          metadata: {
            name: `part-${number}`,
            labels: { parity: number % 2 === 0 ? 'even' : 'odd', ...(number === 6 && { last: '' }) },
          },
        }),
        201,
      );
    }
  });

  const names = (list: List<KubeObject>) =>
    list.items.map((item) => item.metadata.name).filter((name) => name.startsWith('part-'));
  const select = async (query: Record<string, string>) =>
    names(must(await cluster().list(here.core('configmaps'), query)));

  it('names its kind, carries one resourceVersion, and leaves kind out of the items', async () => {
    const list = must(await cluster().list(here.core('configmaps')));
    expect(list).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
    expect(list.metadata.resourceVersion).toMatch(/^[1-9]\d*$/);
    expect(list.items.every((item) => item.kind === undefined && item.apiVersion === undefined)).toBe(true);
  });

  it('pages by limit and continue, all pages from the same resourceVersion', async () => {
    const pages: List<KubeObject>[] = [];
    let token: string | undefined;
    do {
      const page = must(
        await cluster().list(here.core('configmaps'), {
          limit: 3,
          ...(token !== undefined && { continue: token }),
        }),
      );
      pages.push(page);
      token = page.metadata.continue;
      // A change between two pages is not seen by the later one.
      await cluster().patch(here.core('configmaps', 'part-6'), 'merge', {
        data: { page: String(pages.length) },
      });
    } while (token !== undefined && token !== '');
    expect(pages.map((page) => page.items.length).slice(0, 2)).toEqual([3, 3]);
    expect(new Set(pages.map((page) => page.metadata.resourceVersion)).size).toBe(1);
    const all = pages.flatMap((page) => page.items);
    expect(names({ ...(pages[0] as List<KubeObject>), items: all })).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((n) => `part-${n}`),
    );
    expect(pages[0]?.metadata.remainingItemCount).toBe(all.length - 3);
    expect(all.at(-1)?.data).toBeUndefined();
  });

  it.each([
    ['parity=odd', ['part-1', 'part-3', 'part-5']],
    ['parity==odd', ['part-1', 'part-3', 'part-5']],
    ['parity!=odd,parity', ['part-0', 'part-2', 'part-4', 'part-6']],
    ['parity in (odd,strange)', ['part-1', 'part-3', 'part-5']],
    ['parity notin (odd),!last,parity', ['part-0', 'part-2', 'part-4']],
    ['last', ['part-6']],
    ['last=', ['part-6']],
    ['parity=none', []],
  ])('selects by labels: %s', async (labelSelector, expected) => {
    expect(await select({ labelSelector })).toEqual(expected);
  });

  it('selects by the fields a kind knows, and refuses others', async () => {
    expect(await select({ fieldSelector: 'metadata.name=part-2' })).toEqual(['part-2']);
    const others = await select({ fieldSelector: 'metadata.name!=part-2' });
    expect(others).toHaveLength(6);
    const everywhere = must(
      await cluster().list('/api/v1/configmaps', { fieldSelector: `metadata.namespace=${here.namespace}` }),
    );
    expect(names(everywhere)).toHaveLength(7);
    const refused = await cluster().get<Status>(here.core('configmaps'), { fieldSelector: 'data.x=1' });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code: 400,
      reason: 'BadRequest',
    });
    expect(refused.body.message).toContain('data.x');
  });

  it.each([
    ['labelSelector', '=='],
    ['continue', 'not-a-token'],
  ])('refuses a %s it cannot read', async (name, value) => {
    const refused = await cluster().get<Status>(here.core('configmaps'), { [name]: value });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ kind: 'Status', reason: 'BadRequest' });
  });

  it('answers 404 for a group, a version and a resource that are not served', async () => {
    for (const path of [
      '/apis/nosuch.example/v1/things',
      '/apis/apps/v9/deployments',
      '/apis/apps/v1/nosuch',
    ]) {
      expect((await cluster().get(path)).status).toBe(404);
    }
  });

  it('answers 404 with a Status for an object that is not there', async () => {
    const missing = await cluster().get<Status>(here.core('configmaps', 'nosuch'));
    expect(missing.status).toBe(404);
    expect(missing.body).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason: 'NotFound',
      code: 404,
      message: 'configmaps "nosuch" not found',
      details: { name: 'nosuch', kind: 'configmaps' },
    });
    const workload = await cluster().get<Status>(here.apps('deployments', 'nosuch'));
    expect(workload.body.details).toEqual({ name: 'nosuch', group: 'apps', kind: 'deployments' });
    expect(workload.body.message).toBe('deployments.apps "nosuch" not found');
  });

  it('says in its discovery what it serves', async () => {
    const groups = await cluster().get<{ groups: { name: string }[] }>('/apis');
    expect(groups.body.groups.map((group) => group.name)).toEqual(
      expect.arrayContaining(['apps', 'autoscaling', 'networking.k8s.io', 'policy', 'k8s.cni.cncf.io']),
    );
    const core = await cluster().get<{
      resources: { name: string; namespaced: boolean; kind: string; verbs: string[] }[];
    }>('/api/v1');
    const resource = (name: string) => core.body.resources.find((each) => each.name === name);
    expect(resource('pods')).toMatchObject({ namespaced: true, kind: 'Pod' });
    expect(resource('pods')?.verbs).toEqual(
      expect.arrayContaining(['get', 'list', 'watch', 'create', 'patch', 'delete']),
    );
    expect(resource('nodes')).toMatchObject({ namespaced: false, kind: 'Node' });
    expect(resource('pods/log')).toBeDefined();
    expect(resource('pods/exec')).toBeDefined();
    expect(resource('pods/eviction')).toMatchObject({ kind: 'Eviction' });
    const version = await cluster().get<{ gitVersion: string }>('/version');
    expect(version.body.gitVersion).toMatch(/^v1\.\d+/);
  });
});
