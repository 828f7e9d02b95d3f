import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HorizontalPodAutoscaler, Pod, PodDisruptionBudget, Workload } from '../kubernetes.ts';
import type { Revision } from '../workload/function-view.ts';
import type { ActionRequest } from './action.ts';
import { actionPreview, type PreviewInput } from './preview.ts';
import { fenceposts, rolloutPlan } from './rollout-plan.ts';

const meta = (name: string, more: object = {}) => ({
  name,
  namespace: 'edge',
  uid: name,
  resourceVersion: '1',
  generation: 1,
  creationTimestamp: '2026-01-01T00:00:00Z',
  ...more,
});
const pod = (name: string, { ready = true, node = 'n1', at = '00' } = {}): Pod => ({
  metadata: { ...meta(name), creationTimestamp: `2026-01-01T00:00:${at}Z`, labels: { app: 'waf' } },
  spec: { nodeName: node, containers: [{ name: 'c' }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const template = {
  metadata: { labels: { app: 'waf' } },
  spec: { containers: [{ name: 'c', image: 'waf:v1' }] },
};
const selector = { matchLabels: { app: 'waf' } };

const deployment = (spec: object = {}, annotations: Record<string, string> = {}): Workload => ({
  kind: 'deployments',
  object: {
    metadata: meta('waf', { annotations }),
    spec: { replicas: 3, selector, template, ...spec },
    status: {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    },
  },
});
const statefulSet = (spec: object = {}): Workload => ({
  kind: 'statefulsets',
  object: {
    metadata: meta('waf'),
    spec: { replicas: 3, selector, template, ...spec },
    status: {
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      currentRevision: 'a',
      updateRevision: 'a',
    },
  },
});
const daemonSet = (spec: object = {}): Workload => ({
  kind: 'daemonsets',
  object: {
    metadata: meta('waf'),
    spec: { selector, template, ...spec },
    status: { observedGeneration: 1, desiredNumberScheduled: 3, numberReady: 3, numberAvailable: 3 },
  },
});
const three = [pod('waf-0'), pod('waf-1', { node: 'n2' }), pod('waf-2', { node: 'n3' })];
const revisions: Revision[] = [2, 1].map((revision) => ({
  revision,
  name: `r${revision}`,
  createdAt: '',
  images: {},
  current: revision === 2,
  cause: null,
  replicas: 0,
}));
const budget = (allowed: number, healthy: number, needed: number): PodDisruptionBudget => ({
  metadata: meta('waf'),
  spec: { selector },
  status: { disruptionsAllowed: allowed, currentHealthy: healthy, desiredHealthy: needed },
});
const autoscaler = (desired: number): HorizontalPodAutoscaler => ({
  metadata: meta('waf'),
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'waf' }, minReplicas: 2, maxReplicas: 6 },
  status: { desiredReplicas: desired },
});
/** Pods that run the images of all revisions. */
const running: Pod[] = [
  {
    ...pod('other'),
    spec: { containers: [{ name: 'c', image: 'waf:v1' }] },
    status: {
      containerStatuses: [
        { name: 'c', image: 'waf:v1', imageID: '', ready: true, restartCount: 0, state: { running: {} } },
      ],
    },
  },
];
const input = (more: Partial<PreviewInput> = {}): PreviewInput => {
  const workload = more.workload ?? deployment();
  return {
    target: { namespace: 'edge', kind: workload.kind, name: 'waf' },
    workload,
    pods: three,
    revisions,
    budgets: [],
    autoscalers: [],
    chain: null,
    routing: false,
    freeze: null,
    everywhere: running,
    ...more,
  };
};
const codes = (request: ActionRequest, more: Partial<PreviewInput> = {}) =>
  actionPreview(input(more), request).warnings.map(({ code }) => code);

describe('which pods go, and in which order', () => {
  it.each([
    [undefined, 3, { surge: 1, unavailable: 0 }],
    [{ maxSurge: 0, maxUnavailable: 0 }, 3, { surge: 0, unavailable: 1 }],
    [{ maxSurge: '25%', maxUnavailable: '25%' }, 10, { surge: 3, unavailable: 2 }],
    [{ maxSurge: 2, maxUnavailable: '100%' }, 4, { surge: 2, unavailable: 4 }],
    [{ maxSurge: 'a few', maxUnavailable: 1 }, 4, { surge: 0, unavailable: 1 }],
  ])('a Deployment’s limits %j of %d pods are %j', (rolling, replicas, expected) => {
    expect(fenceposts(rolling, replicas)).toEqual(expected);
  });

  const turns = (workload: Workload, pods = three, request: ActionRequest = { action: 'restart' }) =>
    rolloutPlan(workload, pods, request).restarts.map(({ name, turn }) => `${turn} ${name}`);

  it('a StatefulSet from the highest ordinal, as a number, down to the partition', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => pod(`waf-${index}`));
    const rollingUpdate = { partition: 9 };
    const plan = rolloutPlan(
      statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } }),
      eleven,
      {
        action: 'restart',
      },
    );
    expect(plan.restarts.map(({ name }) => name)).toEqual(['waf-10', 'waf-9']);
    expect(plan.stays).toHaveLength(9);
    expect(turns(statefulSet())).toEqual(['1 waf-2', '2 waf-1', '3 waf-0']);
  });

  it('a DaemonSet node by node, so many at a time', () => {
    expect(turns(daemonSet())).toEqual(['1 waf-0', '2 waf-1', '3 waf-2']);
    const rollingUpdate = { maxUnavailable: '50%' };
    expect(turns(daemonSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } }))).toEqual([
      '1 waf-0',
      '1 waf-1',
      '2 waf-2',
    ]);
  });

  it('with Recreate all at once; with OnDelete and while paused none', () => {
    expect(turns(deployment({ strategy: { type: 'Recreate' } }))).toEqual(['1 waf-0', '1 waf-1', '1 waf-2']);
    expect(turns(statefulSet({ updateStrategy: { type: 'OnDelete' } }))).toEqual([]);
    expect(turns(daemonSet({ updateStrategy: { type: 'OnDelete' } }))).toEqual([]);
    expect(turns(deployment({ paused: true }))).toEqual([]);
  });

  it('scaling in: a StatefulSet’s highest, a Deployment’s pods that are not ready and the newest first', () => {
    const removes = (workload: Workload, pods: Pod[], replicas: number) =>
      rolloutPlan(workload, pods, { action: 'scale', replicas }).removes.map(({ name }) => name);
    expect(removes(statefulSet(), three, 1)).toEqual(['waf-2', 'waf-1']);
    const mixed = [pod('old'), pod('new', { at: '30' }), pod('broken', { ready: false })];
    expect(removes(deployment(), mixed, 1)).toEqual(['broken', 'new']);
    expect(rolloutPlan(statefulSet(), three, { action: 'scale', replicas: 5 }).adds).toEqual({
      count: 2,
      names: ['waf-3', 'waf-4'],
    });
  });

  it('never names a pod twice or one that is not there, and every turn follows the one before', () => {
    const workloads = fc.constantFrom(deployment, statefulSet, daemonSet);
    const limit = fc.oneof(
      fc.nat(20),
      fc.nat(150).map((n) => `${n}%`),
      fc.string(),
    );
    const requests: fc.Arbitrary<ActionRequest> = fc.oneof(
      fc.nat(20).map((replicas) => ({ action: 'scale' as const, replicas })),
      fc.constantFrom<ActionRequest>(
        { action: 'restart' },
        { action: 'rollback' },
        { action: 'resume' },
        { action: 'pause' },
      ),
    );
    fc.assert(
      fc.property(
        workloads,
        fc.nat(12),
        fc.nat(12),
        limit,
        limit,
        requests,
        (make, replicas, count, surge, un, request) => {
          const rollingUpdate = { maxSurge: surge, maxUnavailable: un, partition: count };
          const strategy = { type: 'RollingUpdate', rollingUpdate };
          const pods = Array.from({ length: count }, (_, index) => pod(`waf-${index}`));
          const plan = rolloutPlan(make({ replicas, strategy, updateStrategy: strategy }), pods, request);
          const named = [...plan.restarts, ...plan.removes].map(({ name }) => name).concat(plan.stays);
          expect(new Set(named).size).toBe(named.length);
          expect(named.every((name) => pods.some(({ metadata }) => metadata.name === name))).toBe(true);
          for (const [index, { turn }] of plan.restarts.entries())
            expect(turn - (plan.restarts[index - 1]?.turn ?? 1)).toBeOneOf(index === 0 ? [0] : [0, 1]);
          expect(plan.unavailable).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('warnings', () => {
  it('an autoscaler would undo it, and the bounds that would hold it instead', () => {
    const view = actionPreview(input({ autoscalers: [autoscaler(3)] }), { action: 'scale', replicas: 8 });
    expect(view.autoscaler).toMatchObject({ undoes: true, offer: { min: 8, max: 8 } });
    expect(view.autoscaler?.offer?.command).toContain(`-p '{"spec":{"minReplicas":8,"maxReplicas":8}}'`);
    const down = actionPreview(input({ autoscalers: [autoscaler(5)] }), { action: 'scale', replicas: 1 });
    expect(down.autoscaler?.offer).toMatchObject({ min: 1, max: 1 });
    expect(codes({ action: 'scale', replicas: 8 }, { autoscalers: [autoscaler(3)] })).toContain(
      'autoscaler-undoes',
    );
    expect(codes({ action: 'scale', replicas: 0 }, { autoscalers: [autoscaler(3)] })).toContain(
      'autoscaler-off',
    );
    expect(codes({ action: 'restart' }, { autoscalers: [autoscaler(3)] })).not.toContain('autoscaler-undoes');
  });

  it('an owner would put it back, with what to commit', () => {
    const workload = deployment(
      {},
      { 'argocd.argoproj.io/tracking-id': 'edge-app:apps/Deployment:edge/waf' },
    );
    const view = actionPreview(input({ workload }), { action: 'scale', replicas: 8 });
    expect(view.warnings.map(({ code }) => code)).toContain('owner-undoes');
    expect(view.commit).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'waf', namespace: 'edge' },
      spec: { replicas: 8 },
    });
    // A restart is nothing to commit, and not known to be put back.
    const restart = actionPreview(input({ workload }), { action: 'restart' });
    expect(restart.warnings.map(({ code }) => code)).toContain('owner-restarts');
    expect(restart.warnings.map(({ code }) => code)).not.toContain('owner-undoes');
    expect(restart.commit).toBeNull();
  });

  it('a budget that a rollout does not ask, and one that refuses an eviction', () => {
    const down: ActionRequest = { action: 'scale', replicas: 1 };
    expect(codes(down, { budgets: [budget(1, 3, 2)] })).toContain('budget-not-asked');
    expect(actionPreview(input({ budgets: [budget(1, 3, 2)] }), down).budgets).toMatchObject([
      { lowest: 1, needed: 2 },
    ]);
    expect(codes({ action: 'restart' }, { budgets: [budget(1, 3, 2)] })).not.toContain('budget-not-asked');
    expect(codes({ action: 'evict', pod: 'waf-0' }, { budgets: [budget(0, 3, 3)] })).toContain(
      'budget-refuses',
    );
    expect(codes({ action: 'evict', pod: 'waf-0' }, { budgets: [budget(1, 3, 2)] })).not.toContain(
      'budget-refuses',
    );
  });

  it('nothing is left to serve', () => {
    const one = { pods: [pod('waf-0')], workload: statefulSet({ replicas: 1 }) };
    expect(codes({ action: 'restart' }, { ...one, routing: true })).toEqual(
      expect.arrayContaining(['interrupts', 'sessions-drop']),
    );
    expect(codes({ action: 'restart' })).not.toContain('interrupts');
    expect(
      codes({ action: 'restart' }, { workload: deployment({ strategy: { type: 'Recreate' } }) }),
    ).toContain('interrupts');
  });

  it('nothing changes; ConfigMaps stay; a partition holds', () => {
    expect(codes({ action: 'scale', replicas: 3 })).toContain('no-change');
    const spec = { ...template.spec, volumes: [{ name: 'v', configMaps: ['frr'] }] };
    const workload = deployment({ template: { ...template, spec } });
    const { warnings } = actionPreview(input({ workload }), { action: 'rollback' });
    expect(warnings).toContainEqual({ code: 'config-stays', params: { configMaps: 'frr' } });
    const rollingUpdate = { partition: 2 };
    const held = statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
    expect(codes({ action: 'restart' }, { workload: held })).toContain('partition-holds');
  });
});

describe('images', () => {
  const waiting = (reason: string, more: Partial<Pod['metadata']> = {}): Pod => ({
    metadata: { ...meta('waf-x'), ...more },
    spec: { containers: [{ name: 'c', image: 'waf:v1' }] },
    status: {
      containerStatuses: [
        {
          name: 'c',
          image: 'waf:v1',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason, message: 'not found' } },
        },
      ],
    },
  });
  const warned = (request: ActionRequest, everywhere: Pod[], more: Partial<PreviewInput> = {}) =>
    actionPreview(input({ everywhere, ...more }), request).warnings.filter(({ code }) =>
      code.startsWith('image'),
    );

  it('that a pod cannot pull now, in the kubelet’s words; of another namespace no name is told', () => {
    expect(warned({ action: 'restart' }, [waiting('ImagePullBackOff')])).toEqual([
      { code: 'image-cannot-be-pulled', params: { image: 'waf:v1', pod: 'waf-x', message: 'not found' } },
    ]);
    expect(warned({ action: 'restart' }, [waiting('ErrImagePull', { namespace: 'other' })])).toEqual([
      { code: 'image-cannot-be-pulled', params: { image: 'waf:v1', pod: '', message: '' } },
    ]);
  });

  it('that never ran', () => {
    const never = [{ code: 'image-never-ran', params: { image: 'waf:v1' } }];
    expect(warned({ action: 'scale', replicas: 4 }, [waiting('ContainerCreating')])).toEqual(never);
    expect(warned({ action: 'scale', replicas: 4 }, running)).toEqual([]);
    expect(warned({ action: 'scale', replicas: 2 }, [])).toEqual([]);
  });

  it('of the revision that a rollback goes to', () => {
    const back = revisions.map((one) => ({ ...one, images: { c: `waf:v${one.revision}` } }));
    expect(warned({ action: 'rollback', toRevision: 1 }, running, { revisions: back })).toEqual([]);
    expect(warned({ action: 'rollback', toRevision: 2 }, running, { revisions: back })).toEqual([
      { code: 'image-never-ran', params: { image: 'waf:v2' } },
    ]);
  });
});

