import { expect, it } from 'vitest';
import type { Workload } from '../kubernetes.ts';
import type { ActionName } from './action.ts';
import { foundAfterwards, mayArriveMs, type Seen } from './found-afterwards.ts';

const at = '2026-01-01T12:00:00Z';
const later = new Date(Date.parse(at) + mayArriveMs);
const soon = new Date(Date.parse(at) + 5_000);
const waf = (spec: object, generation = 7): Workload => ({
  kind: 'deployments',
  object: {
    metadata: { name: 'waf', uid: 'u', resourceVersion: '1', creationTimestamp: at, generation },
    spec: { selector: {}, template: { spec: { containers: [] } }, ...spec },
    status: {},
  },
});
const restarted = (time: string) => ({
  template: {
    metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': time } },
    spec: { containers: [] },
  },
});
const find = (action: ActionName, parameters: Record<string, string | number>, seen: Partial<Seen>) =>
  foundAfterwards(
    {
      id: 'a1b2c3d4',
      action,
      at,
      by: 'ada',
      why: null,
      summary: '',
      parameters,
      overrode: null,
      fingerprint: null,
    },
    { workload: null, autoscaler: null, podUids: [], now: later, ...seen },
  );

it.each([
  ['scale', { from: 3, replicas: 5 }, waf({ replicas: 5 }), 'done'],
  ['scale', { from: 3, replicas: 5 }, waf({ replicas: 3 }), 'not-done'],
  ['scale', { from: 3, replicas: 5 }, waf({ replicas: 4 }), null],
  ['restart', { restartedAt: 't2' }, waf(restarted('t2')), 'done'],
  ['restart', { restartedAt: 't2', generation: 7 }, waf(restarted('t1')), 'not-done'],
  ['restart', { restartedAt: 't2', generation: 6 }, waf(restarted('t3')), null],
  ['pause', {}, waf({ paused: true }), 'done'],
  ['pause', {}, waf({}), 'not-done'],
  ['resume', {}, waf({}), 'done'],
  ['rollback', { toRevision: 1, generation: 7 }, waf({}), 'not-done'],
  ['rollback', { toRevision: 1, generation: 6 }, waf({}), null],
] as const)('%s %j is found %j', (action, parameters, workload, found) => {
  expect(find(action, parameters, { workload })).toBe(found);
});

it('an eviction is done when the pod is gone or ending', () => {
  expect(find('evict', { uid: 'p1' }, { podUids: ['p2'] })).toBe('done');
  expect(find('evict', { uid: 'p1' }, { podUids: ['p1'] })).toBe('not-done');
});

it('an autoscaler tells by its bounds', () => {
  const parameters = { min: 5, max: 9, fromMin: 2, fromMax: 6 };
  expect(find('setAutoscalerBounds', parameters, { autoscaler: { min: 5, max: 9 } })).toBe('done');
  expect(find('setAutoscalerBounds', parameters, { autoscaler: { min: 2, max: 6 } })).toBe('not-done');
  expect(find('setAutoscalerBounds', parameters, { autoscaler: { min: 1, max: 6 } })).toBeNull();
});

it('is not said not to be done while the request may still be carried out', () => {
  const workload = waf({ replicas: 3 });
  expect(find('scale', { from: 3, replicas: 5 }, { workload, now: soon })).toBeNull();
  expect(find('scale', { from: 3, replicas: 3 }, { workload, now: soon })).toBe('done');
});

it('a gone object and a freeze cannot be told', () => {
  expect(find('scale', { from: 3, replicas: 5 }, {})).toBeNull();
  expect(find('freeze', {}, { workload: waf({}) })).toBeNull();
});
