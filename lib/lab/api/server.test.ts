import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { object, runningPod, smallStore, startServer } from './__fixtures__/small-cluster.ts';
import { resourceOf } from './resources.ts';

const pods = resourceOf('pods');
const podsPath = '/api/v1/namespaces/edge/pods';
let lab: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  const store = smallStore();
  for (let index = 0; index < 30; index += 1)
    store.create(pods, runningPod(`many-${index + 10}`, { app: 'many' }));
  lab = await startServer(store);
});
afterAll(() => lab.stop());

const get = async (path: string, token?: string) => {
  const response = await lab.request(path, token === undefined ? {} : { token });
  return { code: response.status, body: await response.json() };
};
const send = async (method: string, path: string, body: unknown, contentType = 'application/json') => {
  const response = await lab.request(path, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': contentType },
  });
  return { code: response.status, body: await response.json() };
};
const names = (list: { items: { metadata: { name: string } }[] }) =>
  list.items.map((item) => item.metadata.name);

describe('list', () => {
  it('gives each object once over all pages, whatever changes meanwhile', async () => {
    const query = 'labelSelector=app%3Dmany&limit=10';
    const first = await get(`${podsPath}?${query}`);
    lab.store.remove(pods, 'edge', 'many-25', { gracePeriodSeconds: 0 });
    lab.store.create(pods, runningPod('many-00', { app: 'many' }));
    const seen = names(first.body);
    let page = first.body;
    while (page.metadata.continue) {
      page = (await get(`${podsPath}?${query}&continue=${page.metadata.continue}`)).body;
      expect(page.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
      seen.push(...names(page));
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `many-${index + 10}`));
  });

  it('answers 410 to a continue token after a compaction', async () => {
    const page = await get(`${podsPath}?limit=1`);
    lab.store.compact();
    const { code, body } = await get(`${podsPath}?limit=1&continue=${page.body.metadata.continue}`);
    expect([code, body.reason]).toEqual([410, 'Expired']);
  });

  it('compresses what is large, when asked', async () => {
    const store = lab.store;
    store.create(
      resourceOf('configmaps'),
      object('ConfigMap', 'large', { data: { a: 'x'.repeat(200_000) } }),
    );
    const large = await lab.request('/api/v1/namespaces/edge/configmaps/large', {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(large.headers.get('content-encoding')).toBe('gzip');
    expect((await large.json()).data.a).toHaveLength(200_000);
  });
});

describe('rights', () => {
  it("refuses an unknown token, and what no role allows, in Kubernetes' words", async () => {
    expect((await get(podsPath, 'wrong')).body).toMatchObject({
      kind: 'Status',
      code: 401,
      reason: 'Unauthorized',
    });
    expect((await get(podsPath, 'viewer-token')).code).toBe(200);
    expect((await get('/api/v1/pods', 'viewer-token')).body.message).toBe(
      'pods is forbidden: User "viewer" cannot list resource "pods" in API group "" at the cluster scope',
    );
    expect((await get(`${podsPath}/waf-a`, 'stranger-token')).body.message).toBe(
      'pods "waf-a" is forbidden: User "stranger" cannot get resource "pods" in API group "" in the namespace "edge"',
    );
  });

  it('lets who may impersonate', async () => {
    const as = (token: string) =>
      lab.request('/api/v1/pods', { token, headers: { 'impersonate-user': 'stranger' } });
    expect((await (await as('admin-token')).json()).message).toContain(
      'User "stranger" cannot list resource "pods"',
    );
    expect((await (await as('viewer-token')).json()).message).toContain(
      'User "viewer" cannot impersonate resource "users"',
    );
  });

  it('answers access reviews as it would answer the request', async () => {
    const ask = async (verb: string, namespace: string) => {
      const response = await lab.request('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        method: 'POST',
        token: 'viewer-token',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ spec: { resourceAttributes: { verb, resource: 'pods', namespace } } }),
      });
      return (await response.json()).status.allowed;
    };
    expect([await ask('list', 'edge'), await ask('delete', 'edge'), await ask('list', 'other')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('writes', () => {
  const deployments = '/apis/apps/v1/namespaces/edge/deployments';
  const deployment = (name: string, spec: object = {}) => ({
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'i:1' }] } },
      ...spec,
    },
  });

  it.each([
    ['Upper', {}, 'metadata.name', 'a lowercase RFC 1123 subdomain must consist of'],
    ['minus', { replicas: -1 }, 'spec.replicas', 'Invalid value: -1: must be greater than or equal to 0'],
    [
      'other',
      { selector: { matchLabels: { app: 'x' } } },
      'spec.template.metadata.labels',
      '`selector` does not match template `labels`',
    ],
  ])('refuses %s with 422 and its cause', async (name, spec, field, message) => {
    const { code, body } = await send('POST', deployments, deployment(name, spec));
    expect(code).toBe(422);
    expect(body.details.causes).toEqual([
      { reason: 'FieldValueInvalid', field, message: expect.stringContaining(message) },
    ]);
  });

  it('scales by the subresource, and keeps nothing of a dry run', async () => {
    await send('POST', deployments, deployment('scaled'));
    const dry = await send(
      'PATCH',
      `${deployments}/scaled/scale?dryRun=All`,
      { spec: { replicas: 9 } },
      'application/merge-patch+json',
    );
    expect(dry.body).toMatchObject({ kind: 'Scale', spec: { replicas: 9 } });
    expect((await get(`${deployments}/scaled`)).body.spec.replicas).toBe(1);
    const scale = (await get(`${deployments}/scaled/scale`)).body;
    expect((await send('PUT', `${deployments}/scaled/scale`, { ...scale, spec: { replicas: 3 } })).code).toBe(
      200,
    );
    expect((await send('PUT', `${deployments}/scaled/scale`, { ...scale, spec: { replicas: 4 } })).code).toBe(
      409,
    );
    expect((await get(`${deployments}/scaled`)).body).toMatchObject({
      spec: { replicas: 3 },
      metadata: { generation: 2 },
    });
  });

  it('refuses a body over 3 MiB with 413 and a strategic patch of a custom resource with 415', async () => {
    const body = JSON.stringify({ metadata: { name: 'x' }, data: { a: 'x'.repeat(3 * 1024 * 1024) } });
    expect((await send('POST', '/api/v1/namespaces/edge/configmaps', body)).code).toBe(413);
    lab.store.create(
      resourceOf('network-attachment-definitions'),
      object('NetworkAttachmentDefinition', 'ext1'),
    );
    const path = '/apis/k8s.cni.cncf.io/v1/namespaces/edge/network-attachment-definitions/ext1';
    expect((await send('PATCH', path, {}, 'application/strategic-merge-patch+json')).code).toBe(415);
  });

  it('evicts as long as the disruption budget allows', async () => {
    const budget = object('PodDisruptionBudget', 'many', {
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'many' } } },
      status: { observedGeneration: 1, disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1 },
    });
    lab.store.create(resourceOf('poddisruptionbudgets'), budget);
    const evict = (name: string) =>
      send('POST', `${podsPath}/${name}/eviction`, {
        metadata: { name },
        apiVersion: 'policy/v1',
        kind: 'Eviction',
      });
    expect((await evict('many-10')).code).toBe(201);
    const { code, body } = await evict('many-11');
    expect(code).toBe(429);
    expect(body.message).toBe("Cannot evict pod as it would violate the pod's disruption budget.");
    expect(body.details.causes[0].reason).toBe('DisruptionBudget');
    expect(lab.store.get(pods, 'edge', 'many-11')?.metadata.deletionTimestamp).toBeUndefined();
  });

  it('refuses one pod more than the quota', async () => {
    const namespace = object('Namespace', 'small');
    lab.store.create(resourceOf('namespaces'), namespace);
    lab.store.create(
      resourceOf('resourcequotas'),
      object('ResourceQuota', 'few', { spec: { hard: { pods: '1' } } }, 'small'),
    );
    const create = (name: string) =>
      send('POST', '/api/v1/namespaces/small/pods', {
        metadata: { name },
        spec: { containers: [{ name: 'c', image: 'i' }] },
      });
    expect((await create('a')).code).toBe(201);
    expect((await create('b')).body.message).toBe(
      'pods "b" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1',
    );
  });
});

describe('faults', () => {
  it('answers 503, 401 or nothing while switched on', async () => {
    lab.faults.unavailable = true;
    expect((await get(podsPath)).code).toBe(503);
    lab.faults.unavailable = false;
    lab.faults.deniedTokens.add('viewer-token');
    expect((await get(podsPath, 'viewer-token')).code).toBe(401);
    lab.faults.deniedTokens.clear();
    lab.faults.refuse = true;
    await expect(get(podsPath)).rejects.toThrow();
    lab.faults.refuse = false;
    lab.faults.hang = true;
    await expect(lab.request(podsPath, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    const late = get(podsPath);
    lab.faults.hang = false;
    expect((await late).code).toBe(200);
  });
});
