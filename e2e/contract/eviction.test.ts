import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import type { Status } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { isReady, type Pod, pod } from './workloads.ts';

interface Budget {
  metadata: { name: string };
  status: {
    disruptionsAllowed: number;
    currentHealthy: number;
    desiredHealthy: number;
    expectedPods: number;
  };
}

/** policy/v1 where it is served (from Kubernetes 1.21 on), else policy/v1beta1. */
async function policy(): Promise<string> {
  const v1 = await cluster().get('/apis/policy/v1');
  return v1.status === 200 ? 'policy/v1' : 'policy/v1beta1';
}

describe.skipIf(noCluster)('eviction and deletion of pods', () => {
  const here = scene('evict');

  async function running(name: string, options: Parameters<typeof pod>[1] = {}): Promise<Pod> {
    must(await cluster().create(here.core('pods'), pod(name, options)), 201);
    return becomes<Pod>(cluster(), here.core('pods', name), `${name} to be ready`, isReady);
  }
  const gone = (name: string) =>
    eventually(`${name} to be gone`, async () =>
      (await cluster().get(here.core('pods', name))).status === 404 ? true : undefined,
    );
  async function evict<Body>(name: string, query: Record<string, string> = {}) {
    const body = {
      apiVersion: await policy(),
      kind: 'Eviction',
      metadata: { name, namespace: here.namespace },
    };
    return cluster().create<Body>(`${here.core('pods', name)}/eviction`, body, query);
  }

  it('evicts what no budget protects', async () => {
    await running('free');
    const tried = await evict('free', { dryRun: 'All' });
    expect(tried.status).toBe(201);
    expect((await cluster().get(here.core('pods', 'free'))).status).toBe(200);
    expect((await evict('free')).status).toBe(201);
    await gone('free');
  });

  it('refuses with 429 where a budget allows no disruption, naming the budget', async () => {
    await running('guarded', { labels: { app: 'guarded' } });
    const version = await policy();
    must(
      await cluster().create(here.at(version, 'poddisruptionbudgets'), {
        apiVersion: version,
        kind: 'PodDisruptionBudget',
        metadata: { name: 'keep' },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'guarded' } } },
      }),
      201,
    );
    const budget = await eventually('the budget to be counted', async () => {
      const item = must(await cluster().get<Budget>(here.at(version, 'poddisruptionbudgets', 'keep')));
      return item.status.currentHealthy === 1 ? item : undefined;
    });
    expect(budget.status).toMatchObject({ disruptionsAllowed: 0, desiredHealthy: 1, expectedPods: 1 });
    const refused = await evict<Status>('guarded');
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      kind: 'Status',
      reason: 'TooManyRequests',
      code: 429,
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: expect.stringContaining('The disruption budget keep needs 1 healthy pods'),
          },
        ],
      },
    });
    expect(
      must(await cluster().get<Pod>(here.core('pods', 'guarded'))).metadata.deletionTimestamp,
    ).toBeUndefined();
  });

  it('answers 404 for a pod that is not there', async () => {
    expect((await evict('nosuch')).status).toBe(404);
  });

  it('gives a deleted pod its grace, and shows it as terminating meanwhile', async () => {
    await running('slow', { grace: 120, command: ['sh', '-c', "trap '' TERM; sleep 600 & wait; sleep 600"] });
    const path = here.core('pods', 'slow');
    const answer = await cluster().delete<Pod>(path);
    expect(answer.status).toBe(200);
    expect(answer.body.metadata.deletionGracePeriodSeconds).toBe(120);
    const terminating = must(await cluster().get<Pod>(path));
    expect(terminating.metadata.deletionTimestamp).toBeDefined();
    expect(Date.parse(terminating.metadata.deletionTimestamp ?? '')).toBeGreaterThan(Date.now());
    expect(terminating.status.phase).toBe('Running');
    // A second, shorter grace takes the place of the first; zero removes at once.
    const now = await cluster().delete<Pod>(path, {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      gracePeriodSeconds: 0,
    });
    expect(now.status).toBe(200);
    await gone('slow');
  });
});
