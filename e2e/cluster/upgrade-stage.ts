import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig } from '#e2e/contract/target.ts';
import type { Replica } from '#e2e/runs/replica.ts';
import { counts, witness } from '#e2e/runs/witness.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { kubectl, kubectlJson, makeNamespace } from './kubectl.ts';
import { type UpgradeScene, upgradeManifest } from './upgrade-scene.ts';

export const oldFrr = 'registry.local/frr:8.4.4';
export const newFrr = 'registry.local/frr:10.3';
/** Without a preflight, which is a pod more to wait for, but where it is what is tried. */
export const quick = { soakSeconds: 2, drainSeconds: 2, limitSeconds: 90, preflight: false };

interface Pod {
  metadata: { name: string; uid: string; deletionTimestamp?: string };
  spec: { containers: { image: string }[] };
}

const resources = {
  StatefulSet: 'statefulsets',
  Deployment: 'deployments',
  DaemonSet: 'daemonsets',
} as const;
export const resourceOf = ({ kind }: UpgradeScene) => resources[kind];
const wanted = ({ kind, replicas = 2 }: UpgradeScene): number => (kind === 'DaemonSet' ? 1 : replicas);

/** Applies a scene, and waits until every router's session is up. */
export async function stage(scene: UpgradeScene): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'cnf-runs-')), 'scene.yaml');
  writeFileSync(file, upgradeManifest(scene));
  await makeNamespace(scene.namespace);
  await kubectl('apply', '-f', file);
  const set = `${resourceOf(scene)}/router`;
  await kubectl('rollout', 'status', set, '-n', scene.namespace, '--timeout=120s');
  await sessionsBack(scene);
}

export async function unstage({ namespace }: UpgradeScene): Promise<void> {
  await kubectl('delete', 'pods', '--all', '-n', namespace, '--grace-period=0', '--force').catch(() => '');
  await kubectl('delete', 'namespace', namespace, '--wait=false').catch(() => '');
}

export const podsOf = async ({ namespace }: UpgradeScene): Promise<Pod[]> =>
  (await kubectlJson<{ items: Pod[] }>('get', 'pods', '-n', namespace, '-l', 'app=router')).items;

export const vtysh = (namespace: string, pod: string, command: string): Promise<string> =>
  kubectl('exec', '-n', namespace, pod, '--', 'vtysh', '-c', command);

/** As vtysh in the route server counts them: the other end. */
export async function established({ namespace }: UpgradeScene): Promise<number> {
  const text = await vtysh(namespace, 'rs', 'show bgp summary json').catch(() => '{}');
  const { ipv4Unicast } = JSON.parse(text) as { ipv4Unicast?: { peers: Record<string, { state: string }> } };
  return Object.values(ipv4Unicast?.peers ?? {}).filter(({ state }) => state === 'Established').length;
}

/** By what the route server does not have its one router as neighbor, as its vtysh says. */
export async function missingNeighbors({ namespace }: UpgradeScene): Promise<string[]> {
  const shows = {
    'show bgp ipv6 unicast summary json': /"Established"/,
    'show ip ospf neighbor json': /"Full/,
    'show isis neighbor json': /"Up"/,
    'show bfd peers json': /"up"/,
  };
  const missing = Object.entries(shows).map(async ([show, is]) => {
    const said = await vtysh(namespace, 'rs', show).catch((error: Error) => error.message);
    return is.test(said) ? [] : [`${show}: ${said}`];
  });
  return (await Promise.all(missing)).flat();
}

export const sessionsBack = (scene: UpgradeScene) =>
  eventually(
    'every session to be back',
    async () => ((await established(scene)) === wanted(scene) ? true : undefined),
    150,
  );

/** What a run may change while it goes, and has to put back. */
export async function strategyOf(scene: UpgradeScene) {
  const { spec } = await kubectlJson<{ spec: Record<string, unknown> }>(
    'get',
    resourceOf(scene),
    'router',
    '-n',
    scene.namespace,
  );
  const { strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, paused } = spec;
  return { strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, paused };
}

/** Every router runs the image, none is left drained, the strategy is as before, and each session is up. */
export async function expectTidy(scene: UpgradeScene, before: unknown, image: string): Promise<void> {
  expect(await strategyOf(scene)).toEqual(before);
  // One that never ran may still be on its way out.
  const pods = (await podsOf(scene)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const images = pods.map(({ spec }) => spec.containers[0]?.image);
  expect(images).toEqual(Array.from({ length: wanted(scene) }, () => image));
  for (const { metadata } of pods)
    expect(await vtysh(scene.namespace, metadata.name, 'show running-config')).not.toContain(
      'graceful-shutdown',
    );
  await sessionsBack(scene);
}

/**
 * Looks at the routers from now on: see `witness`. `kept` ends that, and expects that never more were away than planned, and that
 * the console wrote what it had to and not twice: the workload once for its name, for each turn and at the end, and each eviction.
 */
export function watchRouters(scene: UpgradeScene, batch = 1) {
  const { namespace } = scene;
  const seen = witness({ kubeconfig, namespace, selector: 'app=router', wanted: wanted(scene), batch });
  return {
    /** @param spare writes of the workload that a kill may have made a second time */
    kept(planned: { patches: number; evictions?: number }, spare = 0): void {
      seen.stop();
      expect(seen.problems()).toEqual([]);
      const writes = seen.writes();
      if (writes === null) return;
      const { [`patch ${resourceOf(scene)}`]: patches = 0, 'create pods/eviction': evictions = 0 } =
        counts(writes);
      expect(patches, JSON.stringify(counts(writes))).toBeGreaterThanOrEqual(planned.patches);
      expect(patches, JSON.stringify(counts(writes))).toBeLessThanOrEqual(planned.patches + spare);
      expect(evictions, JSON.stringify(counts(writes))).toBe(planned.evictions ?? 0);
    },
  };
}

/** What a test says to a replica about runs. @param replica one that is alive */
export function runsOf(replica: () => Replica) {
  const get = async (id: string) => (await replica().send<RunView>('GET', `/api/v1/upgrades/${id}`)).body;
  return {
    get,
    async begin(scene: UpgradeScene, image: string, more: Record<string, unknown> = {}): Promise<RunView> {
      const path = `/api/v1/functions/${scene.namespace}/${resourceOf(scene)}/router/upgrades`;
      const body = { images: { frr: image }, strategy: { ...quick, ...more }, reason: 'a proof' };
      const answer = await replica().send<RunView>('POST', path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(202);
      return answer.body;
    },
    /** As it is once it has ended, or is held. */
    over: (id: string, seconds = 150) =>
      eventually(
        `the end of ${id}`,
        async () => {
          const run = await get(id).catch(() => undefined);
          return run?.phase === 'ended' || run?.hold ? run : undefined;
        },
        seconds,
      ),
    /** As it is once its first pod was replaced. */
    firstReplaced: (id: string) =>
      eventually(
        'the first pod to be replaced',
        async () => {
          const run = await get(id);
          return run.forward[0]?.stage === 'gating' ? run : undefined;
        },
        120,
      ),
    tell: async (id: string, order: 'resume' | 'rollback' | 'abort', reason = 'a proof') => {
      const answer = await replica().send('POST', `/api/v1/upgrades/${id}/${order}`, { reason });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
  };
}
