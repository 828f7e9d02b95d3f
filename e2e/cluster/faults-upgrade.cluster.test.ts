import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import { ownControlPlane, restartApiServer } from './control-plane.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import type { UpgradeScene } from './upgrade-scene.ts';
import {
  expectTidy,
  newFrr,
  oldFrr,
  podsOf,
  runsOf,
  stage,
  strategyOf,
  unstage,
  watchRouters,
} from './upgrade-stage.ts';

const operatorConfig = noCluster ? undefined : sibling(kubeconfig, 'operator');
const scene: UpgradeScene = {
  namespace: `faults-run-${randomBytes(3).toString('hex')}`,
  kind: 'StatefulSet',
  image: oldFrr,
  first: 60,
  // Here pods end as they do elsewhere: they are there for a while, and run no more.
  grace: 1,
};

describe.skipIf(operatorConfig === undefined)('a run when the cluster itself is in trouble', () => {
  let replica: Replica;
  const { begin, over, firstReplaced, tell } = runsOf(() => replica);
  beforeAll(async () => {
    await stage(scene);
    replica = await startReplica(operatorConfig ?? '', { CNF_NAMESPACES: scene.namespace });
  });
  afterAll(async () => {
    await replica?.kill();
    await unstage(scene);
  });

  it('a node that is cordoned: it holds at once with the scheduler’s words, and goes on when told', async () => {
    const before = await strategyOf(scene);
    const routers = watchRouters(scene);
    const { items } = await kubectlJson<{ items: { metadata: { name: string } }[] }>('get', 'nodes');
    const nodes = items.map(({ metadata }) => metadata.name);
    const { id } = await begin(scene, newFrr);
    try {
      await firstReplaced(id);
      await kubectl('cordon', ...nodes);
      const held = await over(id);
      expect(held.hold, JSON.stringify(held.log)).toMatchObject({
        code: 'unschedulable',
        detail: expect.stringContaining('unschedulable'),
      });
    } finally {
      await kubectl('uncordon', ...nodes);
    }
    await tell(id, 'resume');
    const run = await over(id);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    await expectTidy(scene, before, newFrr);
    routers.kept({ patches: 4 });
  });

  it.skipIf(!ownControlPlane())(
    'an API server that is gone for 30 s in the middle: nothing is done twice, and it goes on',
    async () => {
      const before = await strategyOf(scene);
      const routers = watchRouters(scene);
      const uids = (await podsOf(scene)).map(({ metadata }) => metadata.uid);
      const { id } = await begin(scene, oldFrr);
      await firstReplaced(id);
      await restartApiServer(30);
      const run = await over(id, 240);
      expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
      expect(run.log.filter(({ code }) => code === 'replaced')).toHaveLength(2);
      await expectTidy(scene, before, oldFrr);
      const now = (await podsOf(scene)).map(({ metadata }) => metadata.uid);
      expect(uids.filter((uid) => now.includes(uid))).toEqual([]);
      routers.kept({ patches: 4 }, 1);
    },
  );
});
