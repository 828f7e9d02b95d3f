import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { labMark } from '#lib/domain/run/lifecycle.ts';
import { kubectl, kubectlJson } from './kubectl.ts';

const operatorConfig = noCluster ? undefined : sibling(kubeconfig, 'operator');
const namespace = `proof-lifecycle-${randomBytes(3).toString('hex')}`;
const own = 'registry.local/waf:v2.24.123';
const newer = 'registry.local/waf:v2.25.0';

/** The stand-ins have a shell and nothing to drain: a file tells that it was done. */
const settings = `
drains:
  - {container: lb, image: "registry.local/lb:*", command: [touch, /tmp/drained], undo: [rm, /tmp/drained]}
`;

const manifest = (kind: 'Deployment' | 'StatefulSet') => `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: waf, namespace: ${namespace}}
spec:
  replicas: ${kind === 'StatefulSet' ? 1 : 2}
  ${kind === 'StatefulSet' ? 'serviceName: waf' : ''}
  selector: {matchLabels: {app: waf-${kind.toLowerCase()}}}
  template:
    metadata: {labels: {app: waf-${kind.toLowerCase()}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        # On Debian 13, of which frr:10.3 is made, it starts and dies.
        - {name: waf, image: '${own}', command: [sh, -c, 'grep -q ^12 /etc/debian_version && exec sleep 1000000']}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: lb, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: lb}}
  template:
    metadata: {labels: {app: lb}}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: lb, image: 'registry.local/lb:v2.21'}]
`;

interface Spec {
  spec: { replicas: number; strategy?: unknown; updateStrategy?: unknown; template: unknown };
  metadata: { annotations?: Record<string, string> };
}

