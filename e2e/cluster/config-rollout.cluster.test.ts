import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { ConfigRollout } from '#lib/contracts/config-acts.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import { established, kubectl, pairAndBare, twoRouters } from './config-stage.ts';

const namespace = `rollouts-${process.pid}`;
const first = 140 + (process.pid % 20) * 2;
const stage = twoRouters(namespace, first);
const plain = pairAndBare(namespace);
const operator = noCluster ? '' : (sibling(kubeconfig, 'operator') ?? '');
const key = 'frr.conf';
const quick = { soakSeconds: 1, limitSeconds: 90 };

const inPod = (pod: string, ...command: string[]): string =>
  kubectl(['exec', '-n', namespace, pod, '--', ...command]);
const running = (pod: string): string => inPod(pod, 'vtysh', '-c', 'show running-config');
/** Also while its container is on its way. */
const isIn = (pod: string, words: string): boolean => {
  try {
    return running(pod).includes(words);
  } catch {
    return false;
  }
};
const textOf = (name: string): string =>
  kubectl(['get', 'configmap', '-n', namespace, name, '-o', 'jsonpath={.data.frr\\.conf}']);
const uidOf = (pod: string): string =>
  kubectl(['get', 'pod', '-n', namespace, pod, '-o', 'jsonpath={.metadata.uid}']);
const peer = () => {
  const { ipv4Unicast } = JSON.parse(inPod('old-0', 'vtysh', '-c', 'show bgp summary json')) as {
    ipv4Unicast?: { peers: Record<string, { state: string; peerUptimeMsec: number }> };
  };
  return Object.values(ipv4Unicast?.peers ?? {})[0];
};

