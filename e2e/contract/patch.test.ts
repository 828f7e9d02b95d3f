import { describe, expect, it } from 'vitest';
import type { Status } from './kube-api.ts';
import { must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { images, type Workload, workload } from './workloads.ts';

describe.skipIf(noCluster)('patch', () => {
  const here = scene('patch');

  async function deployment(name: string): Promise<string> {
    const manifest = workload('Deployment', name, { replicas: 0 }, { env: { MODE: 'a', LEVEL: '1' } });
    must(await cluster().create(here.apps('deployments'), manifest), 201);
    return here.apps('deployments', name);
  }
  const containers = (item: Workload) => item.spec.template.spec.containers;

  it('JSON patch: in order, all or nothing', async () => {
    const path = await deployment('json');
    const patched = must(
      await cluster().patch<Workload>(path, 'json', [
        { op: 'test', path: '/spec/replicas', value: 0 },
        { op: 'replace', path: '/spec/template/spec/containers/0/image', value: images.wafNext },
        { op: 'add', path: '/metadata/annotations', value: { 'example.com/a': '1' } },
        { op: 'add', path: '/metadata/annotations/example.com~1b', value: '2' },
      ]),
    );
    expect(containers(patched)[0]?.image).toBe(images.wafNext);
    expect(patched.metadata.annotations).toMatchObject({ 'example.com/a': '1', 'example.com/b': '2' });
    const refused = await cluster().patch<Status>(path, 'json', [
      { op: 'replace', path: '/metadata/annotations/example.com~1a', value: 'x' },
      { op: 'test', path: '/spec/replicas', value: 9 },
    ]);
    expect(refused.status).toBe(422);
    expect(refused.body.reason).toBe('Invalid');
    const after = must(await cluster().get(path));
    expect(after.metadata.annotations?.['example.com/a']).toBe('1');
  });

  it('merge patch: null removes, lists are replaced whole', async () => {
    const path = await deployment('merge');
    await cluster().patch(path, 'merge', { metadata: { annotations: { a: '1', b: '2' } } });
    const removed = must(await cluster().patch(path, 'merge', { metadata: { annotations: { a: null } } }));
    expect(removed.metadata.annotations).toMatchObject({ b: '2' });
    expect(removed.metadata.annotations).not.toHaveProperty('a');
    const replaced = must(
      await cluster().patch<Workload>(path, 'merge', {
        spec: { template: { spec: { containers: [{ name: 'other', image: images.firewall }] } } },
      }),
    );
    expect(containers(replaced).map((each) => each.name)).toEqual(['other']);
  });

  it('strategic merge: containers by name, environment by name, and the directives', async () => {
    const path = await deployment('strategic');
    const template = (list: unknown[]) => ({ spec: { template: { spec: { containers: list } } } });
    const upgraded = must(
      await cluster().patch<Workload>(
        path,
        'strategic',
        template([{ name: 'main', image: images.wafNext, env: [{ name: 'LEVEL', value: '2' }] }]),
      ),
    );
    expect(containers(upgraded)).toMatchObject([
      {
        name: 'main',
        image: images.wafNext,
        env: expect.arrayContaining([
          { name: 'MODE', value: 'a' },
          { name: 'LEVEL', value: '2' },
        ]),
      },
    ]);
    const added = must(
      await cluster().patch<Workload>(
        path,
        'strategic',
        template([{ name: 'side', image: images.firewall }]),
      ),
    );
    expect(
      containers(added)
        .map((each) => each.name)
        .sort(),
    ).toEqual(['main', 'side']);
    const removed = must(
      await cluster().patch<Workload>(path, 'strategic', template([{ name: 'side', $patch: 'delete' }])),
    );
    expect(containers(removed).map((each) => each.name)).toEqual(['main']);
    const without = must(
      await cluster().patch<Workload>(
        path,
        'strategic',
        template([{ name: 'main', env: [{ name: 'MODE', $patch: 'delete' }] }]),
      ),
    );
    expect(containers(without)[0]?.env).toEqual([{ name: 'LEVEL', value: '2' }]);
  });

  it('strategic merge is refused for custom resources: 415', async () => {
    const networks = here.at('k8s.cni.cncf.io/v1', 'network-attachment-definitions');
    must(
      await cluster().create(networks, {
        apiVersion: 'k8s.cni.cncf.io/v1',
        kind: 'NetworkAttachmentDefinition',
        metadata: { name: 'net' },
        spec: { config: '{"type":"bridge"}' },
      }),
      201,
    );
    const refused = await cluster().patch<Status>(`${networks}/net`, 'strategic', { spec: { config: '{}' } });
    expect(refused.status).toBe(415);
    expect(refused.body.reason).toBe('UnsupportedMediaType');
    const merged = await cluster().patch(`${networks}/net`, 'merge', { spec: { config: '{}' } });
    expect(must(merged).spec).toEqual({ config: '{}' });
  });

  it("apply: makes, owns fields, and refuses another manager's with 409 and its causes", async () => {
    const path = here.core('configmaps', 'applied');
    const manifest = (data: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'applied' },
      data,
    });
    const made = await cluster().patch(path, 'apply', manifest({ a: '1', b: '1' }), { fieldManager: 'one' });
    expect(made.status).toBe(201);
    const dropped = await cluster().patch(path, 'apply', manifest({ a: '1' }), { fieldManager: 'one' });
    expect(must(dropped).data).toEqual({ a: '1' });
    const refused = await cluster().patch<Status>(path, 'apply', manifest({ a: '2' }), {
      fieldManager: 'two',
    });
    expect(refused.status).toBe(409);
    expect(refused.body.reason).toBe('Conflict');
    expect(refused.body.details?.causes?.[0]).toMatchObject({
      reason: 'FieldManagerConflict',
      field: '.data.a',
    });
    expect(refused.body.message).toContain('conflict with "one"');
    const forced = await cluster().patch(path, 'apply', manifest({ a: '2' }), {
      fieldManager: 'two',
      force: true,
    });
    expect(must(forced).data).toEqual({ a: '2' });
  });

  it('refuses a patch of an unknown type, and apply without a manager', async () => {
    const path = await deployment('types');
    const unknown = await cluster().send<Status>('PATCH', path, {
      body: '{}',
      contentType: 'application/json',
    });
    expect(unknown.status).toBe(415);
    const unmanaged = await cluster().patch<Status>(path, 'apply', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'types' },
    });
    expect([400, 422]).toContain(unmanaged.status);
    const missing = await cluster().patch<Status>(here.apps('deployments', 'nosuch'), 'merge', {});
    expect(missing.status).toBe(404);
  });
});