describe('the bounds of an autoscaler', () => {
  const set = (more: Partial<PreviewInput> = {}) =>
    actionPreview(input({ autoscalers: [autoscaler(3)], ...more }), {
      action: 'setAutoscalerBounds',
      min: 5,
      max: 9,
    });
  it('start the pods that are missing, and can be set back', () => {
    const { plan, from, to, undo, command } = set();
    expect(plan.adds.count).toBe(2);
    expect(to.bounds).toEqual({ min: 5, max: 9 });
    expect(undo).toEqual({ action: 'setAutoscalerBounds', ...from.bounds });
    expect(command).toContain('kubectl patch hpa');
  });

  it('are refused without one', () => {
    expect(set({ autoscalers: [] }).refused).toMatchObject({ code: 'no-autoscaler' });
  });

  it('are committed to the autoscaler’s own owner', () => {
    const [one] = [autoscaler(3)];
    const labels = { 'argocd.argoproj.io/instance': 'edge' };
    const { owner, commit } = set({ autoscalers: [{ ...one, metadata: { ...one.metadata, labels } }] });
    expect(owner).toMatchObject({ manager: 'argo-cd' });
    expect(commit).toMatchObject({
      kind: 'HorizontalPodAutoscaler',
      spec: { minReplicas: 5, maxReplicas: 9 },
    });
  });
});

