import { describe, expect, test } from 'vitest';
import type { KubernetesEvent } from '../kubernetes.ts';
import { eventMatters, eventView } from './event-view.ts';

const event = (more: Partial<KubernetesEvent>): KubernetesEvent => ({
  metadata: {
    name: 'e',
    namespace: 'ns',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  type: 'Normal',
  involved: { kind: 'Pod', namespace: 'ns', name: 'waf-1' },
  count: 1,
  ...more,
});

describe('eventMatters', () => {
  test.each([
    [{ type: 'Warning', reason: 'Anything' }, true],
    [{ reason: 'Scheduled' }, false],
    [{ reason: 'Created' }, false],
    [{ reason: 'Started' }, false],
    [{ reason: 'Killing' }, true],
    [{ reason: 'ScalingReplicaSet' }, true],
    [{ reason: 'BackOff' }, true],
    [{ reason: 'AddedInterface' }, true],
    [{ reason: 'Pulled', message: 'Successfully pulled image "waf:2" in 2s' }, true],
    [{ reason: 'Pulled', message: 'Container image "waf:2" already present on machine' }, false],
    [{ reason: 'Scaled', source: 'cnf-console' }, true],
    [{ reason: 'toString' }, false],
    [{}, false],
  ])('%o: %s', (more, expected) => {
    expect(eventMatters(event(more))).toBe(expected);
  });
});

describe('eventView', () => {
  test('names the function it concerns', () => {
    const view = eventView(
      event({
        type: 'Warning',
        reason: 'BackOff',
        message: ' Back-off\n',
        lastAt: '2026-01-01T01:00:00Z',
        count: 3,
        source: 'kubelet',
      }),
      () => ({ namespace: 'ns', kind: 'deployments', name: 'waf' }),
    );
    expect(view).toEqual({
      key: 'u1',
      at: '2026-01-01T01:00:00Z',
      firstAt: null,
      count: 3,
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off',
      namespace: 'ns',
      object: { kind: 'Pod', name: 'waf-1' },
      function: 'ns/deployments/waf',
      source: 'kubelet',
    });
  });
  test('bounds what others wrote and keeps what is unknown as unknown', () => {
    const view = eventView(event({ type: '<b>', message: 'x'.repeat(5000), involved: {} }), () => null);
    expect(view).toMatchObject({
      type: 'other',
      at: '2026-01-01T00:00:00Z',
      namespace: 'ns',
      object: { kind: '', name: '' },
      function: null,
    });
    expect(view.message).toHaveLength(1024);
  });
});
