import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import { kubectl } from './kubectl.ts';
import { kubeconfigOf } from './service-account.ts';
import { routerConfig, type UpgradeScene } from './upgrade-scene.ts';
import {
  established,
  expectTidy,
  missingNeighbors,
  newFrr,
  oldFrr,
  podsOf,
  runsOf,
  sessionsBack,
  stage,
  strategyOf,
  unstage,
  watchRouters,
} from './upgrade-stage.ts';

const operatorConfig = noCluster ? '' : (sibling(kubeconfig, 'operator') ?? kubeconfig);
const suffix = randomBytes(3).toString('hex');
/** A line that 8.4.4 knows and 10.3 does not. */
const bygone = 'bgp network import-check exact';
const sets: UpgradeScene = {
  namespace: `stops-s-${suffix}`,
  kind: 'StatefulSet',
  image: oldFrr,
  first: 100,
  lines: [bygone],
};
const daemons: UpgradeScene = {
  namespace: `stops-d-${suffix}`,
  kind: 'DaemonSet',
  image: oldFrr,
  first: 120,
  everything: true,
};
const inThese = { CNF_NAMESPACES: `${sets.namespace},${daemons.namespace}` };

describe.skipIf(noCluster)('runs that something stands in the way of, on a real cluster', () => {
  let replica: Replica;
  const folder = mkdtempSync(join(tmpdir(), 'cnf-stops-'));
  const { begin, over, firstReplaced, tell } = runsOf(() => replica);

  /** Gives the routers of the scene a configuration with other lines; those that run keep theirs. */
  async function configure(lines: string[], change = (text: string) => text): Promise<void> {
    const file = join(folder, 'router.yaml');
    writeFileSync(file, change(routerConfig({ ...sets, lines })));
    await kubectl('apply', '-f', file);
  }
  /** A user of its own, whose rights can be taken away. */
  async function person(name: string, ...roles: [string, string][]): Promise<string> {
    await kubectl('create', 'serviceaccount', name, '-n', sets.namespace);
    const account = `--serviceaccount=${sets.namespace}:${name}`;
    for (const [binding, role] of roles)
      await kubectl('create', 'rolebinding', binding, '-n', sets.namespace, `--clusterrole=${role}`, account);
    const reader = `${name}-${suffix}`;
    await kubectl('create', 'clusterrolebinding', reader, '--clusterrole=cnf-viewer', account);
    return kubeconfigOf(sets.namespace, name);
  }

  beforeAll(async () => {
    if (noCluster) return;
    await Promise.all([stage(sets), stage(daemons)]);
    replica = await startReplica(operatorConfig, inThese);
  });
  afterAll(async () => {
    await replica?.kill();
    if (noCluster) return;
    await kubectl('delete', 'clusterrolebinding', `ada-${suffix}`, '--ignore-not-found');
    for (const scene of [sets, daemons]) await unstage(scene);
  });

  it('a configuration that only 8.4.4 accepts stops it before a pod is touched, in vtysh’s words', async () => {
    const before = (await podsOf(sets)).map(({ metadata }) => metadata.uid);
    const strategy = await strategyOf(sets);
    const run = await over((await begin(sets, newFrr, { preflight: true })).id);
    expect(run).toMatchObject({ outcome: 'failed', touched: false });
    expect(run.cause).toContain(`Unknown command`);
    expect(run.cause).toContain(bygone);
    expect((await podsOf(sets)).map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(await strategyOf(sets)).toEqual(strategy);
    await eventually('the preflight to be cleaned up', async () =>
      (await kubectl('get', 'jobs', '-n', sets.namespace, '-o', 'name')).trim() === '' ? true : undefined,
    );
  });

  it('BGP that does not come back holds it at the first pod within the limit, and it goes back', async () => {
    await configure([], (text) =>
      text.replace(/^ *neighbor .* timers .*\n/gm, '').replace(/ neighbor .*/, ''),
    );
    const before = await strategyOf(sets);
    const routers = watchRouters(sets);
    const { id } = await begin(sets, newFrr, { limitSeconds: 45 });
    const held = await over(id);
    expect(held.hold, JSON.stringify(held.log)).toMatchObject({
      code: 'gate-limit',
      detail: expect.stringMatching(/sessions 1\/2/),
    });
    expect(held.forward.map(({ stage: at }) => at)).toEqual(['gating', 'waiting']);
    expect(await established(sets)).toBe(1);
    await configure([]);
    await tell(id, 'rollback');
    const run = await over(id);
    expect(run, JSON.stringify(run.hold)).toMatchObject({ outcome: 'rolled-back', hold: null });
    await expectTidy(sets, before, oldFrr);
    routers.kept({ patches: 4, evictions: 1 });
  });

  it('goes on past a pod that somebody deletes', async () => {
    const before = await strategyOf(sets);
    const routers = watchRouters(sets);
    const { id } = await begin(sets, newFrr, { soakSeconds: 6 });
    await firstReplaced(id);
    await kubectl('delete', 'pod', '-n', sets.namespace, 'router-1', '--wait=false');
    const run = await over(id);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    await expectTidy(sets, before, newFrr);
    routers.kept({ patches: 4 });
  });

  it('a DaemonSet goes by OnDelete, every protocol comes back, and it has its own strategy back', async () => {
    const before = await strategyOf(daemons);
    await expect.poll(() => missingNeighbors(daemons), { interval: 500, timeout: 240_000 }).toEqual([]);
    expect(JSON.stringify(before)).toContain('RollingUpdate');
    const routers = watchRouters(daemons);
    const up = await over((await begin(daemons, newFrr)).id);
    expect(up, JSON.stringify([up.hold, up.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    const sessions = up.baseline?.pods.flatMap((pod) => pod.sessions) ?? [];
    expect(sessions).toEqual([
      { key: expect.stringMatching(/^bfd .*192\.168\.202\.120/), prefixes: null },
      { key: expect.stringMatching(/^bgp default ipv4Unicast /), prefixes: 4 },
      { key: expect.stringMatching(/^bgp default ipv6Unicast /), prefixes: 1 },
      { key: expect.stringMatching(/^isis /), prefixes: null },
      { key: expect.stringMatching(/^ospf /), prefixes: null },
    ]);
    await expectTidy(daemons, before, newFrr);
    expect(await missingNeighbors(daemons)).toEqual([]);
    const down = await over((await begin(daemons, oldFrr)).id);
    expect(down, JSON.stringify([down.hold, down.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    await expectTidy(daemons, before, oldFrr);
    routers.kept({ patches: 6, evictions: 2 });
  });

  it('a person whose rights are taken away: it is said, nothing moves, and another takes it over', async () => {
    const before = await strategyOf(sets);
    const file = await person('ada', ['ada-acts', 'cnf-operator']);
    const ada = await startReplica(file, inThese);
    try {
      const routers = watchRouters(sets);
      const hers = runsOf(() => ada);
      const { id } = await hers.begin(sets, oldFrr, { soakSeconds: 4 });
      await hers.firstReplaced(id);
      await kubectl('delete', 'rolebinding', 'ada-acts', '-n', sets.namespace);
      const held = await eventually(
        'the run to say so',
        async () => {
          const run = await hers.get(id);
          return run.hold ? run : undefined;
        },
        90,
      );
      expect(held.forward[1]?.stage).toBe('waiting');
      expect(held.hold, JSON.stringify(held.hold)).toMatchObject({
        code: expect.stringMatching(/credential|forbidden/),
      });
      await ada.kill();
      await tell(id, 'resume');
      const run = await over(id);
      expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
      await expectTidy(sets, before, oldFrr);
      routers.kept({ patches: 4 });
    } finally {
      await ada.kill();
      await sessionsBack(sets);
    }
  });
});