describe('what has to be typed', () => {
  const confirm = (request: ActionRequest, more: Partial<PreviewInput> = {}) =>
    actionPreview(input(more), request).confirm;
  it('is the name, before a function stops', () => {
    expect(confirm({ action: 'scale', replicas: 0 })).toMatchObject({ code: 'scale-to-zero', name: 'waf' });
    expect(confirm({ action: 'scale', replicas: 0 }, { chain: 'edge' })).toMatchObject({
      code: 'last-of-chain',
    });
    expect(confirm({ action: 'scale', replicas: 0 }, { workload: deployment({ replicas: 0 }) })).toBeNull();
    expect(confirm({ action: 'scale', replicas: 1 })).toBeNull();
    const pods = [pod('waf-0'), pod('waf-1', { ready: false })];
    expect(confirm({ action: 'evict', pod: 'waf-0' }, { pods })).toMatchObject({ name: 'waf-0' });
    expect(confirm({ action: 'evict', pod: 'waf-1' }, { pods })).toBeNull();
    expect(confirm({ action: 'evict', pod: 'waf-0' })).toBeNull();
  });
});

it('takes back what can be taken back', () => {
  const undo = (request: ActionRequest) => actionPreview(input(), request).undo;
  expect(undo({ action: 'scale', replicas: 5 })).toEqual({ action: 'scale', replicas: 3 });
  expect(undo({ action: 'scale', replicas: 3 })).toBeNull();
  expect(undo({ action: 'rollback' })).toEqual({ action: 'rollback', toRevision: 2 });
  expect(undo({ action: 'pause' })).toEqual({ action: 'resume' });
  expect(undo({ action: 'restart' })).toBeNull();
});
