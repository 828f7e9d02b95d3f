import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CommandEnd } from '#lib/domain/frr/commands.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { createRoutingPoll, type RoutingPod } from './routing-poll.ts';

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-23T19:00:00Z') }));
afterEach(() => vi.useRealTimers());

const podsOf = (count: number, namespace = 'core'): RoutingPod[] =>
  Array.from({ length: count }, (_, n) => ({
    key: `${namespace}/r${n}`,
    uid: `${namespace}${n}`,
    namespace,
    name: `r${n}`,
    container: 'frr',
  }));

const established = JSON.stringify({
  default: { ipv4Unicast: { peers: { '192.0.2.1': { state: 'Established' } } } },
});

type Answers = (show: string) => CommandEnd;

const said = (stdout: string, exitCode = 0, stderr = ''): CommandEnd => ({
  stdout,
  stderr,
  exitCode,
  truncated: false,
});
const showsOf = (command: readonly string[]): string[] =>
  command.filter((_, index) => command[index - 1] === '-c');

/** As vtysh does: with `-E` each command is announced, and the first that fails is the last. */
function vtysh(command: readonly string[], answers: Answers): Result<CommandEnd> {
  let stdout = '';
  for (const show of showsOf(command)) {
    const one = answers(show);
    stdout += `${command.includes('-E') ? `r# ${show}\n` : ''}${one.stdout}`;
    if (one.exitCode !== 0) return ok({ ...one, stdout });
  }
  return ok(said(stdout));
}

/** Answers as a pod whose bgpd has one established session. */
const answer = (command: readonly string[]): Result<CommandEnd> =>
  vtysh(command, (show) => said(show === 'show daemons' ? ' zebra bgpd watchfrr\n' : established));

function setUp(
  exec: (pod: string, command: readonly string[]) => Promise<Result<CommandEnd>>,
  pods: () => RoutingPod[],
  concurrency = 4,
) {
  const published: [string, RoutingSummary][] = [];
  const poll = createRoutingPoll({
    exec: (target, command) => exec(target.pod, command),
    pods,
    publish: (key, summary) => published.push([key, summary]),
    now: () => new Date(),
    random: () => 0.5,
    concurrency,
  });
  return { poll, published };
}

test('each pod is read every ten seconds, only by the daemons that run', async () => {
  const asked: string[] = [];
  const { poll, published } = setUp(
    async (_, command) => {
      asked.push(showsOf(command).join(', '));
      return answer(command);
    },
    () => podsOf(1),
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(100);
  expect(published).toMatchObject([['core/r0', { established: 1, configured: 1, problem: null }]]);
  expect(asked).toEqual(['show daemons', 'show bgp vrf all summary json']);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(published).toHaveLength(4);
  expect(asked.filter((show) => show === 'show daemons')).toHaveLength(1);
  poll.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(published).toHaveLength(4);
});

test('a daemon that is configured and was never seen to run is told to be down, once it had time to start', async () => {
  const full = JSON.stringify({
    default: { neighbors: { '192.0.2.7': [{ nbrState: 'Full/-', ifaceName: 'net1:192.0.2.1' }] } },
  });
  const asked: number[] = [];
  const pods = podsOf(1).map((pod) => ({ ...pod, daemons: new Set(['zebra', 'bgpd', 'ospfd', 'staticd']) }));
  const { poll, published } = setUp(
    async (_, command) => {
      asked.push(showsOf(command).length);
      return vtysh(command, (show) => {
        if (show === 'show daemons') return said(' zebra ospfd watchfrr\n');
        return show.startsWith('show bgp') ? said('', 1, 'bgpd is not running\n') : said(full);
      });
    },
    () => pods,
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(100);
  expect(published).toMatchObject([['core/r0', { problem: null, established: 1 }]]);
  await vi.advanceTimersByTimeAsync(11_000);
  poll.stop();
  // vtysh ends at the daemon that does not run; the others are asked after it.
  expect(published.at(-1)).toMatchObject(['core/r0', { problem: 'bgpd is not running', established: 1 }]);
  expect(asked).toEqual([1, 1, 1, 2, 1]);
});

test('never more pods at once than allowed, each in its turn, and a slow one is passed over', async () => {
  let active = 0;
  let most = 0;
  const { poll, published } = setUp(
    async (pod, command) => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((done) => setTimeout(done, pod === 'r0' ? 25_000 : 100));
      active -= 1;
      return answer(command);
    },
    () => podsOf(20),
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(40_000);
  poll.stop();
  expect(most).toBe(4);
  const counts = podsOf(20).map(({ key }) => published.filter(([other]) => other === key).length);
  expect(counts[0]).toBe(0);
  expect(Math.min(...counts.slice(1))).toBeGreaterThanOrEqual(3);
});

test('where exec is forbidden every pod says so once, and one is asked again after a minute', async () => {
  let execs = 0;
  let allowed = false;
  const { poll, published } = setUp(
    async (_, command) => {
      execs += 1;
      return allowed ? answer(command) : fail('forbidden', 'may not exec');
    },
    () => podsOf(10),
    2,
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(55_000);
  expect(execs).toBe(2);
  expect(published.map(([key]) => key).sort()).toEqual(
    podsOf(10)
      .map(({ key }) => key)
      .sort(),
  );
  expect(published.every(([, { unread }]) => unread?.forbidden && unread.detail === 'may not exec')).toBe(
    true,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(execs).toBe(3);
  expect(published).toHaveLength(10);
  allowed = true;
  await vi.advanceTimersByTimeAsync(80_000);
  poll.stop();
  const last = new Map(published);
  expect([...last.values()].every(({ established: up }) => up === 1)).toBe(true);
  expect(last.size).toBe(10);
});

test('a pod that does not answer is told, and asked less and less often', async () => {
  let execs = 0;
  const { poll, published } = setUp(
    async () => {
      execs += 1;
      return fail('unreachable', 'did not end within 8 s');
    },
    () => podsOf(1),
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(600_000);
  poll.stop();
  expect(published[0]?.[1]).toMatchObject({
    established: 0,
    configured: 0,
    problem: null,
    unread: { forbidden: false, detail: 'did not end within 8 s' },
  });
  expect(execs).toBeGreaterThan(8);
  expect(execs).toBeLessThan(16);
});

test('a daemon that was there and is gone is a problem, not silence', async () => {
  let running = true;
  const { poll, published } = setUp(
    async (_, command) => {
      if (running) return answer(command);
      return vtysh(command, (show) =>
        show === 'show daemons' ? said(' zebra watchfrr\n') : said('', 1, 'bgpd is not running\n'),
      );
    },
    () => podsOf(1),
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(5_000);
  running = false;
  await vi.advanceTimersByTimeAsync(120_000);
  poll.stop();
  expect(published.at(-1)?.[1]).toMatchObject({ established: 0, problem: 'bgpd is not running' });
});

test('nothing is published of a pod that has gone in between, and of a throw what it was', async () => {
  let pods = podsOf(2);
  const { poll, published } = setUp(
    async (pod, command) => {
      await new Promise((done) => setTimeout(done, 1_000));
      if (pod === 'r1') throw new Error('a defect');
      return answer(command);
    },
    () => pods,
  );
  poll.start();
  await vi.advanceTimersByTimeAsync(500);
  pods = pods.slice(1);
  await vi.advanceTimersByTimeAsync(5_000);
  poll.stop();
  expect(published.map(([key]) => key)).toEqual(['core/r1']);
  expect(published[0]?.[1].unread?.detail).toContain('a defect');
});
