import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { parseBgpSummary } from '#lib/domain/frr/bgp.ts';
import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import type { ContainerView } from '#lib/domain/pod/container-view.ts';
import { loadKubeConfig } from '#lib/kube/config.ts';
import { type Connection, connect } from '#lib/kube/connection.ts';
import { execInPod } from '#lib/kube/exec.ts';
import { execWith } from '#lib/kube/exec-with.ts';
import { streamLog } from '#lib/kube/log.ts';
import { createRoutingPoll } from '#lib/live/routing-poll.ts';
import { createLiveReader, type LivePod } from '#lib/services/live-reader.ts';
import { routersManifest } from './routers.ts';

/** Needs a user who may make namespaces, and Multus; a viewer's kubeconfig beside that of `admin`, to be refused. */
const namespace = `frr-read-live-${process.pid}`;
const octet = 190 + 2 * (process.pid % 20);
const env = { ...process.env, KUBECONFIG: kubeconfig };
const kubectl = (...args: string[]): string => execFileSync('kubectl', args, { encoding: 'utf8', env });
const inPod = (pod: string, container: string, ...command: string[]): string =>
  kubectl('-n', namespace, 'exec', pod, '-c', container, '--', ...command);

function connectionOf(file: string): Connection {
  const source = { kubeconfig: file, env: process.env };
  const loaded = loadKubeConfig(source);
  if (!loaded.ok) throw new Error(loaded.fault.detail);
  return connect(loaded.value, source);
}

const viewerFile = sibling(kubeconfig, 'viewer') ?? '';
const bounds = { timeoutMs: 10_000, maxBytes: 1_048_576 };
let admin: Connection;
const exec: ReturnType<typeof execWith> = (target, command) => execWith(admin, bounds)(target, command);
const at = (pod: string, container: string) => ({ namespace, pod, container });
const run = (pod: string, container: string, ...command: string[]) => exec(at(pod, container), command);

const container = (name: string, image: string): ContainerView => ({
  name,
  init: false,
  image,
  imageID: null,
  ready: true,
  state: 'Running',
  message: null,
  since: null,
  restartCount: 0,
  lastTermination: null,
});

interface Reported {
  interface: string;
  ips: string[];
  mac: string;
}

function podOf(name: string): LivePod {
  const pod = JSON.parse(kubectl('-n', namespace, 'get', 'pod', name, '-o', 'json'));
  const reported: Reported[] = JSON.parse(pod.metadata.annotations['k8s.v1.cni.cncf.io/network-status']);
  const interfaces = reported.map(
    ({ interface: ifname, ips, mac }): NetworkInterface => ({
      name: ifname,
      network: null,
      kind: null,
      plugins: [],
      ipam: null,
      isDefaultRoute: null,
      mac,
      mtu: null,
      addresses: ips,
      device: null,
      resourceName: null,
      requested: true,
      reported: true,
      problem: null,
    }),
  );
  return {
    namespace,
    name,
    uid: pod.metadata.uid,
    containers: pod.spec.containers.map((one: { name: string; image: string }) =>
      container(one.name, one.image),
    ),
    interfaces,
    path: {
      in: [],
      out: [],
      node: null,
      podNetwork: { cni: 'unknown', encapsulation: 'unknown', source: null },
    },
  };
}

const reader = createLiveReader({ exec, now: () => new Date(), shareMs: 0 });

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    if (await condition()) return;
    await sleep(500);
  }
  throw new Error(`${what} did not happen`);
}

