import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must, scene } from '#e2e/contract/scene.ts';
import { cluster, kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { pod } from '#e2e/contract/workloads.ts';
import { agreement } from './agreement.ts';
import { type Console, startConsole } from './console.ts';
import {
  answersAgain,
  compactEtcd,
  ownControlPlane,
  pauseApiServer,
  restartApiServer,
} from './control-plane.ts';
import { type FreshnessProbe, followFreshness } from './freshness-probe.ts';

/** The bound on saying "stale" after a fault, and "live" after its end; seconds. A requirement, not a measurement. */
const bound = 10;

const say = (what: string, milliseconds: number) =>
  process.stderr.write(`  ${what}: ${(milliseconds / 1000).toFixed(1)} s\n`);

describe.skipIf(noCluster || !ownControlPlane())('when the API server is away', () => {
  const here = scene('faults');
  let console: Console;
  let probe: FreshnessProbe;
  let made = 0;

  beforeAll(async () => {
    if (noCluster) return;
    console = await startConsole(kubeconfig);
    probe = await followFreshness(console.url);
    await probe.until('live', 0, 30);
  });
  afterAll(async () => {
    probe?.close();
    await console?.stop();
  });

  /** A change that only a watch which works again can have seen; then everything is compared. */
  async function equalAgain(): Promise<void> {
    made += 1;
    const manifest = pod(`after-${made}`);
    must(
      await cluster().create(here.core('pods'), {
        ...manifest,
        spec: { ...(manifest.spec as object), schedulerName: 'none' },
      }),
      201,
    );
    const agreed = await agreement(console, here.namespace);
    expect(agreed.map((each) => each.name)).toContain(`after-${made}`);
  }

  async function stillServes(): Promise<void> {
    const page = await fetch(`${console.url}/pods`);
    expect(page.status).toBe(200);
    const pods = await console.get<{ items: unknown[]; freshness: { state: string } }>('/api/v1/pods');
    expect(pods.status).toBe(200);
    expect(pods.body.items.length).toBeGreaterThan(0);
    expect(pods.body.freshness.state).toBe('stale');
  }

  it('stopped for 20 s: stale, then live, then equal', async () => {
    await equalAgain();
    const began = performance.now();
    const restarted = restartApiServer(20);
    say('stopped; stale after', await probe.until('stale', began, bound));
    await stillServes();
    await restarted;
    const recovered = await answersAgain();
    say('stopped; live after it answers again', await probe.until('live', recovered, bound));
    await equalAgain();
  });

  it('a version that etcd has compacted away: listed again, and equal', async () => {
    const began = performance.now();
    const restarted = restartApiServer(4);
    const revision = await compactEtcd();
    await restarted;
    const recovered = await answersAgain();
    say('compacted; live after it answers again', await probe.until('live', recovered, bound));
    const forgotten = await cluster().get(here.core('pods'), {
      resourceVersion: String(revision - 1),
      resourceVersionMatch: 'Exact',
    });
    expect(forgotten.status).toBe(410);
    say('compacted; in all', performance.now() - began);
    await equalAgain();
  });

  it('paused, its connections open: stale, then live, then equal', async () => {
    const resume = pauseApiServer();
    const began = performance.now();
    try {
      say('paused; stale after', await probe.until('stale', began, bound));
      await stillServes();
    } finally {
      resume();
    }
    const recovered = await answersAgain();
    say('paused; live after it answers again', await probe.until('live', recovered, bound));
    await equalAgain();
  });
});
