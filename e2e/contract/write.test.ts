import { describe, expect, it } from 'vitest';
import type { KubeObject, Status } from './kube-api.ts';
import { must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { workload } from './workloads.ts';

describe.skipIf(noCluster)('write', () => {
  const here = scene('write');
  const path = here.core('configmaps');

  it("creates with 201, filling in what is the server's to say", async () => {
    const made = must(
      await cluster().create(path, {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: 'made' },
        data: { a: '1' },
      }),
      201,
    );
    expect(made).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1', data: { a: '1' } });
    expect(made.metadata).toMatchObject({ name: 'made', namespace: here.namespace });
    expect(made.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(made.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('refuses a second of the same name with 409 AlreadyExists', async () => {
    must(await cluster().create(path, { metadata: { name: 'twice' } }), 201);
    const refused = await cluster().create<Status>(path, { metadata: { name: 'twice' } });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      reason: 'AlreadyExists',
      code: 409,
      message: 'configmaps "twice" already exists',
      details: { name: 'twice', kind: 'configmaps' },
    });
  });

  it('makes a name of generateName', async () => {
    const made = must(await cluster().create(path, { metadata: { generateName: 'made-up-' } }), 201);
    expect(made.metadata.name).toMatch(/^made-up-[a-z0-9]{5}$/);
  });

  it('updates only what has not changed since: 409 Conflict', async () => {
    const first = must(await cluster().create(path, { metadata: { name: 'race' }, data: { a: '1' } }), 201);
    const second = must(await cluster().put(here.core('configmaps', 'race'), { ...first, data: { a: '2' } }));
    expect(Number(second.metadata.resourceVersion)).toBeGreaterThan(Number(first.metadata.resourceVersion));
    const refused = await cluster().put<Status>(here.core('configmaps', 'race'), {
      ...first,
      data: { a: '3' },
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      reason: 'Conflict',
      code: 409,
      details: { name: 'race', kind: 'configmaps' },
    });
    expect(refused.body.message).toContain(
      'the object has been modified; please apply your changes to the latest version',
    );
    const patched = await cluster().patch<Status>(here.core('configmaps', 'race'), 'merge', {
      metadata: { resourceVersion: first.metadata.resourceVersion },
      data: { a: '3' },
    });
    expect(patched.status).toBe(409);
    expect(must(await cluster().get(here.core('configmaps', 'race'))).data).toEqual({ a: '2' });
  });

  it('does all but keep it with dryRun=All', async () => {
    const tried = await cluster().create(path, { metadata: { name: 'tried' } }, { dryRun: 'All' });
    expect(tried.status).toBe(201);
    expect(tried.body.metadata.uid).not.toBe('');
    expect((await cluster().get(here.core('configmaps', 'tried'))).status).toBe(404);

    must(await cluster().create(path, { metadata: { name: 'kept' }, data: { a: '1' } }), 201);
    const patched = await cluster().patch(
      here.core('configmaps', 'kept'),
      'merge',
      { data: { a: '2' } },
      { dryRun: 'All' },
    );
    expect(must(patched).data).toEqual({ a: '2' });
    const deleted = await cluster().delete(here.core('configmaps', 'kept'), undefined, { dryRun: 'All' });
    expect(deleted.status).toBe(200);
    expect(must(await cluster().get(here.core('configmaps', 'kept'))).data).toEqual({ a: '1' });
    const refused = await cluster().create<Status>(path, { metadata: { name: 'x' } }, { dryRun: 'Maybe' });
    expect(refused.status).toBe(422);
  });

  it('deletes only what the preconditions name', async () => {
    const made = must(await cluster().create(path, { metadata: { name: 'precise' } }), 201);
    const one = here.core('configmaps', 'precise');
    const refused = await cluster().delete<Status>(one, {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      preconditions: { uid: '00000000-0000-0000-0000-000000000000' },
    });
    expect(refused.status).toBe(409);
    expect(refused.body.reason).toBe('Conflict');
    const gone = await cluster().delete<Status>(one, {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      preconditions: { uid: made.metadata.uid, resourceVersion: made.metadata.resourceVersion },
    });
    expect(gone.status).toBe(200);
    expect(gone.body).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: { name: 'precise', kind: 'configmaps' },
    });
    expect((await cluster().get(one)).status).toBe(404);
  });

  it('deletes a collection by selector', async () => {
    for (const name of ['c-1', 'c-2', 'c-3']) {
      must(
        await cluster().create(path, { metadata: { name, labels: { set: name === 'c-3' ? 'b' : 'a' } } }),
        201,
      );
    }
    expect((await cluster().delete(path, undefined, { labelSelector: 'set=a' })).status).toBe(200);
    const left = must(await cluster().list(path, { labelSelector: 'set' })).items;
    expect(left.map((item) => item.metadata.name)).toEqual(['c-3']);
  });

  it('keeps an immutable ConfigMap as it is', async () => {
    must(
      await cluster().create(path, { metadata: { name: 'fixed' }, immutable: true, data: { a: '1' } }),
      201,
    );
    const refused = await cluster().patch<Status>(here.core('configmaps', 'fixed'), 'merge', {
      data: { a: '2' },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      reason: 'Invalid',
      code: 422,
      details: { name: 'fixed', kind: 'ConfigMap' },
    });
    expect(refused.body.message).toContain('field is immutable when `immutable` is set');
  });

  it('refuses a ConfigMap of more than 1 MiB', async () => {
    const refused = await cluster().create<Status>(path, {
      metadata: { name: 'large' },
      data: { a: 'x'.repeat(1024 * 1024 + 1) },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      reason: 'Invalid',
      details: { causes: [{ reason: 'FieldValueTooLong' }] },
    });
    expect(refused.body.message).toContain('must have at most 1048576 bytes');
  });

  it('refuses names, labels and bodies that are not well-formed', async () => {
    const name = await cluster().create<Status>(path, { metadata: { name: 'Not_A_Name' } });
    expect(name.status).toBe(422);
    expect(name.body).toMatchObject({
      reason: 'Invalid',
      details: { causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }] },
    });
    expect(name.body.message).toMatch(
      /^ConfigMap "Not_A_Name" is invalid: metadata.name: Invalid value: "Not_A_Name": /,
    );
    const label = await cluster().create<Status>(path, {
      metadata: { name: 'l', labels: { a: 'not a value' } },
    });
    expect(label.body.details?.causes?.[0]?.field).toBe('metadata.labels');
    const nameless = await cluster().create<Status>(path, { metadata: {} });
    expect(nameless.status).toBe(422);
    expect(nameless.body.details?.causes?.[0]).toMatchObject({
      reason: 'FieldValueRequired',
      field: 'metadata.name',
    });
    const elsewhere = await cluster().create<Status>(path, { metadata: { name: 'l', namespace: 'default' } });
    expect(elsewhere.status).toBe(400);
    const broken = await cluster().send<Status>('POST', path, { body: '{"metadata":' });
    expect(broken.status).toBe(400);
    expect(broken.body.reason).toBe('BadRequest');
    const foreign = await cluster().send<Status>('POST', path, { body: 'x', contentType: 'text/html' });
    expect(foreign.status).toBe(415);
  });

  it("keeps a workload's selector as it is: 422 with its cause", async () => {
    const made = must(
      await cluster().create<KubeObject>(
        here.apps('deployments'),
        workload('Deployment', 'held', { replicas: 0 }),
      ),
      201,
    );
    const refused = await cluster().patch<Status>(here.apps('deployments', 'held'), 'merge', {
      spec: {
        selector: { matchLabels: { app: 'other' } },
        template: { metadata: { labels: { app: 'other' } } },
      },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      reason: 'Invalid',
      details: { name: 'held', group: 'apps', kind: 'Deployment' },
    });
    expect(refused.body.details?.causes?.[0]).toMatchObject({
      reason: 'FieldValueInvalid',
      field: 'spec.selector',
    });
    expect(refused.body.message).toContain('field is immutable');
    expect(made.metadata.generation).toBe(1);
    const mismatch = await cluster().create<Status>(here.apps('deployments'), {
      ...workload('Deployment', 'mismatch', { selector: { matchLabels: { app: 'other' } } }),
    });
    expect(mismatch.status).toBe(422);
    expect(mismatch.body.details?.causes?.[0]?.field).toBe('spec.template.metadata.labels');
  });

  it('raises the generation with the spec only', async () => {
    must(
      await cluster().create(here.apps('deployments'), workload('Deployment', 'counted', { replicas: 0 })),
      201,
    );
    const one = here.apps('deployments', 'counted');
    const labelled = must(await cluster().patch(one, 'merge', { metadata: { labels: { x: 'y' } } }));
    expect(labelled.metadata.generation).toBe(1);
    const paused = must(await cluster().patch(one, 'merge', { spec: { paused: true } }));
    expect(paused.metadata.generation).toBe(2);
    const status = must(await cluster().patch(one, 'merge', { status: { replicas: 77 } }));
    expect(status.status?.replicas).not.toBe(77);
  });
});
