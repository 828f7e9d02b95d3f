import { describe, expect, it } from 'vitest';
import { exec } from './exec.ts';
import { connect, type KubeApi, type Status } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, kubeconfig, noCluster, userApi } from './target.ts';
import { isReady, type Pod, pod, workload } from './workloads.ts';

interface Review {
  kind: string;
  status: { allowed: boolean; reason?: string };
}

const onlyOne = 'only one kubeconfig is at hand: kubeconfig-viewer and its like are not beside it';

describe.skipIf(noCluster)('rights', () => {
  const here = scene('rights');

  async function review(api: KubeApi, attributes: Record<string, string>): Promise<boolean> {
    const answer = await api.create<Review>('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { namespace: here.namespace, ...attributes } },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.kind).toBe('SelfSubjectAccessReview');
    return answer.body.status.allowed;
  }

  it('answers 401 with a Status for a token it does not know', async () => {
    const refused = await connect(kubeconfig, 'no-such-token').get<Status>('/api/v1/pods');
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  });

  it('lets the administrator do anything', async () => {
    expect(await review(cluster(), { verb: 'delete', resource: 'nodes' })).toBe(true);
    expect(await review(cluster(), { verb: 'impersonate', resource: 'users', name: 'someone' })).toBe(true);
  });

  it('refuses a stranger everything, with who, what and where', async (context) => {
    const stranger = userApi('stranger') ?? context.skip(onlyOne);
    const all = await stranger.get<Status>('/api/v1/pods');
    expect(all.status).toBe(403);
    expect(all.body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'Forbidden',
      code: 403,
      message:
        'pods is forbidden: User "stranger" cannot list resource "pods" in API group "" at the cluster scope',
      details: { kind: 'pods' },
    });
    const one = await stranger.get<Status>(here.apps('deployments', 'waf'));
    expect(one.status).toBe(403);
    expect(one.body.message).toBe(
      `deployments.apps "waf" is forbidden: User "stranger" cannot get resource "deployments" in API group "apps" in the namespace "${here.namespace}"`,
    );
    expect(one.body.details).toMatchObject({ name: 'waf', group: 'apps', kind: 'deployments' });
    const watched = await stranger.get<Status>('/api/v1/pods', { watch: true });
    expect(watched.status).toBe(403);
    expect(watched.body.message).toContain('cannot watch resource "pods"');
    expect(await review(stranger, { verb: 'list', resource: 'pods' })).toBe(false);
    const version = await stranger.get('/version');
    expect(version.status).toBe(200);
  });

  it('lets a viewer read and not write', async (context) => {
    const viewer = userApi('viewer') ?? context.skip(onlyOne);
    expect((await viewer.get(here.core('pods'))).status).toBe(200);
    expect((await viewer.get(here.at('k8s.cni.cncf.io/v1', 'network-attachment-definitions'))).status).toBe(
      200,
    );
    const refused = await viewer.create<Status>(here.core('configmaps'), { metadata: { name: 'mine' } });
    expect(refused.status).toBe(403);
    expect(refused.body.message).toBe(
      `configmaps is forbidden: User "viewer" cannot create resource "configmaps" in API group "" in the namespace "${here.namespace}"`,
    );
    const secrets = await viewer.get<Status>(here.core('secrets'));
    expect(secrets.status).toBe(403);
    expect(await review(viewer, { verb: 'list', resource: 'pods' })).toBe(true);
    expect(await review(viewer, { verb: 'get', resource: 'pods', subresource: 'log' })).toBe(true);
    expect(await review(viewer, { verb: 'create', resource: 'pods', subresource: 'exec' })).toBe(false);
    expect(await review(viewer, { verb: 'patch', group: 'apps', resource: 'deployments' })).toBe(false);
  });

  it('lets an operator scale, evict and exec, and a viewer not', async (context) => {
    const operator = userApi('operator') ?? context.skip(onlyOne);
    const viewer = userApi('viewer') ?? context.skip(onlyOne);
    must(
      await operator.create(here.apps('deployments'), workload('Deployment', 'waf', { replicas: 0 })),
      201,
    );
    const scale = `${here.apps('deployments', 'waf')}/scale`;
    expect((await operator.patch(scale, 'merge', { spec: { replicas: 0 } })).status).toBe(200);
    const refused = await viewer.patch<Status>(scale, 'merge', { spec: { replicas: 1 } });
    expect(refused.status).toBe(403);
    expect(refused.body.message).toBe(
      `deployments.apps "waf" is forbidden: User "viewer" cannot patch resource "deployments/scale" in API group "apps" in the namespace "${here.namespace}"`,
    );
    expect(await review(operator, { verb: 'create', resource: 'pods', subresource: 'eviction' })).toBe(true);
    expect(await review(operator, { verb: 'create', resource: 'namespaces' })).toBe(false);

    must(await cluster().create(here.core('pods'), pod('box')), 201);
    await becomes<Pod>(cluster(), here.core('pods', 'box'), 'box to be ready', isReady);
    const target = { namespace: here.namespace, name: 'box', container: 'main' };
    expect((await exec(operator, target, ['true'])).exitCode).toBe(0);
    const denied = await exec(viewer, target, ['true']);
    expect(denied.refused?.status).toBe(403);
    expect(denied.refused?.body).toContain('cannot ');
    expect(denied.refused?.body).toContain('pods/exec');
  });

  it('follows a RoleBinding at once, in its namespace only', async (context) => {
    const stranger = userApi('stranger') ?? context.skip(onlyOne);
    const rbac = 'rbac.authorization.k8s.io/v1';
    must(
      await cluster().create(here.at(rbac, 'roles'), {
        apiVersion: rbac,
        kind: 'Role',
        metadata: { name: 'reads-pods' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      }),
      201,
    );
    must(
      await cluster().create(here.at(rbac, 'rolebindings'), {
        apiVersion: rbac,
        kind: 'RoleBinding',
        metadata: { name: 'reads-pods' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reads-pods' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'stranger' }],
      }),
      201,
    );
    await expect
      .poll(async () => (await stranger.get(here.core('pods'))).status, { timeout: 10_000 })
      .toBe(200);
    expect((await stranger.get('/api/v1/pods')).status).toBe(403);
    expect((await stranger.get(here.core('services'))).status).toBe(403);
    expect(await review(stranger, { verb: 'list', resource: 'pods' })).toBe(true);
  });
});
