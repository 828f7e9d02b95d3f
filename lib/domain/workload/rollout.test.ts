import { describe, expect, test } from 'vitest';
import type { DaemonSet, Deployment, StatefulSet } from '../kubernetes.ts';
import { rolloutState } from './rollout.ts';

const metadata = {
  name: 'waf',
  namespace: 'ns',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
  generation: 2,
};
const template = { spec: { containers: [] } };
const selector = {};

const deployment = (status: Deployment['status'], spec: Partial<Deployment['spec']> = {}) =>
  rolloutState({
    kind: 'deployments',
    object: {
      metadata,
      spec: { replicas: 3, selector, template, ...spec },
      status: { observedGeneration: 2, ...status },
    },
  });
const statefulSet = (status: StatefulSet['status'], spec: Partial<StatefulSet['spec']> = {}) =>
  rolloutState({
    kind: 'statefulsets',
    object: {
      metadata,
      spec: {
        replicas: 3,
        selector,
        template,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        ...spec,
      },
      status: { observedGeneration: 2, ...status },
    },
  });
const daemonSet = (status: DaemonSet['status'], spec: Partial<DaemonSet['spec']> = {}) =>
  rolloutState({
    kind: 'daemonsets',
    object: {
      metadata,
      spec: { selector, template, updateStrategy: { type: 'RollingUpdate' }, ...spec },
      status: { observedGeneration: 2, ...status },
    },
  });

const done = { replicas: 3, updatedReplicas: 3, availableReplicas: 3, readyReplicas: 3 };
const onDelete = { updateStrategy: { type: 'OnDelete' } };

/** kubectl prints these sentences for these numbers: `rollout_status.go`, v1.34. */
describe('rolloutState', () => {
  test.each([
    [
      'not observed',
      deployment({ observedGeneration: 1 }),
      'progressing',
      'Waiting for deployment spec update to be observed...',
    ],
    [
      'new replicas to come',
      deployment({ updatedReplicas: 1, replicas: 3 }),
      'progressing',
      'Waiting for deployment "waf" rollout to finish: 1 out of 3 new replicas have been updated...',
    ],
    [
      'old replicas to go',
      deployment({ updatedReplicas: 3, replicas: 4 }),
      'progressing',
      'Waiting for deployment "waf" rollout to finish: 1 old replicas are pending termination...',
    ],
    [
      'not available yet',
      deployment({ ...done, availableReplicas: 1 }),
      'progressing',
      'Waiting for deployment "waf" rollout to finish: 1 of 3 updated replicas are available...',
    ],
    ['done', deployment(done), 'complete', 'deployment "waf" successfully rolled out'],
    [
      'paused half way',
      deployment({ updatedReplicas: 1, replicas: 3 }, { paused: true }),
      'paused',
      'Waiting for deployment "waf" rollout to finish: 1 out of 3 new replicas have been updated...',
    ],
    [
      'deadline exceeded',
      deployment({
        updatedReplicas: 1,
        conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
      }),
      'failed',
      'deployment "waf" exceeded its progress deadline',
    ],
    [
      'not observed',
      statefulSet({ observedGeneration: 1 }),
      'progressing',
      'Waiting for statefulset spec update to be observed...',
    ],
    [
      'never observed',
      statefulSet({ observedGeneration: 0 }),
      'progressing',
      'Waiting for statefulset spec update to be observed...',
    ],
    [
      'pods to be ready',
      statefulSet({ readyReplicas: 1 }),
      'progressing',
      'Waiting for 2 pods to be ready...',
    ],
    [
      'above the partition',
      statefulSet(
        { readyReplicas: 3, updatedReplicas: 0, currentRevision: 'a', updateRevision: 'b' },
        { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
      ),
      'progressing',
      'Waiting for partitioned roll out to finish: 0 out of 1 new pods have been updated...',
    ],
    [
      'held by the partition',
      statefulSet(
        { readyReplicas: 3, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
        { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
      ),
      'held',
      'partitioned roll out complete: 1 new pods have been updated...',
    ],
    [
      'done',
      statefulSet({ readyReplicas: 3, updatedReplicas: 3, currentRevision: 'b', updateRevision: 'b' }),
      'complete',
      'partitioned roll out complete: 3 new pods have been updated...',
    ],
    [
      'without a partition',
      statefulSet(
        { readyReplicas: 3, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
        { updateStrategy: { type: 'RollingUpdate' } },
      ),
      'progressing',
      'waiting for statefulset rolling update to complete 1 pods at revision b...',
    ],
    [
      'waits for pods to be deleted',
      statefulSet(
        { readyReplicas: 3, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
        onDelete,
      ),
      'held',
      'rollout status is only available for RollingUpdate strategy type',
    ],
    [
      'all deleted and new',
      statefulSet(
        { replicas: 3, readyReplicas: 3, updatedReplicas: 3, currentRevision: 'a', updateRevision: 'b' },
        onDelete,
      ),
      'complete',
      'rollout status is only available for RollingUpdate strategy type',
    ],
    [
      'not observed',
      daemonSet({ observedGeneration: 1 }),
      'progressing',
      'Waiting for daemon set spec update to be observed...',
    ],
    [
      'new pods to come',
      daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 1 }),
      'progressing',
      'Waiting for daemon set "waf" rollout to finish: 1 out of 3 new pods have been updated...',
    ],
    [
      'not available yet',
      daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 2 }),
      'progressing',
      'Waiting for daemon set "waf" rollout to finish: 2 of 3 updated pods are available...',
    ],
    [
      'done',
      daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3 }),
      'complete',
      'daemon set "waf" successfully rolled out',
    ],
    [
      'waits for pods to be deleted',
      daemonSet({ desiredNumberScheduled: 3, updatedNumberScheduled: 1, numberAvailable: 3 }, onDelete),
      'held',
      'rollout status is only available for RollingUpdate strategy type',
    ],
  ])('%s', (_what, found, state, message) => {
    expect(found).toMatchObject({ state, message });
  });

  test('a StatefulSet that is not rolling has all its pods updated', () => {
    expect(
      statefulSet({ replicas: 3, readyReplicas: 3, currentRevision: 'b', updateRevision: 'b' }).updated,
    ).toBe(3);
  });
});
