import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import type { Metadata } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { isReady, type Pod, pod } from './workloads.ts';

interface Address {
  ip: string;
  targetRef?: { kind: string; name: string };
}
interface Endpoints {
  metadata: Metadata;
  subsets?: {
    addresses?: Address[];
    notReadyAddresses?: Address[];
    ports?: { name?: string; port: number; protocol: string }[];
  }[];
}
interface Service {
  metadata: Metadata;
  spec: {
    type: string;
    clusterIP: string;
    ports: { port: number; nodePort?: number; targetPort: number | string }[];
  };
}

describe.skipIf(noCluster)('Service', () => {
  const here = scene('svc');

  it("gets a cluster address and a node port, and its Endpoints follow the pods' readiness", async () => {
    const made = must(
      await cluster().create<Service>(here.core('services'), {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'waf' },
        spec: {
          type: 'NodePort',
          selector: { app: 'waf' },
          ports: [{ name: 'http', port: 80, targetPort: 8080 }],
        },
      }),
      201,
    );
    expect(made.spec.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(made.spec.ports[0]?.nodePort).toBeGreaterThanOrEqual(30_000);
    expect(made.spec.ports[0]?.nodePort).toBeLessThanOrEqual(32_767);

    must(await cluster().create(here.core('pods'), pod('ready', { labels: { app: 'waf' } })), 201);
    must(
      await cluster().create(here.core('pods'), pod('never', { labels: { app: 'waf' }, neverReady: true })),
      201,
    );
    const ready = await becomes<Pod>(cluster(), here.core('pods', 'ready'), 'a ready pod', isReady);
    const never = await becomes<Pod>(
      cluster(),
      here.core('pods', 'never'),
      'a running pod',
      (item) => item.status.phase === 'Running' && item.status.podIP !== undefined,
    );
    expect(isReady(never)).toBe(false);

    const subset = await eventually('both addresses', async () => {
      const found = must(await cluster().get<Endpoints>(here.core('endpoints', 'waf'))).subsets?.[0];
      return found?.addresses?.length === 1 && found.notReadyAddresses?.length === 1 ? found : undefined;
    });
    expect(subset.addresses).toMatchObject([
      { ip: ready.status.podIP, targetRef: { kind: 'Pod', name: 'ready' } },
    ]);
    expect(subset.notReadyAddresses).toMatchObject([
      { ip: never.status.podIP, targetRef: { kind: 'Pod', name: 'never' } },
    ]);
    expect(subset.ports).toEqual([{ name: 'http', port: 8080, protocol: 'TCP' }]);

    must(await cluster().delete(here.core('pods', 'ready')));
    await eventually('no ready address', async () => {
      const found = must(await cluster().get<Endpoints>(here.core('endpoints', 'waf'))).subsets?.[0];
      return found?.addresses === undefined ? true : undefined;
    });
  });

  it('headless: no address of its own', async () => {
    const made = await cluster().create<Service>(here.core('services'), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'routers' },
      spec: { clusterIP: 'None', selector: { app: 'router' }, ports: [{ port: 179 }] },
    });
    expect(must(made, 201).spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: 'None',
      ports: [{ port: 179, targetPort: 179 }],
    });
  });
});
