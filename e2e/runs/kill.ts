import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import type { RunView } from '#lib/contracts/runs.ts';
import { type Replica, startReplica } from './replica.ts';

/**
 * `npm run test:kill -- --kubeconfig FILE --function NAMESPACE/KIND/NAME --container C --images A,B [--kills 50] [--seed N]`:
 * upgrades a function back and forth while the replicas that do it are killed at random moments, until there were so many
 * kills. Ends with status 1 where a run did not succeed, more pods were away than planned, or the strategy stayed changed.
 */
const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    function: { type: 'string' },
    container: { type: 'string' },
    images: { type: 'string' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    drain: { type: 'string', default: 'graceful-shutdown' },
  },
});
const { kubeconfig = '', container = '' } = values;
const [namespace = '', kind = '', name = ''] = (values.function ?? '').split('/');
const images = (values.images ?? '').split(',');
const wanted = Number(values.kills);

let state = Number(values.seed);
/** mulberry32: the same seed, the same moments. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const exec = promisify(execFile);
async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await exec('kubectl', args, { env: { ...process.env, KUBECONFIG: kubeconfig } });
  return stdout;
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Spec {
  replicas?: number;
  strategy?: unknown;
  updateStrategy?: unknown;
  minReadySeconds?: unknown;
  progressDeadlineSeconds?: unknown;
  paused?: unknown;
}
async function specOf(): Promise<Spec> {
  return (JSON.parse(await kubectl('get', kind, name, '-n', namespace, '-o', 'json')) as { spec: Spec }).spec;
}
const held = ({ strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, paused }: Spec) =>
  JSON.stringify({ strategy, updateStrategy, minReadySeconds, progressDeadlineSeconds, paused });

const problems: string[] = [];
const before = await specOf();
let replicas: Replica[] = [await startReplica(kubeconfig), await startReplica(kubeconfig)];
let kills = 0;
let worst = 0;
let watching = true;

const watch = (async () => {
  const status = kind === 'daemonsets' ? '{.status.numberReady}' : '{.status.readyReplicas}';
  while (watching) {
    const text = await kubectl('get', kind, name, '-n', namespace, '-o', `jsonpath=${status}`).catch(
      () => null,
    );
    if (text !== null) worst = Math.max(worst, (before.replicas ?? 1) - Number(text || 0));
    await wait(100);
  }
})();

async function send<Body>(method: string, path: string, body?: unknown) {
  for (;;) {
    for (const replica of replicas) {
      const answer = await replica.send<Body>(method, path, body).catch(() => null);
      if (answer !== null) return answer;
    }
    await wait(100);
  }
}

process.stdout.write(`seed ${values.seed}\n`);
const strategy = { soakSeconds: 1, drainSeconds: 1, limitSeconds: 90, drain: values.drain };
for (let turn = 0; kills < wanted && problems.length === 0; turn += 1) {
  const path = `/api/v1/functions/${namespace}/${kind}/${name}/upgrades`;
  const begun = await send<RunView>('POST', path, {
    images: { [container]: images[(turn + 1) % 2] },
    strategy,
  });
  if (begun.status !== 202) throw new Error(JSON.stringify(begun.body));
  const { id } = begun.body;
  const ends = Date.now() + 240_000;
  for (;;) {
    await wait(200 + random() * 2_500);
    const { body: run } = await send<RunView>('GET', `/api/v1/upgrades/${id}`);
    if (run.phase === 'ended' || run.hold || Date.now() > ends) {
      if (run.outcome !== 'succeeded')
        problems.push(`${id}: ${run.phase} ${run.outcome} ${JSON.stringify(run.hold)} ${run.cause}`);
      const gone = run.log.filter(({ code }) => code === 'replaced').length;
      if (gone !== run.forward.length)
        problems.push(`${id}: ${gone} replacements of ${run.forward.length} pods`);
      break;
    }
    if (kills >= wanted) continue;
    kills += 1;
    const victim = replicas[random() < 0.5 ? 0 : 1];
    await victim?.kill();
    replicas = [...replicas.filter((one) => one !== victim), await startReplica(kubeconfig)];
  }
  const now = held(await specOf());
  if (now !== held(before)) problems.push(`${id}: the strategy is ${now}, was ${held(before)}`);
  if (worst > 1) problems.push(`${worst} pods were away at once`);
  process.stdout.write(`run ${turn + 1}: ${kills} kills, at most ${worst} away\n`);
}
watching = false;
await watch;
for (const replica of replicas) await replica.kill();
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length > 0 ? 1 : 0);
