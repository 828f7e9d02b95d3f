import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import type { Status } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { isReady, type Pod, type Workload, workload } from './workloads.ts';

interface Scale {
  kind: string;
  apiVersion: string;
  metadata: { name: string; resourceVersion: string };
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

describe.skipIf(noCluster)('scale', () => {
  const here = scene('scale');
  const one = here.apps('deployments', 'waf');
  const scale = `${one}/scale`;

  beforeAll(async () => {
    if (noCluster) return;
    must(
      await cluster().create(here.apps('deployments'), workload('Deployment', 'waf', { replicas: 1 })),
      201,
    );
    await becomes<Workload>(cluster(), one, 'one ready pod', (item) => item.status.readyReplicas === 1);
  });

  it('reads declared and actual replicas with the selector', async () => {
    const answer = must(await cluster().get<Scale>(scale));
    expect(answer).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'waf', namespace: here.namespace },
      spec: { replicas: 1 },
      status: { replicas: 1, selector: 'app=waf' },
    });
  });

  it('scales by patch and by update, and the controller follows', async () => {
    const patched = must(await cluster().patch<Scale>(scale, 'merge', { spec: { replicas: 3 } }));
    expect(patched.spec.replicas).toBe(3);
    const wide = await becomes<Workload>(
      cluster(),
      one,
      'three ready pods',
      (item) => item.status.readyReplicas === 3,
    );
    expect(wide.status.observedGeneration).toBe(wide.metadata.generation);
    const current = must(await cluster().get<Scale>(scale));
    const put = must(await cluster().put<Scale>(scale, { ...current, spec: { replicas: 2 } }));
    expect(put.spec.replicas).toBe(2);
    const stale = await cluster().put<Status>(scale, { ...current, spec: { replicas: 5 } });
    expect(stale.status).toBe(409);
    expect(stale.body.reason).toBe('Conflict');
    const pods = await eventually('two pods', async () => {
      const list = must(await cluster().list<Pod>(here.core('pods'), { labelSelector: 'app=waf' }));
      return list.items.length === 2 ? list.items : undefined;
    });
    expect(pods.every(isReady)).toBe(true);
  });

  it('tries without doing by dryRun, and refuses a negative number', async () => {
    const before = must(await cluster().get<Scale>(scale)).spec.replicas;
    const tried = await cluster().patch<Scale>(scale, 'merge', { spec: { replicas: 9 } }, { dryRun: 'All' });
    expect(must(tried).spec.replicas).toBe(9);
    expect(must(await cluster().get<Scale>(scale)).spec.replicas).toBe(before);
    const refused = await cluster().patch<Status>(scale, 'merge', { spec: { replicas: -1 } });
    expect(refused.status).toBe(422);
    expect(refused.body.message).toContain('must be greater than or equal to 0');
    expect((await cluster().get(`${here.apps('deployments', 'nosuch')}/scale`)).status).toBe(404);
  });
});
