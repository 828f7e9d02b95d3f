import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { CommandEnd } from '#lib/domain/frr/commands.ts';
import type { ContainerView } from '#lib/domain/pod/container-view.ts';
import { execRefusal } from '#lib/domain/pod/exec-refusal.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { createLiveReader, type LivePod } from './live-reader.ts';

const container = (name: string, image: string, state = 'Running'): ContainerView => ({
  name,
  init: false,
  image,
  imageID: null,
  ready: true,
  state,
  message: null,
  since: null,
  restartCount: 0,
  lastTermination: null,
});

const pod = (...containers: ContainerView[]): LivePod => ({
  namespace: 'core',
  name: 'r1',
  uid: 'u1',
  containers,
  interfaces: [],
  path: {
    in: [],
    out: [],
    node: null,
    podNetwork: { cni: 'unknown', encapsulation: 'unknown', source: null },
  },
});

const end = (stdout: string, exitCode = 0, stderr = ''): Result<CommandEnd> =>
  ok({ stdout, stderr, exitCode, truncated: false });
const noProgram = (container: string) =>
  fail(
    'refused',
    `r1/${container} has no program \`ip\`.`,
    execRefusal('no-program', { pod: 'r1', container, program: 'ip' }),
  );
const now = () => new Date('2026-11-23T19:00:00Z');
const addr = '[{"ifname":"net1","addr_info":[]}]';

test('however many ask, it is read once', async () => {
  let execs = 0;
  const reader = createLiveReader({
    now,
    exec: async () => {
      execs += 1;
      await sleep(5);
      return end(addr);
    },
  });
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => reader.read(pod(container('waf', 'waf:1')), 'interfaces')),
  );
  expect(execs).toBe(1);
  expect(answers.every((answer) => answer.ok && answer.value.interfaces?.[0]?.name === 'net1')).toBe(true);
});

test('a container without ip gives way to another of the pod, and it is said', async () => {
  const reader = createLiveReader({
    now,
    exec: async (target) => (target.container === 'waf' ? noProgram('waf') : end(addr)),
  });
  const answer = await reader.read(pod(container('waf', 'waf:1'), container('side', 'side:1')), 'interfaces');
  expect(answer).toMatchObject({
    ok: true,
    value: {
      container: 'side',
      containersWithout: ['waf'],
      containerNote: 'waf has no `ip`; read in side, which shares the network namespace.',
    },
  });
});

test('nobody has it: refused, with all that were asked', async () => {
  const reader = createLiveReader({ now, exec: async ({ container: name }) => noProgram(name) });
  const answer = await reader.read(
    pod(container('a', 'a'), container('b', 'b'), container('c', 'c', 'Completed')),
    'interfaces',
  );
  expect(answer).toMatchObject({
    ok: false,
    fault: {
      kind: 'refused',
      detail: 'No container of r1 has `ip`: a, b.',
      reason: { code: 'none-has-program', params: { pod: 'r1', program: 'ip', containers: 'a, b' } },
    },
  });
});

test("FRRouting's commands go to its container first", async () => {
  const asked: string[] = [];
  const reader = createLiveReader({
    now,
    exec: async (target, command) => {
      asked.push(`${target.container}: ${command.join(' ')}`);
      return end('{}');
    },
  });
  await reader.read(
    pod(container('exporter', 'x:1'), container('router', 'quay.io/frrouting/frr:10.3.0')),
    'bgp',
  );
  expect(asked).toEqual(['router: vtysh -c show bgp vrf all summary json']);
});

test('an ip without -j is asked for text', async () => {
  const asked: string[] = [];
  const reader = createLiveReader({
    now,
    exec: async (_, command) => {
      asked.push(command.join(' '));
      if (command.includes('-j')) return end('', 1, 'ip: unrecognized option: j\nUsage: ip [OPTIONS]');
      return end('2: net1@if9: <UP> mtu 1500 state UP\n    inet 192.0.2.1/24 scope global net1\n');
    },
  });
  const answer = await reader.read(pod(container('waf', 'waf:1')), 'interfaces');
  expect(asked).toEqual(['ip -j addr', 'ip addr']);
  expect(answer).toMatchObject({
    ok: true,
    value: { problem: null, interfaces: [{ name: 'net1', mtu: 1500 }] },
  });
});

test('a daemon that does not run is a problem in its own words, with the output as it is', async () => {
  const reader = createLiveReader({ now, exec: async () => end('', 1, 'bgpd is not running\n') });
  const answer = await reader.read(pod(container('frr', 'frr:10')), 'bgp');
  expect(answer).toMatchObject({
    ok: true,
    value: {
      problem: 'bgpd is not running',
      sessions: [],
      outputs: [{ exitCode: 1, text: 'bgpd is not running\n' }],
    },
  });
});

test('a refusal is a fault with its right, and no other container is tried', async () => {
  const right = { verb: 'get', group: '', resource: 'pods', subresource: 'exec' };
  let execs = 0;
  const reader = createLiveReader({
    now,
    exec: async () => {
      execs += 1;
      return fail('forbidden', 'no', { right });
    },
  });
  const answer = await reader.read(pod(container('a', 'a'), container('b', 'b')), 'routes');
  expect(answer).toEqual({ ok: false, fault: { kind: 'forbidden', detail: 'no', right } });
  expect(execs).toBe(1);
});

test('never more than two commands in one pod at once, and all get their turn', async () => {
  let active = 0;
  let most = 0;
  const reader = createLiveReader({
    now,
    exec: async () => {
      active += 1;
      most = Math.max(most, active);
      await sleep(2);
      active -= 1;
      return end('{}');
    },
  });
  const frr = pod(container('frr', 'frr:10'));
  const kinds = ['interfaces', 'routes', 'bgp', 'ospf', 'isis', 'bfd', 'version'] as const;
  const answers = await Promise.all(kinds.map((what) => reader.read(frr, what)));
  expect(answers.every(({ ok: read }) => read)).toBe(true);
  expect(most).toBe(2);
});
