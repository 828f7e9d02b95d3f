import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { type UpgradeScene, upgradeManifest } from '#e2e/cluster/upgrade-scene.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { isOver, nextPoint } from './kill-points.ts';
import { randomOf } from './random.ts';
import { type Replica, startReplica } from './replica.ts';
import { counts, witness } from './witness.ts';

/**
 * `npm run test:kill -- --kubeconfig ADMIN [--as OPERATOR] --stage StatefulSet --images A,B [--kills 50] [--seed N]`: upgrades
 * routers back and forth, and turns every third run back, while the replicas that do it are killed (SIGKILL) at random moments
 * and at each point of a run, until there were so many kills. `--function NAMESPACE/KIND/NAME --container C --selector app=x`
 * takes a function that is there. Ends with status 1 where a run did not come to its end, more pods were away than planned, a
 * drain or a changed strategy was left behind.
 */
const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string', default: process.env.KUBECONFIG ?? '' },
    as: { type: 'string' },
    stage: { type: 'string' },
    first: { type: 'string', default: '200' },
    function: { type: 'string', default: '' },
    selector: { type: 'string', default: 'app=router' },
    container: { type: 'string', default: 'frr' },
    images: { type: 'string', default: 'registry.local/frr:8.4.4,registry.local/frr:10.3' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    drain: { type: 'string', default: 'graceful-shutdown' },
  },
});
const { kubeconfig, container } = values;
const operator = values.as ?? kubeconfig;
const images = values.images.split(',');
const wanted = Number(values.kills);
const random = randomOf(Number(values.seed));
const say = (line: string) => process.stdout.write(`${line}\n`);

const exec = promisify(execFile);
async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await exec('kubectl', args, { env: { ...process.env, KUBECONFIG: kubeconfig } });
  return stdout;
}

const resources = { StatefulSet: 'statefulsets', Deployment: 'deployments', DaemonSet: 'daemonsets' };
const scene: UpgradeScene | null =
  values.stage === undefined
    ? null
    : {
        namespace: `kill-${values.stage.toLowerCase()}-${values.seed}`,
        kind: values.stage as UpgradeScene['kind'],
        image: images[0] ?? '',
        first: Number(values.first),
        timers: '10 30',
        grace: 1,
      };
const [namespace = '', kind = '', name = ''] = scene
  ? [scene.namespace, resources[scene.kind], 'router']
  : values.function.split('/');

interface Pod {
  metadata: { name: string; deletionTimestamp?: string };
}
interface Workload {
  metadata: { annotations?: Record<string, string> };
  spec: Record<string, unknown> & { template: { spec: { containers: { name: string; image: string }[] } } };
  status: { desiredNumberScheduled?: number };
}
const read = async (): Promise<Workload> =>
  JSON.parse(await kubectl('get', kind, name, '-n', namespace, '-o', 'json')) as Workload;
const strategyOf = ({ spec }: Workload) =>
  JSON.stringify(
    ['strategy', 'updateStrategy', 'minReadySeconds', 'progressDeadlineSeconds', 'paused'].map(
      (field) => spec[field] ?? null,
    ),
  );
const imageOf = ({ spec }: Workload) =>
  spec.template.spec.containers.find((one) => one.name === container)?.image;

/** What a run left behind, in words. */
async function left(before: Workload): Promise<string[]> {
  const now = await read();
  const found: string[] = [];
  if (strategyOf(now) !== strategyOf(before))
    found.push(`the strategy is ${strategyOf(now)}, was ${strategyOf(before)}`);
  if (now.metadata.annotations?.['cnf-console/run']) found.push('the workload still names a run');
  const jobs = await kubectl('get', 'jobs', '-n', namespace, '-o', 'name');
  if (jobs.includes('cnf-run-')) found.push(`a preflight is left: ${jobs.trim()}`);
  if (values.drain !== 'graceful-shutdown') return found;
  const list = await kubectl('get', 'pods', '-n', namespace, '-l', values.selector, '-o', 'json');
  for (const { metadata } of (JSON.parse(list) as { items: Pod[] }).items) {
    if (metadata.deletionTimestamp !== undefined) continue;
    const vtysh = ['vtysh', '-c', 'show running-config'];
    const text = await kubectl('exec', '-n', namespace, metadata.name, '-c', container, '--', ...vtysh);
    if (text.includes('graceful-shutdown')) found.push(`${metadata.name} is left drained`);
  }
  return found;
}

