import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import type { Metadata } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { images, isReady, type Pod, pod, workload } from './workloads.ts';

interface Table {
  kind: string;
  columnDefinitions: { name: string; type: string; priority: number }[];
  rows: { cells: unknown[]; object: { kind: string; metadata: Metadata } }[];
}

const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

describe.skipIf(noCluster)('table', () => {
  const here = scene('table');

  beforeAll(async () => {
    if (noCluster) return;
    must(await cluster().create(here.core('pods'), pod('runs')), 201);
    must(await cluster().create(here.core('pods'), pod('cannot-pull', { image: images.unknown })), 201);
    must(await cluster().create(here.core('pods'), { ...pod('done', { command: ['true'] }) }), 201);
    must(
      await cluster().create(here.core('pods'), {
        ...pod('unplaced'),
        spec: { containers: [{ name: 'main', image: images.waf }], schedulerName: 'none' },
      }),
      201,
    );
    await becomes<Pod>(cluster(), here.core('pods', 'runs'), 'a ready pod', isReady);
  });

  const table = async (path: string) =>
    must(await cluster().send<Table>('GET', path, { accept, query: { includeObject: 'Metadata' } }));
  const row = async (name: string) => {
    const answer = await table(here.core('pods'));
    const found = answer.rows.find((each) => each.object.metadata.name === name);
    return answer.columnDefinitions.map((column, index) => [column.name, found?.cells[index]] as const);
  };

  it("has kubectl's columns for pods", async () => {
    const answer = await table(here.core('pods'));
    expect(answer.kind).toBe('Table');
    expect(answer.columnDefinitions.slice(0, 7).map((column) => column.name)).toEqual([
      'Name',
      'Ready',
      'Status',
      'Restarts',
      'Age',
      'IP',
      'Node',
    ]);
    expect(answer.columnDefinitions.slice(0, 7).map((column) => column.priority)).toEqual([
      0, 0, 0, 0, 0, 1, 1,
    ]);
    expect(answer.rows[0]?.object.kind).toBe('PartialObjectMetadata');
  });

  it('prints a running pod, one that waits, and one that is not placed', async () => {
    const cells = Object.fromEntries(await row('runs'));
    expect(cells).toMatchObject({ Name: 'runs', Ready: '1/1', Status: 'Running' });
    expect(String(cells.Restarts)).toBe('0');
    expect(String(cells.Age)).toMatch(/^(\d+m)?\d+s$|^\d+m$/);
    expect(Object.fromEntries(await row('unplaced'))).toMatchObject({
      Ready: '0/1',
      Status: 'Pending',
      IP: '<none>',
      Node: '<none>',
    });
    await eventually('an image that cannot be pulled', async () =>
      /^(ErrImagePull|ImagePullBackOff)$/.test(String(Object.fromEntries(await row('cannot-pull')).Status))
        ? true
        : undefined,
    );
  });

  it('prints a crash loop with its restarts', async () => {
    const looping = await eventually('a crash loop', async () => {
      const cells = Object.fromEntries(await row('done'));
      return cells.Status === 'CrashLoopBackOff' ? cells : undefined;
    });
    expect(looping.Ready).toBe('0/1');
    expect(Number.parseInt(String(looping.Restarts), 10)).toBeGreaterThan(0);
  });

  it('prints workloads', async () => {
    must(
      await cluster().create(here.apps('deployments'), workload('Deployment', 'waf', { replicas: 0 })),
      201,
    );
    const answer = await table(here.apps('deployments'));
    expect(answer.columnDefinitions.slice(0, 5).map((column) => column.name)).toEqual([
      'Name',
      'Ready',
      'Up-to-date',
      'Available',
      'Age',
    ]);
    expect(answer.rows[0]?.cells.slice(0, 2)).toEqual(['waf', '0/0']);
  });
});
