import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ConfigMap, ControllerRevision, Pod, ReplicaSet, Workload } from '../kubernetes.ts';
import { type FunctionDetailContext, functionDetail } from './function-detail.ts';
import { workloadOf } from './owner.ts';

/** Workloads of a real cluster, with what kubectl 1.32 said of them. */
const sample: {
  workloads: (Workload & { printed: { status: string; history: [number, string][] } })[];
  replicaSets: ReplicaSet[];
  controllerRevisions: ControllerRevision[];
  pods: Pod[];
} = JSON.parse(readFileSync(new URL('./__fixtures__/kubectl-rollout.json', import.meta.url), 'utf8'));

const replicaSet = (namespace: string, name: string) =>
  sample.replicaSets.find((rs) => rs.metadata.namespace === namespace && rs.metadata.name === name);

function context(workload: Workload, more: Partial<FunctionDetailContext> = {}): FunctionDetailContext {
  const { name } = workload.object.metadata;
  return {
    now: new Date('2026-11-23T20:00:00Z'),
    pods: sample.pods.filter((pod) => {
      const ref = workloadOf(pod, replicaSet);
      return ref?.kind === workload.kind && ref.name === name;
    }),
    podRows: [],
    budgets: [],
    configMap: () => undefined,
    replicaSets: sample.replicaSets,
    controllerRevisions: sample.controllerRevisions,
    services: [],
    endpoints: [],
    ingresses: [],
    autoscalers: [],
    configMapsKnown: true,
    nodes: [],
    ...more,
  };
}

const detail = (name: string, more: Partial<FunctionDetailContext> = {}) => {
  const workload = sample.workloads.find((w) => w.object.metadata.name === name);
  if (!workload) throw new Error(`no ${name} in the sample`);
  return functionDetail(workload, context(workload, more));
};

describe.each(sample.workloads.map((w) => [`${w.kind}/${w.object.metadata.name}`, w] as const))(
  '%s',
  (_name, workload) => {
    test('kubectl rollout status says the same', () => {
      expect(functionDetail(workload, context(workload)).rollout.message).toBe(
        workload.printed.status.replace(/^error: /, ''),
      );
    });
    test('kubectl rollout history lists the same', () => {
      const found = functionDetail(workload, context(workload)).revisions.map((r) => [
        r.revision,
        r.cause ?? '<none>',
      ]);
      expect(found.toReversed()).toEqual(workload.printed.history);
    });
  },
);

describe('states beyond kubectl', () => {
  test.each([
    ['waf', 'paused'],
    ['sts', 'held'],
    ['plain', 'complete'],
    ['ds', 'complete'],
    ['ds-held', 'held'],
    ['broken', 'failed'],
  ])('%s is %s', (name, state) => {
    expect(detail(name).rollout.state).toBe(state);
  });
  test('a held rollout says by what, and mixes versions on purpose', () => {
    expect(detail('sts').reasons.map((r) => `${r.code}:${r.health}`)).toEqual([
      'held-by-partition:ok',
      'mixed-versions:ok',
    ]);
    expect(detail('ds-held').reasons.map((r) => `${r.code}:${r.health}`)).toEqual(['on-delete-pending:ok']);
  });
});

test('the current revision, and the pods of each', () => {
  const of = (name: string) =>
    detail(name).revisions.map((r) => `${r.revision} ${Object.values(r.images)} ${r.replicas} ${r.current}`);
  expect(of('sts')).toEqual(['2 registry.example/lb:v2.22 1 true', '1 registry.example/lb:v2.21 1 false']);
  expect(of('ds-held')).toEqual([
    '2 registry.example/lb:v2.22 0 true',
    '1 registry.example/lb:v2.21 1 false',
  ]);
});

test('the strategy as the manifest has it', () => {
  expect(detail('sts').strategy).toEqual({
    type: 'RollingUpdate',
    maxSurge: null,
    maxUnavailable: null,
    partition: 1,
    paused: false,
  });
  expect(detail('waf').strategy).toEqual({
    type: 'RollingUpdate',
    maxSurge: '25%',
    maxUnavailable: '25%',
    partition: null,
    paused: true,
  });
});

test('autoscaler and budget by reference and selector', () => {
  const metadata = { name: 'x', namespace: 'edge', uid: 'u', resourceVersion: '1', creationTimestamp: '' };
  const autoscaler = (kind: string, name: string) => ({
    metadata,
    spec: { scaleTargetRef: { kind, name }, maxReplicas: 5 },
    status: {},
  });
  const budget = (app: string) => ({
    metadata: { ...metadata, name: app },
    spec: { selector: { matchLabels: { app } }, maxUnavailable: '50%' },
    status: {},
  });
  const found = detail('waf', {
    autoscalers: [autoscaler('StatefulSet', 'waf'), autoscaler('Deployment', 'waf')],
    budgets: [budget('sts'), budget('waf')],
  });
  expect(found.autoscaler).toEqual({ name: 'x', min: 1, max: 5, current: null, desired: null });
  expect(found.disruptionBudget).toMatchObject({ name: 'waf', minAvailable: null, maxUnavailable: '50%' });
  expect(detail('plain', { autoscalers: [autoscaler('Deployment', 'waf')] }).autoscaler).toBeNull();
});

test('the ConfigMaps it uses, and how', () => {
  const workload = structuredClone(sample.workloads.find((w) => w.object.metadata.name === 'waf'));
  if (!workload) throw new Error('no waf in the sample');
  workload.object.spec.template.spec = {
    containers: [
      {
        name: 'c',
        volumeMounts: [
          { name: 'v', mountPath: '/etc/frr' },
          { name: 'w', mountPath: '/etc/one', subPath: 'one' },
        ],
        envFromConfigMaps: ['env'],
      },
    ],
    volumes: [
      { name: 'v', configMaps: ['frr'] },
      { name: 'w', configMaps: ['frr'] },
      { name: 'unused', configMaps: ['copied'] },
    ],
  };
  const frr: ConfigMap = {
    metadata: { name: 'frr', uid: 'u', resourceVersion: '1', creationTimestamp: '' },
    keys: ['frr.conf', 'daemons'],
    immutable: true,
  };
  const of = (known: boolean) =>
    functionDetail(
      workload,
      context(workload, { configMap: (name) => (name === 'frr' ? frr : undefined), configMapsKnown: known }),
    ).config;
  expect(of(true)).toEqual([
    { name: 'copied', keys: [], immutable: false, mounts: [], environment: true, missing: true },
    { name: 'env', keys: [], immutable: false, mounts: [], environment: true, missing: true },
    {
      name: 'frr',
      keys: ['daemons', 'frr.conf'],
      immutable: true,
      mounts: [
        { container: 'c', path: '/etc/frr', subPath: null },
        { container: 'c', path: '/etc/one', subPath: 'one' },
      ],
      environment: false,
      missing: false,
    },
  ]);
  expect(of(false).some((use) => use.missing)).toBe(false);
});

test('a Deployment is without a ready pod since it says so itself, whenever its containers crashed last', () => {
  const workload = structuredClone(sample.workloads.find((w) => w.object.metadata.name === 'waf'));
  if (workload?.kind !== 'deployments') throw new Error('no waf in the sample');
  const since = '2026-11-23T10:51:59Z';
  workload.object.status = {
    ...workload.object.status,
    readyReplicas: 0,
    conditions: [{ type: 'Available', status: 'False', lastTransitionTime: since }],
  };
  expect(functionDetail(workload, context(workload, { pods: [] })).reasons).toContainEqual(
    expect.objectContaining({ code: 'none-ready', since }),
  );
});
