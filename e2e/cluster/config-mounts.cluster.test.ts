import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { ConfigRollout, RolloutPlan } from '#lib/contracts/config-acts.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import { kubectl, otherMounts } from './config-stage.ts';

const namespace = `mounts-${process.pid}`;
const stage = otherMounts(namespace);
const key = 'frr.conf';

const podOf = (name: string): string =>
  kubectl(['get', 'pods', '-n', namespace, '-l', `app=${name}`, '-o', 'jsonpath={.items[0].metadata.name}']);
const inPod = (pod: string, ...command: string[]): string =>
  kubectl(['exec', '-n', namespace, pod, '--', ...command]);
const isAt = (pod: string, id: number): boolean =>
  inPod(pod, 'vtysh', '-c', 'show running-config').includes(`router-id 192.0.2.${id}`);

describe.skipIf(noCluster)('a configuration that does not follow by itself, on a real cluster', () => {
  let replica: Replica;
  const send = <Body>(method: string, path: string, body?: unknown) => replica.send<Body>(method, path, body);
  const api = (name: string, verb = '') => `/api/v1/configs/${namespace}/${name}${verb && `/${verb}`}`;

  async function store(name: string, id: number): Promise<void> {
    const { body } = await send<Config>('GET', api(name));
    const text = stage.text.replace('192.0.2.20', `192.0.2.${id}`);
    const stored = await send('PUT', api(name), {
      data: { [key]: text },
      resourceVersion: body.resourceVersion,
      reason: 'a proof',
    });
    expect(stored.status, JSON.stringify(stored.body)).toBe(200);
  }
  async function reload(name: string, soakSeconds = 1): Promise<string> {
    const strategy = { soakSeconds, limitSeconds: 90 };
    const begun = await send<ConfigRollout>('POST', api(name, 'rollout'), {
      method: 'reload',
      reason: 'a proof',
      strategy,
    });
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    return begun.body.runs[0] ?? '';
  }
  const over = (id: string) =>
    eventually(
      `the end of ${id}`,
      async () => {
        const { body } = await send<RunView>('GET', `/api/v1/upgrades/${id}`);
        return body.phase === 'ended' || body.hold ? body : undefined;
      },
      150,
    );

  beforeAll(async () => {
    if (noCluster) return;
    kubectl(['create', 'namespace', namespace]);
    kubectl(['apply', '-f', '-'], stage.manifest);
    for (const set of ['statefulset/part', 'statefulset/copied', 'deployment/loose'])
      kubectl(['rollout', 'status', '-n', namespace, set, '--timeout=55s']);
    replica = await startReplica(kubeconfig, { CNF_NAMESPACES: namespace });
  });
  afterAll(async () => {
    await replica?.kill();
    if (!noCluster) kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  it.each([
    // FRR may not write the file it started with, so that it stays as it was.
    ['part', 'sub-path', 20],
    // The copy is FRR's own to write, and a live reload writes it.
    ['copied', 'init-copy', 21],
  ])(
    '%s is said to be %s, and a live reload brings the text in by standard input',
    async (name, way, kept) => {
      await store(name, 21);
      const plan = await send<RolloutPlan>('GET', api(name, 'rollout'));
      expect(plan.body.pods).toMatchObject([{ arrival: way, reaches: 'stdin', drift: 'different' }]);
      const run = await over(await reload(name));
      expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
      const pod = podOf(name);
      expect(isAt(pod, 21)).toBe(true);
      expect(inPod(pod, 'cat', '/etc/frr/frr.conf')).toContain(`192.0.2.${kept}`);
      const drift = await send<{ items: PodDrift[] }>('GET', api(name, 'drift'));
      expect(drift.body.items.map(({ state }) => state)).toEqual(['same']);
    },
  );

  it('goes on with the pod that a Deployment makes in the place of one deleted in the middle', async () => {
    await store('loose', 22);
    const id = await reload('loose', 8);
    const before = podOf('loose');
    await eventually('the new text', async () => (isAt(before, 22) ? true : undefined), 60);
    kubectl(['delete', 'pod', '-n', namespace, before, '--wait=false']);
    const run = await over(id);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    const after = await eventually('one pod', async () => {
      const name = podOf('loose');
      return name !== before ? name : undefined;
    });
    expect(isAt(after, 22)).toBe(true);
    expect(run.forward.map(({ newPod }) => newPod)).toContain(after);
  });
});