describe.skipIf(operatorConfig === undefined)('lifecycle checks on a real cluster', () => {
  let replica: Replica;
  const path = (kind: string) => `/api/v1/functions/${namespace}/${kind}/waf/lifecycle`;
  const specOf = async (kind: string) => {
    const { spec, metadata } = await kubectlJson<Spec>('get', kind, 'waf', '-n', namespace);
    return { spec, run: metadata.annotations?.['cnf-console/run'] };
  };
  const read = async (id: string) => (await replica.send<RunView>('GET', `/api/v1/upgrades/${id}`)).body;
  const ended = (id: string) =>
    eventually(
      `the end of ${id}`,
      async () => {
        const run = await read(id);
        return run.phase === 'ended' ? run : undefined;
      },
      240,
    );

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cnf-lifecycle-'));
    await kubectl('create', 'namespace', namespace);
    for (const kind of ['Deployment', 'StatefulSet'] as const) {
      const file = join(folder, `${kind}.yaml`);
      writeFileSync(file, manifest(kind));
      await kubectl('apply', '-f', file);
    }
    const config = join(folder, 'settings.yaml');
    writeFileSync(config, settings);
    replica = await startReplica(operatorConfig ?? '', { CNF_CONFIG: config, CNF_NAMESPACES: namespace });
  });

  afterAll(async () => {
    await replica?.kill();
    await kubectl('delete', 'namespace', namespace, '--wait=false').catch(() => '');
  });

  it('refuses a namespace that is no lab, and says what would make it one', async () => {
    const { status, body } = await replica.send<{ detail: string; reason: { code: string } }>(
      'POST',
      path('deployments'),
      {},
    );
    expect([status, body.reason?.code]).toEqual([422, 'not-a-lab']);
    expect(body.detail).toContain(`kubectl label namespace ${namespace} ${labMark}=true`);
  });

  it('passes what can be run; fails an image that cannot be pulled, and frees what waits for it', async () => {
    await kubectl('label', 'namespace', namespace, `${labMark}=true`);
    const tried = async (kind: string, image: string, meanwhile: (id: string) => Promise<unknown>) => {
      const before = await specOf(kind);
      // The console has to have seen the label.
      const begun = await eventually('a start', async () => {
        const answer = await replica.send<RunView>('POST', path(kind), { images: { waf: { newer: image } } });
        return answer.status === 202 ? answer.body : undefined;
      });
      await meanwhile(begun.id);
      const run = await ended(begun.id);
      expect(await specOf(kind)).toEqual(before);
      const { status } = await kubectlJson<{ status: { readyReplicas: number } }>(
        'get',
        kind,
        'waf',
        '-n',
        namespace,
      );
      expect(status.readyReplicas).toBe(before.spec.replicas);
      return run.lifecycle?.checks.map(({ check, state, why }) => [check, state, why]);
    };
    const passes = tried('deployments', newer, async () => undefined).then((checks) =>
      expect(checks).toEqual([
        ['increase_decrease_capacity', 'passed', null],
        ['rolling_update', 'passed', null],
        ['rolling_downgrade', 'not-run', 'no-older-image'],
        ['rolling_version_change', 'passed', null],
        ['rollback', 'passed', null],
      ]),
    );
    // What does not come and is taken away is the costly part: once is enough.
    const aborted = async (id: string) => {
      // Each check has a limit of its own, and says itself that it was late.
      const verdict = await eventually(
        'the verdict on the second check',
        async () => (await read(id)).lifecycle?.checks.find((one, at) => at === 1 && one.endedAt !== null),
        300,
      );
      expect(verdict, JSON.stringify((await read(id)).log)).toMatchObject({
        state: 'failed',
        why: 'trouble',
      });
      const { status } = await replica.send('POST', `/api/v1/upgrades/${id}/abort`, {});
      expect(status).toBe(200);
    };
    const fails = tried('statefulsets', 'registry.local/waf:v99', aborted).then((checks) =>
      expect(checks).toEqual([
        ['increase_decrease_capacity', 'passed', null],
        ['rolling_update', 'failed', 'trouble'],
        ['rolling_downgrade', 'not-run', 'no-older-image'],
        ['rolling_version_change', 'not-run', 'aborted'],
        ['rollback', 'not-run', 'aborted'],
      ]),
    );
    await Promise.all([passes, fails]);
  });

  it('drains by the hook that is set up, takes it back where the pod stays, and replaces it drained', async () => {
    await kubectl('rollout', 'status', 'deployment/lb', '-n', namespace, '--timeout=60s');
    const { status, body } = await replica.send<RunView>(
      'POST',
      `/api/v1/functions/${namespace}/deployments/lb/upgrades`,
      {
        images: { lb: 'registry.local/lb:v2.22' },
        strategy: { soakSeconds: 0, drainSeconds: 8, preflight: false },
      },
    );
    expect([status, body.strategy?.drain], JSON.stringify(body)).toEqual([202, 'hook']);
    const drained = await eventually('the drain', async () => {
      const [step] = (await read(body.id)).forward;
      return step?.drainAt ? step : undefined;
    });
    const marks = () => kubectl('exec', '-n', namespace, drained.pod, '--', 'ls', '/tmp');
    expect(await marks()).toContain('drained');
    const order = (name: string) => replica.send('POST', `/api/v1/upgrades/${body.id}/${name}`, {});
    expect((await order('pause')).status).toBe(200);
    await eventually('the drain taken back', async () =>
      (await read(body.id)).log.some(({ code }) => code === 'undrained') ? true : undefined,
    );
    expect(await marks()).not.toContain('drained');
    expect((await order('resume')).status).toBe(200);
    const run = await ended(body.id);
    expect(run.outcome).toBe('succeeded');
    expect(run.log.filter(({ code }) => code === 'drained')).toHaveLength(2);
  });

  it('takes a target that starts and dies back at once, whatever the limit', async () => {
    const before = await specOf('deployments');
    const { status, body } = await replica.send<RunView>(
      'POST',
      `/api/v1/functions/${namespace}/deployments/waf/upgrades`,
      {
        images: { waf: 'registry.local/frr:10.3' },
        strategy: {
          soakSeconds: 10,
          gates: ['ready'],
          preflight: false,
          limitSeconds: 1_800,
          onFailure: 'rollback',
        },
      },
    );
    expect(status, JSON.stringify(body)).toBe(202);
    const run = await ended(body.id);
    expect(run, JSON.stringify(run.log)).toMatchObject({
      outcome: 'rolled-back',
      cause: expect.stringMatching(/^(crash-loop|pod-failed): /),
    });
    expect(run.log.filter(({ code }) => code === 'replaced')).toHaveLength(2);
    expect(await specOf('deployments')).toEqual(before);
  });
});