let replicas: Replica[] = [];
// One that is left behind would go on with the next proof's runs.
process.on('exit', () => {
  for (const replica of replicas) replica.process.kill('SIGKILL');
});
async function send<Body>(method: string, path: string, body?: unknown) {
  for (;;) {
    for (const replica of replicas) {
      const answer = await replica.send<Body>(method, path, body).catch(() => null);
      if (answer !== null) return answer;
    }
    await wait(100);
  }
}
const get = async (id: string) => (await send<RunView>('GET', `/api/v1/upgrades/${id}`)).body;

/** The one that has the Lease, mostly; else one of the two, or both. */
async function kill(id: string): Promise<void> {
  const dice = random();
  const lease = ['get', 'lease', `cnf-run-${id}`, '-n', namespace, '-o', 'jsonpath={.spec.holderIdentity}'];
  const holder = dice < 0.6 ? await kubectl(...lease).catch(() => '') : '';
  const held = replicas.filter(({ process: { pid } }) => holder.includes(`-${pid}-`));
  const one = replicas.filter((_, index) => index === (random() < 0.5 ? 0 : 1));
  const victims = held.length > 0 ? held : dice < 0.8 ? one : replicas;
  await Promise.all(victims.map((victim) => victim.kill()));
  const fresh = await Promise.all(victims.map(() => startReplica(operator)));
  replicas = [...replicas.filter((replica) => !victims.includes(replica)), ...fresh];
}

say(`seed ${values.seed}`);
if (scene) {
  const file = join(mkdtempSync(join(tmpdir(), 'cnf-kill-')), 'scene.yaml');
  writeFileSync(file, upgradeManifest(scene));
  await kubectl('apply', '-f', file);
}
await kubectl('rollout', 'status', `${kind}/${name}`, '-n', namespace, '--timeout=180s');
const before = await read();
const pods = Number(before.spec.replicas ?? before.status.desiredNumberScheduled ?? 1);
const seen = witness({ kubeconfig, namespace, selector: values.selector, wanted: pods, batch: 1 });
replicas = await Promise.all([startReplica(operator), startReplica(operator)]);
const problems: string[] = [];
const killed = new Map<string, number>();
const total = () => [...killed.values()].reduce((sum, one) => sum + one, 0);
const strategy = { soakSeconds: 1, drainSeconds: 2, limitSeconds: 600, drain: values.drain };

for (let turn = 1; total() < wanted && problems.length === 0; turn += 1) {
  const now = imageOf(await read());
  const to = images.find((image) => image !== now);
  const path = `/api/v1/functions/${namespace}/${kind}/${name}/upgrades`;
  const begun = await send<RunView>('POST', path, { images: { [container]: to }, strategy });
  if (begun.status !== 202) throw new Error(JSON.stringify(begun.body));
  const { id } = begun.body;
  const turnsBack = turn % 3 === 0;
  let told = false;
  for (let run = begun.body; !isOver(run); run = await get(id)) {
    if (turnsBack && !told && run.forward.some(({ stage }) => stage === 'gating'))
      told = (await send('POST', `/api/v1/upgrades/${id}/rollback`, { reason: 'a proof' })).status === 200;
    if (total() >= wanted) {
      await wait(300);
      continue;
    }
    const point = await nextPoint(random, killed, () => get(id));
    if (point === null) continue;
    killed.set(point, (killed.get(point) ?? 0) + 1);
    await kill(id);
  }
  const run = await get(id);
  // One that ended before it could be told has succeeded.
  const wished = told ? 'rolled-back' : 'succeeded';
  if (run.outcome !== wished)
    problems.push(`${id}: ${run.phase} ${run.outcome} ${JSON.stringify(run.hold)} ${run.cause}`);
  const gone = run.log.filter(({ code }) => code === 'replaced').length;
  if (!told && gone !== run.forward.length)
    problems.push(`${id}: ${gone} replacements of ${run.forward.length} pods`);
  problems.push(...(await left(before)), ...seen.problems());
  say(`run ${turn}: ${run.outcome}, ${total()} kills so far, at most ${seen.worst()} away`);
}

say(`killed at: ${[...killed].map(([point, times]) => `${point} ${times}`).join(', ')}`);
const audited = seen.writes();
say(audited === null ? 'no audit log at hand' : `audited writes: ${JSON.stringify(counts(audited))}`);
seen.stop();
for (const replica of replicas) await replica.kill();
if (scene) {
  await kubectl('delete', 'pods', '--all', '-n', namespace, '--grace-period=0', '--force').catch(() => '');
  await kubectl('delete', 'namespace', namespace, '--wait=false');
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length > 0 ? 1 : 0);
