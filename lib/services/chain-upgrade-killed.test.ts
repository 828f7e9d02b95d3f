import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

const kills = 6;
const seed = Number(process.env.KILL_SEED ?? 20261124);
const folder = mkdtempSync(join(tmpdir(), 'chain-killed-'));
const kubeconfig = join(folder, 'config');
const quick = { soakSeconds: 1, drainSeconds: 0, limitSeconds: 60 };
const router = (name: string) => ({
  kind: 'statefulsets',
  name,
  images: { frr: 'quay.io/frrouting/frr:10.3.0' },
});
let lab: RunningLab;
let replicas: Replica[] = [];

beforeAll(async () => {
  lab = await startLab({ scenario: 'talk-chain' });
  writeFileSync(kubeconfig, lab.kubeconfig);
  replicas = await Promise.all([startReplica(kubeconfig), startReplica(kubeconfig)]);
}, 60_000);
afterAll(async () => {
  await Promise.all(replicas.map((one) => one.kill()));
  await lab.close();
  rmSync(folder, { recursive: true });
});

let state = seed;
/** mulberry32: the same seed, the same moments. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function send<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  for (;;) {
    for (const replica of replicas) {
      const answer = await replica.send<Body>(method, path, body).catch(() => null);
      if (answer === null || answer.status === 404) continue;
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
      return answer.body;
    }
    await wait(50);
  }
}
const chainOf = (id: string) => send<ChainRunView>('GET', `/api/v1/upgrades/${id}`);
const ended = (id: string) =>
  eventually(
    'the chain to end',
    async () => {
      const run = await chainOf(id);
      if (run.state === 'held') throw new Error(JSON.stringify(run.hold));
      return run.endedAt === null ? undefined : run;
    },
    90,
  );

/** SIGKILL to one of the two, at a moment that the seed says; another comes in its place. */
async function killOne(): Promise<void> {
  await wait(100 + random() * 1_200);
  const victim = replicas[random() < 0.5 ? 0 : 1];
  await victim?.kill();
  replicas = [...replicas.filter((one) => one !== victim), await startReplica(kubeconfig)];
}

test(`the functions of a chain go one after the other, once each, through ${kills} kills (seed ${seed})`, async () => {
  const { id } = await send<ChainRunView>(
    'POST',
    '/api/v1/chains/internet-edge/upgrades?namespace=cnf-edge',
    {
      functions: [router('router-a'), router('router-b')],
      strategy: quick,
    },
  );
  for (let count = 0; count < kills; count += 1) await killOne();
  const run = await ended(id);
  expect(run).toMatchObject({ state: 'succeeded' });
  expect(run.members.map(({ name, state }) => [name, state])).toEqual([
    ['router-a', 'succeeded'],
    ['router-b', 'succeeded'],
  ]);
  const { items } = await send<{ items: RunView[] }>('GET', '/api/v1/upgrades?namespace=cnf-edge');
  const parts = items.toReversed();
  expect(parts.map((one) => [one.id, one.target.name, one.outcome])).toEqual([
    [`${id}-0`, 'router-a', 'succeeded'],
    [`${id}-1`, 'router-b', 'succeeded'],
  ]);
  // Each pod was replaced once, and the second function began after the first had ended.
  for (const one of parts) expect(one.log.filter(({ code }) => code === 'replaced')).toHaveLength(1);
  expect(Date.parse(parts[1]?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(parts[0]?.endedAt ?? ''));
}, 180_000);
