import { expect, it } from 'vitest';
import type { Reason } from '../health.ts';
import type { Workload } from '../kubernetes.ts';
import type { ActionName } from './action.ts';
import { mayArriveMs } from './found-afterwards.ts';
import { actionProgress, type ProgressInput } from './progress.ts';
import type { ActionOutcome, ActionRecord } from './record.ts';

const at = '2026-01-01T12:00:00Z';
const record = (
  action: ActionName,
  parameters: ActionRecord['intent']['parameters'] = {},
  outcome: Partial<ActionOutcome> | null = {},
): ActionRecord => ({
  intent: {
    id: 'a1b2c3d4e5',
    action,
    at,
    by: 'ada',
    why: null,
    summary: '',
    parameters,
    overrode: null,
    fingerprint: null,
  },
  outcome: outcome && {
    id: 'a1b2c3d4e5',
    at,
    state: 'done',
    detail: 'as told',
    generation: 2,
    answer: null,
    ...outcome,
  },
  namespace: 'edge',
  object: { kind: 'Deployment', name: 'waf', uid: 'u' },
});
const meta = (generation: number) => ({
  name: 'waf',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: at,
  generation,
});
const template = (restartedAt = 't1') => ({
  metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt } },
  spec: { containers: [] },
});
/** A Deployment of `replicas` that has `available`. */
const deployment = (
  replicas: number,
  available: number,
  generation = 2,
  observed = generation,
): Workload => ({
  kind: 'deployments',
  object: {
    metadata: meta(generation),
    spec: { replicas, selector: {}, template: template() },
    status: {
      observedGeneration: observed,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: available,
      readyReplicas: available,
    },
  },
});
const statefulSet = (replicas: number, present: number, ready: number): Workload => ({
  kind: 'statefulsets',
  object: {
    metadata: meta(2),
    spec: { replicas, selector: {}, template: template() },
    status: {
      observedGeneration: 2,
      replicas: present,
      readyReplicas: ready,
      currentRevision: 'a',
      updateRevision: 'a',
    },
  },
});
const stateOf = (input: Partial<ProgressInput> & Pick<ProgressInput, 'record'>) =>
  actionProgress({
    workload: deployment(5, 5),
    autoscaler: null,
    pods: [],
    reasons: [],
    now: new Date(at),
    ...input,
  }).state;
const to5 = { replicas: 5 };
const later = new Date(Date.parse(at) + mayArriveMs);
const pod = (createdAt: string, code: Reason['code'], health: Reason['health'] = 'down') => ({
  name: 'waf-x',
  createdAt,
  uid: 'p',
  ending: false,
  reasons: [{ code, health, message: 'its words' }],
});

it.each<[string, Partial<ProgressInput> & Pick<ProgressInput, 'record'>, string]>([
  ['all available', { record: record('scale', to5) }, 'settled'],
  ['one is missing', { record: record('scale', to5), workload: deployment(5, 4) }, 'running'],
  ['no outcome yet', { record: record('scale', to5, null) }, 'running'],
  ['the watch is behind', { record: record('scale', to5), workload: deployment(3, 3, 1) }, 'running'],
  ['the controller is behind', { record: record('scale', to5), workload: deployment(5, 5, 2, 1) }, 'running'],
  ['another number since', { record: record('scale', to5), workload: deployment(7, 7, 3) }, 'superseded'],
  ['the same number since', { record: record('scale', to5), workload: deployment(5, 5, 9) }, 'settled'],
  ['refused', { record: record('scale', to5, { state: 'refused' }) }, 'refused'],
  ['no answer, and it is done', { record: record('scale', to5, { state: 'unknown' }) }, 'settled'],
  [
    'no answer, and it may still be done',
    { record: record('scale', to5, { state: 'unknown' }), workload: deployment(3, 3, 1) },
    'unknown',
  ],
  [
    'no answer, and it was not done',
    {
      record: record('scale', { ...to5, from: 3 }, { state: 'unknown' }),
      workload: deployment(3, 3, 1),
      now: later,
    },
    'not-done',
  ],
  [
    'the console ended in the middle of it',
    { record: record('scale', { ...to5, from: 3 }, null), workload: deployment(4, 4), now: later },
    'unknown',
  ],
  [
    'the autoscaler has not acted',
    { record: record('setAutoscalerBounds', { min: 6, max: 9 }), autoscaler: { min: 6, max: 9 } },
    'running',
  ],
  [
    'the autoscaler keeps to its bounds',
    { record: record('setAutoscalerBounds', { min: 5, max: 9 }), autoscaler: { min: 5, max: 9 } },
    'settled',
  ],
  [
    'the autoscaler has other bounds since',
    { record: record('setAutoscalerBounds', { min: 5, max: 9 }), autoscaler: { min: 1, max: 9 } },
    'superseded',
  ],
  ['the object is gone', { record: record('scale', to5), workload: null }, 'unknown'],
  ['this restart', { record: record('restart', { restartedAt: 't1' }) }, 'settled'],
  ['a later restart', { record: record('restart', { restartedAt: 't0' }) }, 'superseded'],
  ['paused', { record: record('pause'), workload: deployment(5, 1) }, 'settled'],
  ['frozen', { record: record('freeze'), workload: null }, 'settled'],
  ['pods too many', { record: record('scale', { replicas: 1 }), workload: statefulSet(1, 3, 3) }, 'running'],
  [
    'as many as wanted',
    { record: record('scale', { replicas: 3 }), workload: statefulSet(3, 3, 3) },
    'settled',
  ],
])('%s', (_, input, state) => {
  expect(stateOf(input)).toBe(state);
});

