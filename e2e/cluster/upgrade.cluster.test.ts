import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import { type UpgradeScene, upgradeManifest } from './upgrade-scene.ts';

interface Pods {
  items: {
    metadata: { name: string; uid: string; deletionTimestamp?: string };
    spec: { containers: { image: string }[] };
    status: { conditions?: { type: string; status: string }[] };
  }[];
}

const operatorConfig = noCluster ? undefined : sibling(kubeconfig, 'operator');
const suffix = randomBytes(3).toString('hex');
const old = 'registry.local/frr:8.4.4';
const fresh = 'registry.local/frr:10.3';
const quick = { soakSeconds: 2, drainSeconds: 2, limitSeconds: 90 };
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers from 0 to 1 that a seed tells: mulberry32. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Counts, again and again, how many routers are away: neither Ready nor on their way out counts as there. */
function countAway(namespace: string, replicas: number) {
  let worst = 0;
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      const pods = await kubectlJson<Pods>('get', 'pods', '-n', namespace, '-l', 'app=router').catch(
        () => null,
      );
      const there = pods?.items.filter(
        ({ metadata, status }) =>
          metadata.deletionTimestamp === undefined &&
          status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
      );
      if (there) worst = Math.max(worst, replicas - there.length);
    }
  })();
  return async () => {
    stopped = true;
    await done;
    return worst;
  };
}

const scenes: UpgradeScene[] = [
  { namespace: `proof-run-s-${suffix}`, kind: 'StatefulSet', image: old, first: 140 },
  { namespace: `proof-run-d-${suffix}`, kind: 'Deployment', image: old, first: 160 },
];
const onBoth = (task: (scene: UpgradeScene) => Promise<void>) =>
  Promise.all(scenes.map(task)).then(() => undefined);
const resourceOf = ({ kind }: UpgradeScene) => (kind === 'StatefulSet' ? 'statefulsets' : 'deployments');