describe.skipIf(noCluster)('what is read in a pod', () => {
  beforeAll(async () => {
    admin = connectionOf(kubeconfig);
    execFileSync('kubectl', ['apply', '-f', '-'], {
      input: routersManifest(namespace, octet),
      encoding: 'utf8',
      env,
    });
    kubectl('-n', namespace, 'wait', '--for=condition=Ready', 'pod/r1', 'pod/r2', '--timeout=90s');
    for (const router of ['r1', 'r2']) {
      const show = (what: string) => inPod(router, 'frr', 'vtysh', '-c', `show ${what} json`);
      await until(`${router}'s BGP in both families`, () => {
        const { value } = parseBgpSummary(show('bgp vrf all summary'));
        return value.filter(({ up }) => up).length === 2;
      });
      // A broadcast network elects its designated router after the dead interval: 40 s.
      await until(`${router}'s OSPF adjacency`, () => show('ip ospf neighbor').includes('Full'));
      await until(`${router}'s BFD session`, () => /"status": ?"up"/.test(show('bfd peers')));
    }
    await until('the restart of the container that ends', () =>
      /[1-9]/.test(
        kubectl(
          '-n',
          namespace,
          'get',
          'pod',
          'r2',
          '-o',
          'jsonpath={.status.containerStatuses[?(@.name=="ends")].restartCount}',
        ),
      ),
    );
  });

  afterAll(async () => {
    kubectl('delete', 'namespace', namespace, '--wait=false');
    await admin.close();
  });

  describe('reading in a pod', () => {
    test.each(['r1', 'r2'])('every interface of %s agrees with ip -j addr', async (pod) => {
      const live = await reader.read(podOf(pod), 'interfaces');
      if (!live.ok) throw new Error(live.fault.detail);
      const truth: {
        ifname: string;
        address: string;
        mtu: number;
        addr_info: { local: string; prefixlen: number }[];
      }[] = JSON.parse(inPod(pod, 'frr', 'ip', '-j', 'addr'));
      expect(live.value.problem).toBeNull();
      expect(
        live.value.interfaces?.map(({ name, mac, mtu, addresses }) => ({
          name,
          mac,
          mtu,
          addresses: addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
        })),
      ).toEqual(
        truth.map(({ ifname, address, mtu, addr_info }) => ({
          name: ifname,
          mac: address,
          mtu,
          addresses: addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`),
        })),
      );
      const verdicts = Object.fromEntries(live.value.comparison?.map((one) => [one.name, one.verdict]) ?? []);
      expect(verdicts).toEqual({ eth0: 'agrees', net1: 'agrees' });
    });

    test('routes agree with ip route, and FRR counts its own', async () => {
      const live = await reader.read(podOf('r1'), 'routes');
      if (!live.ok) throw new Error(live.fault.detail);
      const lines = [inPod('r1', 'frr', 'ip', 'route'), inPod('r1', 'frr', 'ip', '-6', 'route')]
        .join('')
        .split('\n')
        .filter((line) => line !== '');
      expect(live.value.routes).toHaveLength(lines.length);
      expect(
        live.value.routes?.find(({ destination }) => destination === 'default')?.nextHops[0]?.device,
      ).toBe('eth0');
      expect(live.value.routeSummary?.total).toBeGreaterThan(0);
      expect(live.value.problem).toBeNull();
    });

    test.each(['r1', 'r2'])('BGP sessions of %s agree with vtysh', async (pod) => {
      const live = await reader.read(podOf(pod), 'bgp');
      if (!live.ok) throw new Error(live.fault.detail);
      const truth = JSON.parse(inPod(pod, 'frr', 'vtysh', '-c', 'show bgp vrf all summary json'));
      const expected = Object.entries<Record<string, { peers: Record<string, Record<string, unknown>> }>>(
        truth,
      ).flatMap(([vrf, families]) =>
        Object.entries(families).flatMap(([family, { peers }]) =>
          Object.entries(peers).map(([peer, { state, pfxRcd, pfxSnt, remoteAs }]) => ({
            context: `${vrf} ${family}`,
            peer,
            state,
            prefixesReceived: pfxRcd,
            prefixesSent: pfxSnt,
            remoteAs,
          })),
        ),
      );
      expect(expected.length).toBeGreaterThan(0);
      expect(live.value.sessions).toMatchObject(expected);
      expect(live.value.sessions).toHaveLength(expected.length);
    });

    test('OSPF, BFD and the version are read; IS-IS, which does not run, says so', async () => {
      const pod = podOf('r1');
      const [ospf, bfd, isis, version] = await Promise.all(
        (['ospf', 'bfd', 'isis', 'version'] as const).map((what) => reader.read(pod, what)),
      );
      expect(ospf).toMatchObject({ ok: true, value: { sessions: [{ protocol: 'ospf', up: true }] } });
      expect(bfd).toMatchObject({ ok: true, value: { sessions: [{ protocol: 'bfd', up: true }] } });
      expect(isis).toMatchObject({ ok: true, value: { sessions: [], problem: 'isisd is not running' } });
      const printed = inPod('r1', 'frr', 'vtysh', '-c', 'show version').split(' ')[1];
      expect(version).toMatchObject({ ok: true, value: { version: { version: printed }, container: 'frr' } });
    });

    test('interfaces are the same in every container of a pod', async () => {
      const pod = podOf('r1');
      const side = {
        ...pod,
        uid: `${pod.uid} side`,
        containers: pod.containers.filter(({ name }) => name === 'side'),
      };
      const [whole, part] = await Promise.all([
        reader.read(pod, 'interfaces'),
        reader.read(side, 'interfaces'),
      ]);
      expect(part).toMatchObject({ ok: true, value: { container: 'side' } });
      expect(part.ok && part.value.interfaces).toEqual(whole.ok && whole.value.interfaces);
    });
  });

  describe('exec', () => {
    test('output, error output and exit code come apart', async () => {
      expect(await run('r1', 'side', 'sh', '-c', 'echo out; echo err >&2; exit 7')).toEqual({
        ok: true,
        value: { stdout: 'out\n', stderr: 'err\n', exitCode: 7, truncated: false },
      });
    });

    test('a megabyte comes whole', async () => {
      const end = await run('r1', 'side', 'sh', '-c', 'head -c 1000000 /dev/zero | tr "\\0" x');
      expect(end.ok && end.value.stdout.length).toBe(1_000_000);
    });

    test('input reaches a command that reads to its end', async () => {
      const input = `${'line\n'.repeat(20_000)}last`;
      const result = await execInPod(admin.config(), {
        ...at('r1', 'side'),
        ...bounds,
        command: ['wc', '-c'],
        stdin: input,
      });
      expect(result).toMatchObject({ ok: true, value: { exitCode: 0 } });
      expect(result.ok && result.value.stdout.trim()).toBe(String(input.length));
    });

    test.each([
      ['r1', 'side', ['no-such-program'], 'refused', 'r1/side has no program `no-such-program`.'],
      ['r1', 'side', ['/no/such/path'], 'refused', 'r1/side has no program `/no/such/path`.'],
      ['r1', 'side', ['/etc/passwd'], 'refused', 'r1/side may not run `/etc/passwd`: permission denied.'],
      ['r1', 'absent', ['ip'], 'refused', 'The pod r1 has no container absent.'],
      ['absent', 'frr', ['ip'], 'not-found', 'pods "absent" not found'],
    ] as const)('%s/%s %s is %s', async (pod, name, command, kind, detail) => {
      expect(await run(pod, name, ...command)).toEqual({
        ok: false,
        fault: expect.objectContaining({ kind, detail }),
      });
    });

    test('a container that has ended is said not to run', async () => {
      const result = await run('done', 'main', 'ip');
      expect(result).toMatchObject({ ok: false, fault: { kind: 'refused' } });
      expect(!result.ok && result.fault.detail).toContain('does not run now');
    });

    test('a command that does not end is left in time, and long output is cut', async () => {
      const target = at('r1', 'side');
      const slow = { ...target, command: ['sleep', '30'], timeoutMs: 700, maxBytes: 10 };
      expect(await execInPod(admin.config(), slow)).toMatchObject({
        ok: false,
        fault: { kind: 'unreachable' },
      });
      const long = { ...target, ...bounds, command: ['head', '-c', '300000', '/dev/zero'], maxBytes: 5_000 };
      const end = await execInPod(admin.config(), long);
      expect(end).toMatchObject({ ok: true, value: { truncated: true, exitCode: 0 } });
      expect(end.ok && end.value.stdout.length).toBe(5_000);
    });

    test('eight at once all end', async () => {
      const ends = await Promise.all(
        Array.from({ length: 8 }, (_, n) => run('r1', 'side', 'sh', '-c', `exit ${n}`)),
      );
      expect(ends.map((end) => (end.ok ? end.value.exitCode : end.fault.detail))).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7,
      ]);
    });

    test.skipIf(viewerFile === '')('a viewer is refused, and told which right is missing', async () => {
      const viewer = connectionOf(viewerFile);
      const result = await execWith(viewer, bounds)(at('r1', 'frr'), ['ip', 'addr']);
      expect(result).toMatchObject({
        ok: false,
        fault: { kind: 'forbidden', right: { resource: 'pods', subresource: 'exec', namespace, name: 'r1' } },
      });
      expect(!result.ok && result.fault.detail).toContain(
        `cannot ${!result.ok && result.fault.right?.verb} resource`,
      );
      await viewer.close();
    });
  });

  describe('log', () => {
    const base = {
      namespace,
      container: 'ends',
      tail: null,
      previous: false,
      timestamps: false,
      follow: false,
    };

    test('a log is what kubectl prints, and of the run before the last restart too', async () => {
      for (const previous of [false, true]) {
        const log = await streamLog(admin, { ...base, pod: 'r2', previous });
        if (!log.ok) throw new Error(log.fault.detail);
        let text = '';
        for await (const chunk of log.value) text += chunk;
        expect(text).toContain('a line of a container that ends');
      }
    });

    test('a container that never restarted has no previous log, in the words of Kubernetes', async () => {
      const log = await streamLog(admin, { ...base, pod: 'r1', container: 'side', previous: true });
      expect(log).toMatchObject({
        ok: false,
        fault: { kind: 'refused', detail: 'previous terminated container "side" in pod "r1" not found' },
      });
      expect(await streamLog(admin, { ...base, pod: 'absent' })).toMatchObject({
        ok: false,
        fault: { kind: 'not-found' },
      });
    });

    test('a followed log brings what is written later, and ends when nobody reads', async () => {
      const controller = new AbortController();
      const log = await streamLog(admin, {
        ...base,
        pod: 'r1',
        container: 'side',
        follow: true,
        signal: controller.signal,
      });
      if (!log.ok) throw new Error(log.fault.detail);
      const mark = `mark-${Date.now()}`;
      await run('r1', 'side', 'sh', '-c', `echo ${mark} > /proc/1/fd/1`);
      let text = '';
      const reading = (async () => {
        for await (const chunk of log.value) {
          text += chunk;
          if (text.includes(mark)) controller.abort();
        }
      })();
      await expect(reading).rejects.toThrow();
      expect(text).toContain(mark);
      expect(log.value.destroyed).toBe(true);
    });
  });

  test('the poll publishes what vtysh says', async () => {
    const seen = new Map<string, number[]>();
    const pods = ['r1', 'r2'].map((name) => ({ key: name, uid: name, namespace, name, container: 'frr' }));
    const poll = createRoutingPoll({
      exec,
      pods: () => pods,
      publish: (key, { established, configured }) => seen.set(key, [established, configured]),
      now: () => new Date(),
      intervalMs: 1_000,
    });
    poll.start();
    await until('a summary of both', () => seen.size === 2);
    poll.stop();
    // BGP in two families, OSPF and BFD; r1 also has a neighbor that is never there, and one that is shut.
    expect(Object.fromEntries(seen)).toEqual({ r1: [4, 5], r2: [4, 4] });
  });
});