describe.skipIf(noCluster)('a configuration rolled out on a real cluster', () => {
  const replicas: Replica[] = [];
  const alive = (): Replica => {
    const found = replicas.find(
      ({ process: { exitCode, signalCode } }) => exitCode === null && signalCode === null,
    );
    if (found === undefined) throw new Error('no replica is alive');
    return found;
  };
  const send = <Body>(method: string, path: string, body?: unknown) => alive().send<Body>(method, path, body);
  const api = (name: string, verb = '') => `/api/v1/configs/${namespace}/${name}${verb && `/${verb}`}`;

  async function store(name: string, text: string): Promise<void> {
    const { body } = await send<Config>('GET', api(name));
    const { resourceVersion } = body;
    const stored = await send('PUT', api(name), { data: { [key]: text }, resourceVersion, unchecked: true });
    expect(stored.status, JSON.stringify(stored.body)).toBe(200);
  }
  async function rollOut(name: string, method: 'reload' | 'restart', more = {}): Promise<string> {
    const body = { method, reason: 'a proof', strategy: { ...quick, ...more } };
    const begun = await send<ConfigRollout>('POST', api(name, 'rollout'), body);
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    expect(begun.body).toMatchObject({ method, notBegun: [] });
    expect(begun.body.runs).toHaveLength(1);
    return begun.body.runs[0] ?? '';
  }
  const get = async (id: string) => (await send<RunView>('GET', `/api/v1/upgrades/${id}`)).body;
  /** As it is where it has ended, or is held. */
  const over = (id: string) =>
    eventually(
      `the end of ${id}`,
      async () => {
        const run = await get(id).catch(() => undefined);
        return run?.phase === 'ended' || run?.hold ? run : undefined;
      },
      150,
    );
  const drift = async (name: string) =>
    (await send<{ items: PodDrift[] }>('GET', api(name, 'drift'))).body.items.map(({ state }) => state);

  beforeAll(async () => {
    if (noCluster) return;
    kubectl(['apply', '-f', '-'], stage.manifest + plain.manifest);
    for (const name of ['old', 'new', 'pair', 'bare', 'slim'])
      kubectl(['rollout', 'status', '-n', namespace, `statefulset/${name}`, '--timeout=55s']);
    await established(() => peer()?.state);
    replicas.push(await startReplica(operator, { CNF_NAMESPACES: namespace }));
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.kill();
    if (!noCluster) kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  const desired = stage.old
    .replace(
      ' timers connect 2\n',
      ` timers connect 2\n neighbor 192.168.201.${first + 1} description to-new\n`,
    )
    .replace('0/26\n', '0/26\n  network 203.0.113.192/26\n');

  it('live keeps bgpd and its session, and what runs is what shall run', async () => {
    const before = { pid: inPod('old-0', 'pidof', 'bgpd'), uptime: peer()?.peerUptimeMsec ?? 0 };
    await store('old', desired);
    expect(await drift('old')).toEqual(['different']);
    const run = await over(await rollOut('old', 'reload'));
    expect(run, JSON.stringify(run.hold)).toMatchObject({
      kind: 'config-reload',
      outcome: 'succeeded',
      hold: null,
    });
    expect(run.baseline?.pods.map(({ sessions }) => sessions.length)).toEqual([1]);
    expect(run.log.find(({ code }) => code === 'applied')?.detail).toContain('old-0 runs it');
    expect(JSON.stringify(run.change)).not.toContain('to-new');
    expect(inPod('old-0', 'pidof', 'bgpd')).toBe(before.pid);
    expect(peer()?.peerUptimeMsec).toBeGreaterThan(before.uptime);
    expect(await drift('old')).toEqual(['same']);
    await eventually('the prefix at the peer', async () =>
      inPod('new-0', 'vtysh', '-c', 'show bgp ipv4 unicast').includes('203.0.113.192/26') ? true : undefined,
    );
    const again = await over(await rollOut('old', 'reload'));
    expect(again.outcome).toBe('succeeded');
    expect(again.log.filter(({ code }) => code === 'applied')).toEqual([]);
  });

  it('live goes back to the text that ran before', async () => {
    await store('old', desired.replace('to-new', 'to-another'));
    const id = await rollOut('old', 'reload', { soakSeconds: 60 });
    await eventually('the new text', async () =>
      running('old-0').includes('to-another') ? true : undefined,
    );
    expect((await send('POST', `/api/v1/upgrades/${id}/rollback`, {})).status).toBe(200);
    await eventually('the text before', async () =>
      running('old-0').includes('description to-new') ? true : undefined,
    );
    expect((await send('POST', `/api/v1/upgrades/${id}/abort`, {})).status).toBe(200);
    expect(await over(id)).toMatchObject({ outcome: 'aborted', textBack: 'done' });
    expect(running('old-0')).toContain('description to-new');
    expect(textOf('old')).toBe(desired);
    const { body } = await send<Config>('GET', api('old'));
    expect(body.history[0]).toMatchObject({ how: 'restored', why: `roll back of ${id}` });
  });

  it('of an invalid text stops before the first pod, in FRR’s words', async () => {
    const before = running('pair-1');
    await store('pair', `${plain.text}foo bar\n`);
    const id = await rollOut('pair', 'reload');
    const run = await over(id);
    const detail = expect.stringMatching(/^pair-\d was not touched: [\s\S]*Unknown command: foo bar/);
    expect(run.hold).toMatchObject({ code: 'apply', detail });
    expect(running('pair-1')).toBe(before);
    expect((await send('POST', `/api/v1/upgrades/${id}/abort`, {})).status).toBe(200);
    expect((await over(id)).outcome).toBe('aborted');
    expect(textOf('pair')).toContain('foo bar');
  });

  it('with a daemon that is dead stops and says so, and touches nothing', async () => {
    await store('old', desired.replace('to-new', 'to-nobody'));
    // watchfrr would start it again within seconds.
    inPod('old-0', 'mv', '/usr/lib/frr/bgpd', '/usr/lib/frr/bgpd.away');
    inPod('old-0', 'sh', '-c', 'kill -KILL $(cat /var/run/frr/bgpd.pid)');
    const id = await rollOut('old', 'reload');
    const run = await over(id);
    expect(run.hold).toMatchObject({ code: 'apply', detail: expect.stringContaining('bgpd is not running') });
    expect((await send('POST', `/api/v1/upgrades/${id}/abort`, {})).status).toBe(200);
    expect((await over(id)).outcome).toBe('aborted');
    inPod('old-0', 'mv', '/usr/lib/frr/bgpd.away', '/usr/lib/frr/bgpd');
  });

  it('by restart brings it in as well, and the session comes back', async () => {
    const before = uidOf('old-0');
    const run = await over(await rollOut('old', 'restart', { drain: 'none', drainSeconds: 0 }));
    expect(run, JSON.stringify(run.hold)).toMatchObject({ kind: 'config-restart', outcome: 'succeeded' });
    expect(uidOf('old-0')).not.toBe(before);
    await eventually('the session', async () => (peer()?.state === 'Established' ? true : undefined), 60);
    await eventually('no drift', async () => ((await drift('old'))[0] === 'same' ? true : undefined), 30);
  });

  it('by restart goes back to the text that ran before, in the ConfigMap and in the pod', async () => {
    const ran = textOf('old');
    await store('old', desired.replace('to-new', 'to-regret'));
    const id = await rollOut('old', 'restart', { drain: 'none', drainSeconds: 0, soakSeconds: 90 });
    await eventually(
      'the new text',
      async () => {
        const pod = kubectl(['get', 'pod', '-n', namespace, 'old-0', '--ignore-not-found', '-o', 'name']);
        return pod && isIn('old-0', 'to-regret') ? true : undefined;
      },
      60,
    );
    expect((await send('POST', `/api/v1/upgrades/${id}/rollback`, {})).status).toBe(200);
    await eventually('its text again', async () => (textOf('old') === ran ? true : undefined));
    // Somebody who cannot wait for the gates.
    await eventually('a pod of the text', async () => (isIn('old-0', 'to-nobody') ? true : undefined), 90);
    expect((await send('POST', `/api/v1/upgrades/${id}/abort`, {})).status).toBe(200);
    const run = await over(id);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ textBack: 'done', outcome: 'aborted' });
    expect(run.log.map(({ code }) => code)).toContain('text-restored');
    await eventually('no drift', async () => ((await drift('old'))[0] === 'same' ? true : undefined), 30);
  });

  const pairText = (id: number) => plain.text.replace('192.0.2.10', `192.0.2.${id}`);
  const isAt = (id: number) => (pod: string) => running(pod).includes(`router-id 192.0.2.${id}`);

  it('goes on where the console is killed between two pods', async () => {
    await store('pair', pairText(11));
    const id = await rollOut('pair', 'reload', { soakSeconds: 4 });
    await eventually('the first pod', async () => (isAt(11)('pair-1') ? true : undefined), 60);
    const killed = alive();
    await killed.kill();
    expect(isAt(11)('pair-0')).toBe(false);
    replicas.push(await startReplica(operator, { CNF_NAMESPACES: namespace }));
    const run = await over(id);
    expect(run, JSON.stringify(run.hold)).toMatchObject({ outcome: 'succeeded', hold: null });
    expect(['pair-0', 'pair-1'].map(isAt(11))).toEqual([true, true]);
    expect(run.log.filter(({ code }) => code === 'applied').length).toBeLessThanOrEqual(2);
  });

  it('shows a pod that is deleted in the middle, and goes on with the one in its place', async () => {
    await store('pair', pairText(12));
    const id = await rollOut('pair', 'reload', { soakSeconds: 8 });
    await eventually('the first pod', async () => (isAt(12)('pair-1') ? true : undefined), 60);
    kubectl(['delete', 'pod', '-n', namespace, 'pair-1', '--wait=false']);
    const run = await over(id);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    expect(
      run.forward.map(({ newUid }) => newUid),
      JSON.stringify(run.log),
    ).toContain(uidOf('pair-1'));
    expect(run.log.map(({ code }) => code).join()).toMatch(/replaced/);
    expect(['pair-0', 'pair-1'].map(isAt(12))).toEqual([true, true]);
  });

  it.each([
    ['bare', /^bare-0 was not touched: The container has no \/usr\/lib\/frr\/frr-reload\.py\.$/],
    ['slim', /^slim-0 was not touched: .*has no program `python3`/],
  ])('stops before %s, which cannot run it, and can be ended', async (name, words) => {
    await store(name, pairText(13));
    const id = await rollOut(name, 'reload');
    const run = await over(id);
    expect(run.hold).toMatchObject({ code: 'apply', detail: expect.stringMatching(words) });
    expect((await send('POST', `/api/v1/upgrades/${id}/abort`, {})).status).toBe(200);
    expect((await over(id)).outcome).toBe('aborted');
  });
});