it('a new pod that cannot come up fails it with its reason; an old one does not', () => {
  const running = { record: record('restart', { restartedAt: 't1' }), workload: deployment(5, 4) };
  const failed = actionProgress({
    ...running,
    autoscaler: null,
    reasons: [],
    now: new Date(at),
    pods: [pod('2026-01-01T12:00:01Z', 'image-pull')],
  });
  expect(failed).toMatchObject({ state: 'failed', message: 'waf-x: image-pull: its words' });
  expect(failed.pods).toHaveLength(1);
  expect(stateOf({ ...running, pods: [pod('2026-01-01T11:00:00Z', 'image-pull')] })).toBe('running');
  expect(stateOf({ ...running, pods: [pod('2026-01-01T12:00:01Z', 'starting', 'progressing')] })).toBe(
    'running',
  );
});

it('a pod of the same second, which may be from before the action, fails it only when it stays', () => {
  const inSecond = record('restart', { restartedAt: 't1' });
  inSecond.intent.at = '2026-01-01T12:00:00.800Z';
  const same = pod('2026-01-01T12:00:00Z', 'image-pull');
  const at = (seconds: number, pods = [same]) =>
    stateOf({
      record: inSecond,
      workload: deployment(5, 4),
      pods,
      now: new Date(Date.parse(inSecond.intent.at) + seconds * 1_000),
    });
  expect(at(1)).toBe('running');
  expect(at(11)).toBe('failed');
  expect(at(11, [{ ...same, ending: true }])).toBe('running');
  expect(at(11, [pod('2026-01-01T11:59:59Z', 'image-pull')])).toBe('running');
});

it('a quota fails it in the words of Kubernetes; one from before only when it stays', () => {
  const failure = (since: string): Reason[] => [
    { code: 'replica-failure', health: 'degraded', message: 'exceeded quota: few', since },
  ];
  const input = { record: record('scale', to5), workload: deployment(5, 3), autoscaler: null, pods: [] };
  const failed = { state: 'failed', message: 'exceeded quota: few' };
  const soon = new Date('2026-01-01T12:00:02Z');
  const later = new Date('2026-01-01T12:00:11Z');
  const before = failure('2026-01-01T11:00:00Z');
  expect(actionProgress({ ...input, reasons: failure(at), now: soon })).toMatchObject(failed);
  expect(actionProgress({ ...input, reasons: before, now: soon }).state).toBe('running');
  expect(actionProgress({ ...input, reasons: before, now: later })).toMatchObject(failed);
});

it('an eviction has settled once that very pod is gone and its function is whole', () => {
  const evicted = record('evict', { uid: 'p', kind: 'deployments', function: 'waf' }, { generation: null });
  const still = pod('2026-01-01T11:00:00Z', 'terminating', 'progressing');
  expect(stateOf({ record: evicted, pods: [still] })).toBe('running');
  expect(stateOf({ record: evicted, workload: deployment(5, 4) })).toBe('running');
  expect(stateOf({ record: evicted })).toBe('settled');
  expect(stateOf({ record: evicted, workload: null })).toBe('settled');
});