describe.skipIf(operatorConfig === undefined)('runs on a real cluster', () => {
  const replicas: Replica[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'cnf-runs-'));

  beforeAll(async () => {
    await Promise.all(
      scenes.map(async (scene) => {
        const file = join(folder, `${scene.kind}.yaml`);
        writeFileSync(file, upgradeManifest(scene));
        await kubectl('apply', '-f', file);
        await kubectl(
          'rollout',
          'status',
          `${resourceOf(scene)}/router`,
          '-n',
          scene.namespace,
          '--timeout=120s',
        );
        await eventually(
          'every session',
          async () => ((await established(scene)) === 2 ? true : undefined),
          60,
        );
      }),
    );
    replicas.push(await startReplica(operatorConfig ?? ''));
  }, 240_000);

  afterAll(async () => {
    for (const replica of replicas) await replica.kill();
    for (const { namespace } of scenes) {
      await kubectl('delete', 'pods', '--all', '-n', namespace, '--grace-period=0', '--force').catch(
        () => '',
      );
      await kubectl('delete', 'namespace', namespace, '--wait=false').catch(() => '');
    }
  }, 60_000);

  const podsOf = async ({ namespace }: UpgradeScene) =>
    (await kubectlJson<Pods>('get', 'pods', '-n', namespace, '-l', 'app=router')).items;
  /** As vtysh in the route server counts them: the other end. */
  async function established({ namespace }: UpgradeScene): Promise<number> {
    const text = await kubectl(
      'exec',
      '-n',
      namespace,
      'rs',
      '--',
      'vtysh',
      '-c',
      'show bgp summary json',
    ).catch(() => '{}');
    const { ipv4Unicast } = JSON.parse(text) as {
      ipv4Unicast?: { peers: Record<string, { state: string }> };
    };
    return Object.values(ipv4Unicast?.peers ?? {}).filter(({ state }) => state === 'Established').length;
  }
  const strategyOf = async (scene: UpgradeScene) => {
    const { spec } = await kubectlJson<{ spec: Record<string, unknown> }>(
      'get',
      resourceOf(scene),
      'router',
      '-n',
      scene.namespace,
    );
    const { strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, paused } = spec;
    return { strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, paused };
  };
  const replica = (): Replica => {
    const alive = replicas.find(({ process }) => process.exitCode === null && process.signalCode === null);
    if (alive === undefined) throw new Error('no replica is alive');
    return alive;
  };
  async function begin(
    scene: UpgradeScene,
    image: string,
    more: Record<string, unknown> = {},
  ): Promise<RunView> {
    const path = `/api/v1/functions/${scene.namespace}/${resourceOf(scene)}/router/upgrades`;
    const body = { images: { frr: image }, strategy: { ...quick, ...more }, reason: 'a proof' };
    const answer = await replica().send<RunView>('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    return answer.body;
  }
  const get = async (id: string) => (await replica().send<RunView>('GET', `/api/v1/upgrades/${id}`)).body;
  const over = (id: string, seconds = 150) =>
    eventually(
      `the end of ${id}`,
      async () => {
        const run = await get(id).catch(() => undefined);
        return run?.phase === 'ended' || run?.hold ? run : undefined;
      },
      seconds,
    );
  async function expectTidy(scene: UpgradeScene, before: unknown, image: string): Promise<void> {
    expect(await strategyOf(scene)).toEqual(before);
    // One that never ran may still be on its way out.
    const pods = (await podsOf(scene)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    expect(pods.map(({ spec }) => spec.containers[0]?.image)).toEqual([image, image]);
    for (const { metadata } of pods) {
      const running = await kubectl(
        'exec',
        '-n',
        scene.namespace,
        metadata.name,
        '--',
        'vtysh',
        '-c',
        'show running-config',
      );
      expect(running).not.toContain('graceful-shutdown');
    }
    await eventually(
      'every session to be back',
      async () => ((await established(scene)) === 2 ? true : undefined),
      30,
    );
  }

  it(
    'takes each kind to 10.3 and back to 8.4.4, session by session',
    () =>
      onBoth(async (scene) => {
        const before = await strategyOf(scene);
        const away = countAway(scene.namespace, 2);
        const up = await over((await begin(scene, fresh)).id);
        expect(up).toMatchObject({ outcome: 'succeeded', hold: null });
        expect(up.baseline?.pods.map(({ sessions }) => sessions.map(({ prefixes }) => prefixes))).toEqual([
          [4],
          [4],
        ]);
        await expectTidy(scene, before, fresh);
        const report = await replica().send<string>('GET', `/api/v1/upgrades/${up.id}/report.md`);
        expect(report.body).toMatch(/Sessions back after/);
        expect(
          up.forward.every(
            ({ sessionsAt, goAt }) => goAt !== null && sessionsAt !== null && sessionsAt >= goAt,
          ),
        ).toBe(true);
        const down = await over((await begin(scene, old)).id);
        expect(down).toMatchObject({ outcome: 'succeeded', hold: null });
        await expectTidy(scene, before, old);
        expect(await away()).toBeLessThanOrEqual(1);
      }),
    300_000,
  );

  it(
    'stops before a pod of either kind is touched where the target cannot be had',
    () =>
      onBoth(async (scene) => {
        const before = await podsOf(scene);
        const run = await over((await begin(scene, 'registry.local/frr:0.0.0')).id);
        expect(run).toMatchObject({ outcome: 'failed', touched: false });
        expect(run.cause).toMatch(/frr:0\.0\.0/);
        expect((await podsOf(scene)).map(({ metadata }) => metadata.uid).sort()).toEqual(
          before.map(({ metadata }) => metadata.uid).sort(),
        );
      }),
    120_000,
  );

  it(
    'takes one pod of either kind and gives it back where its image cannot be pulled',
    () =>
      onBoth(async (scene) => {
        const before = await strategyOf(scene);
        const away = countAway(scene.namespace, 2);
        const { id } = await begin(scene, 'registry.local/frr:0.0.1', {
          preflight: false,
          onFailure: 'rollback',
        });
        const run = await over(id);
        expect(run).toMatchObject({ outcome: 'rolled-back', hold: null });
        expect(run.cause).toMatch(/^image-pull: /);
        await expectTidy(scene, before, old);
        expect(await away()).toBeLessThanOrEqual(1);
      }),
    200_000,
  );

  it('goes on after kills at any moment, with two replicas, and exactly as planned', async () => {
    process.stdout.write(`KILL_SEED=${seed}\n`);
    const random = randomOf(seed);
    replicas.push(await startReplica(operatorConfig ?? ''));
    const [scene] = scenes as [UpgradeScene];
    const before = await strategyOf(scene);
    const away = countAway(scene.namespace, 2);
    const { id } = await begin(scene, fresh);
    let kills = 0;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 500 + random() * 5_000));
      const run = await get(id).catch(() => undefined);
      if (run?.phase === 'ended' || run?.hold) break;
      if (kills >= 8) continue;
      kills += 1;
      const index = random() < 0.5 ? 0 : replicas.length - 1;
      const [victim] = replicas.splice(index, 1);
      await victim?.kill();
      replicas.push(await startReplica(operatorConfig ?? ''));
    }
    const run = await over(id);
    expect(run, JSON.stringify(run.hold)).toMatchObject({ outcome: 'succeeded', hold: null });
    expect(kills).toBeGreaterThan(2);
    expect(run.log.filter(({ code }) => code === 'replaced')).toHaveLength(2);
    await expectTidy(scene, before, fresh);
    expect(await away()).toBeLessThanOrEqual(1);
  }, 240_000);

  it('holds on an edit by somebody else, and turns back when told so', async () => {
    const [, scene] = scenes as [UpgradeScene, UpgradeScene];
    const before = await strategyOf(scene);
    const { id } = await begin(scene, fresh);
    const second = await replica().send<{ detail: string }>(
      'POST',
      `/api/v1/functions/${scene.namespace}/deployments/router/upgrades`,
      {
        images: { frr: fresh },
      },
    );
    expect(second.status).toBe(409);
    await eventually('the first pod to be replaced', async () =>
      (await get(id)).forward[0]?.stage === 'gating' ? true : undefined,
    );
    await kubectl('set', 'env', '-n', scene.namespace, 'deployment/router', 'EDITED=1');
    const held = await over(id);
    expect(held.hold?.code).toBe('edited');
    await kubectl('set', 'env', '-n', scene.namespace, 'deployment/router', 'EDITED-');
    expect(
      (await replica().send('POST', `/api/v1/upgrades/${id}/rollback`, { reason: 'not now' })).status,
    ).toBe(200);
    const run = await over(id);
    expect(run).toMatchObject({ outcome: 'rolled-back', hold: null });
    await expectTidy(scene, before, old);
  }, 240_000);
});
