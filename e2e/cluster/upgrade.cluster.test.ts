import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { randomOf } from '#e2e/runs/random.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import { kubectl } from './kubectl.ts';
import type { UpgradeScene } from './upgrade-scene.ts';
import {
  expectTidy,
  newFrr as fresh,
  oldFrr as old,
  podsOf,
  runsOf,
  stage,
  strategyOf,
  unstage,
  watchRouters,
} from './upgrade-stage.ts';

const operatorConfig = noCluster ? undefined : sibling(kubeconfig, 'operator');
const suffix = randomBytes(3).toString('hex');
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

const scenes: UpgradeScene[] = [
  { namespace: `proof-run-s-${suffix}`, kind: 'StatefulSet', image: old, first: 140 },
  { namespace: `proof-run-d-${suffix}`, kind: 'Deployment', image: old, first: 160 },
];
const inThese = { CNF_NAMESPACES: scenes.map(({ namespace }) => namespace).join(',') };
const onBoth = (task: (scene: UpgradeScene) => Promise<void>) =>
  Promise.all(scenes.map(task)).then(() => undefined);
describe.skipIf(operatorConfig === undefined)('runs on a real cluster', () => {
  const replicas: Replica[] = [];

  beforeAll(async () => {
    await Promise.all(scenes.map(stage));
    replicas.push(await startReplica(operatorConfig ?? '', inThese));
  });

  afterAll(async () => {
    for (const replica of replicas) await replica.kill();
    for (const scene of scenes) await unstage(scene);
  });

  const replica = (): Replica => {
    const alive = replicas.find(({ process }) => process.exitCode === null && process.signalCode === null);
    if (alive === undefined) throw new Error('no replica is alive');
    return alive;
  };
  const { begin, get, over, firstReplaced, tell } = runsOf(replica);

  it('takes each kind to 10.3 and back to 8.4.4, session by session', () =>
    onBoth(async (scene) => {
      const before = await strategyOf(scene);
      const routers = watchRouters(scene);
      const up = await over((await begin(scene, fresh, { preflight: true })).id);
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
      // Each run: named, a turn for each pod, restored.
      routers.kept({ patches: 8 });
    }));

  it('stops before a pod of either kind is touched where the target cannot be had', () =>
    onBoth(async (scene) => {
      const before = await podsOf(scene);
      const run = await over((await begin(scene, 'registry.local/frr:0.0.0', { preflight: true })).id);
      expect(run).toMatchObject({ outcome: 'failed', touched: false });
      expect(run.cause).toMatch(/frr:0\.0\.0/);
      expect((await podsOf(scene)).map(({ metadata }) => metadata.uid).sort()).toEqual(
        before.map(({ metadata }) => metadata.uid).sort(),
      );
    }));

  it('takes one pod of either kind and gives it back where its image cannot be pulled', () =>
    onBoth(async (scene) => {
      const before = await strategyOf(scene);
      const routers = watchRouters(scene);
      const { id } = await begin(scene, 'registry.local/frr:0.0.1', {
        onFailure: 'rollback',
      });
      const run = await over(id);
      expect(run).toMatchObject({ outcome: 'rolled-back', hold: null });
      expect(run.cause).toMatch(/^image-pull: /);
      await expectTidy(scene, before, old);
      // A StatefulSet goes back by eviction, a Deployment is paused before it lets the pod go.
      routers.kept(scene.kind === 'StatefulSet' ? { patches: 4, evictions: 1 } : { patches: 5 });
    }));

  it('goes on after kills at any moment, with two replicas, and exactly as planned', async () => {
    process.stdout.write(`KILL_SEED=${seed}\n`);
    const random = randomOf(seed);
    replicas.push(await startReplica(operatorConfig ?? '', inThese));
    const [scene] = scenes as [UpgradeScene];
    const before = await strategyOf(scene);
    const routers = watchRouters(scene);
    const { id } = await begin(scene, fresh, { preflight: true });
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
      replicas.push(await startReplica(operatorConfig ?? '', inThese));
    }
    const run = await over(id);
    expect(run, JSON.stringify(run.hold)).toMatchObject({ outcome: 'succeeded', hold: null });
    expect(kills).toBeGreaterThan(2);
    expect(run.log.filter(({ code }) => code === 'replaced')).toHaveLength(2);
    await expectTidy(scene, before, fresh);
    routers.kept({ patches: 4 }, kills);
  });

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
    await firstReplaced(id);
    await kubectl('set', 'env', '-n', scene.namespace, 'deployment/router', 'EDITED=1');
    const held = await over(id);
    expect(held.hold).toMatchObject({
      code: 'edited',
      detail: 'template.spec.containers[frr].env was added',
    });
    await kubectl('set', 'env', '-n', scene.namespace, 'deployment/router', 'EDITED-');
    await tell(id, 'rollback', 'not now');
    const run = await over(id);
    expect(run).toMatchObject({ outcome: 'rolled-back', hold: null });
    await expectTidy(scene, before, old);
  });
});
