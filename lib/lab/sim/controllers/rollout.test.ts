import { describe, expect, it } from 'vitest';
import { resourceOf } from '../../api/resources.ts';
import type { StatefulSet } from '../objects.ts';
import {
  change,
  isReadyPod,
  objectOf,
  podsOf,
  reasons,
  setImage,
  testCluster,
  watch,
  workload,
} from '../test-cluster.ts';

const old = 'registry.example.net/waf:v2.24.123';
const next = 'registry.example.net/waf:v2.25.0';
const imagesOf = (cluster: ReturnType<typeof testCluster>, name: string) =>
  podsOf(cluster, name).map(({ spec }) => spec.containers[0]?.image);

describe('Deployment', () => {
  const yaml = `objects:\n${workload('Deployment', 'waf', old, 'replicas: 4')}`;

  it('rolls out within maxSurge and maxUnavailable, and keeps the old ReplicaSet', () => {
    const cluster = testCluster(yaml);
    setImage(cluster, 'Deployment', 'waf', next);
    const seen = watch(cluster, 60, () => {
      const pods = podsOf(cluster, 'waf').filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      return { all: pods.length, ready: pods.filter(isReadyPod).length };
    });
    expect(Math.max(...seen.map(({ all }) => all))).toBe(5);
    expect(Math.min(...seen.map(({ ready }) => ready))).toBe(3);
    expect(imagesOf(cluster, 'waf')).toEqual([next, next, next, next]);
    const deployment = objectOf(cluster, 'Deployment', 'waf');
    expect(deployment.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    expect(deployment.status).toMatchObject({
      observedGeneration: 2,
      updatedReplicas: 4,
      availableReplicas: 4,
    });
    expect(deployment.status?.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
      ['Available', 'MinimumReplicasAvailable'],
      ['Progressing', 'NewReplicaSetAvailable'],
    ]);
    const sets = cluster.store.list(resourceOf('replicasets'));
    expect(sets.map((set) => (set.spec as { replicas: number }).replicas).sort()).toEqual([0, 4]);
  });

  it('makes the old template the newest revision when it is taken back', () => {
    const cluster = testCluster(yaml);
    setImage(cluster, 'Deployment', 'waf', next);
    cluster.advance(60_000);
    setImage(cluster, 'Deployment', 'waf', old);
    cluster.advance(60_000);
    expect(imagesOf(cluster, 'waf')).toEqual([old, old, old, old]);
    const revisions = cluster.store
      .list(resourceOf('replicasets'))
      .map(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision']);
    expect(revisions.sort()).toEqual(['2', '3']);
  });

  it('does nothing with a new template while it is paused', () => {
    const cluster = testCluster(yaml);
    change(cluster, 'Deployment', 'waf', (copy) => {
      copy.spec.paused = true;
    });
    setImage(cluster, 'Deployment', 'waf', next);
    cluster.advance(30_000);
    expect(new Set(imagesOf(cluster, 'waf'))).toEqual(new Set([old]));
    change(cluster, 'Deployment', 'waf', (copy) => {
      copy.spec.paused = false;
    });
    cluster.advance(60_000);
    expect(new Set(imagesOf(cluster, 'waf'))).toEqual(new Set([next]));
  });

  it('takes all pods away first with Recreate', () => {
    const cluster = testCluster(
      `objects:\n${workload('Deployment', 'waf', old, 'replicas: 3\n      strategy: { type: Recreate }')}`,
    );
    setImage(cluster, 'Deployment', 'waf', next);
    const mixed = watch(cluster, 60, () => new Set(imagesOf(cluster, 'waf')).size > 1);
    expect(mixed).not.toContain(true);
    expect(imagesOf(cluster, 'waf')).toEqual([next, next, next]);
  });

  it('says that it makes no progress after the deadline', () => {
    const cluster = testCluster(
      `objects:\n${workload('Deployment', 'waf', old, 'replicas: 2\n      progressDeadlineSeconds: 60')}`,
    );
    setImage(cluster, 'Deployment', 'waf', 'registry.example.net/waf:none');
    cluster.advance(50_000);
    const progressing = () =>
      objectOf(cluster, 'Deployment', 'waf').status?.conditions?.find(({ type }) => type === 'Progressing');
    expect(progressing()?.reason).toBe('ReplicaSetUpdated');
    cluster.advance(30_000);
    expect(progressing()).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
  });
});

describe('StatefulSet', () => {
  const yaml = `objects:\n${workload('StatefulSet', 'router', old, 'replicas: 3')}`;

  it('updates from the highest ordinal down to the partition, one at a time', () => {
    const cluster = testCluster(yaml);
    change(cluster, 'StatefulSet', 'router', (copy) => {
      (copy as StatefulSet).spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } };
    });
    setImage(cluster, 'StatefulSet', 'router', next);
    const ready = watch(cluster, 60, () => podsOf(cluster, 'router').filter(isReadyPod).length);
    expect(Math.min(...ready)).toBe(2);
    const byName = Object.fromEntries(
      podsOf(cluster, 'router').map((pod) => [pod.metadata.name, pod.spec.containers[0]?.image]),
    );
    expect(byName).toEqual({ 'router-0': old, 'router-1': next, 'router-2': next });
    const status = () => objectOf(cluster, 'StatefulSet', 'router').status;
    expect(status()).toMatchObject({ currentReplicas: 1, updatedReplicas: 2, readyReplicas: 3 });
    expect(status()?.currentRevision).not.toBe(status()?.updateRevision);
    change(cluster, 'StatefulSet', 'router', (copy) => {
      (copy as StatefulSet).spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } };
    });
    cluster.advance(30_000);
    expect(new Set(imagesOf(cluster, 'router'))).toEqual(new Set([next]));
    expect(status()?.currentRevision).toBe(status()?.updateRevision);
  });

  it('brings a deleted pod back under its name, and scales down from the highest ordinal', () => {
    const cluster = testCluster(yaml);
    const before = podsOf(cluster, 'router-1')[0]?.metadata.uid;
    cluster.store.remove(resourceOf('pods'), 'default', 'router-1');
    cluster.advance(20_000);
    expect(podsOf(cluster, 'router-1')[0]?.metadata.uid).not.toBe(before);
    change(cluster, 'StatefulSet', 'router', (copy) => {
      copy.spec.replicas = 1;
    });
    cluster.advance(30_000);
    expect(podsOf(cluster, 'router').map(({ metadata }) => metadata.name)).toEqual(['router-0']);
    expect(reasons(cluster, 'router')).toContain('SuccessfulDelete');
  });
});

describe('DaemonSet', () => {
  it('replaces one pod at a time, and none with OnDelete', () => {
    const cluster = testCluster(`objects:\n${workload('DaemonSet', 'speaker', old)}`);
    expect(
      podsOf(cluster, 'speaker')
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).toEqual(['node-1', 'node-2']);
    setImage(cluster, 'DaemonSet', 'speaker', next);
    const ready = watch(cluster, 40, () => podsOf(cluster, 'speaker').filter(isReadyPod).length);
    expect(Math.min(...ready)).toBe(1);
    expect(new Set(imagesOf(cluster, 'speaker'))).toEqual(new Set([next]));
    change(cluster, 'DaemonSet', 'speaker', (copy) => {
      copy.spec.updateStrategy = { type: 'OnDelete' };
    });
    setImage(cluster, 'DaemonSet', 'speaker', old);
    cluster.advance(30_000);
    expect(new Set(imagesOf(cluster, 'speaker'))).toEqual(new Set([next]));
    expect(objectOf(cluster, 'DaemonSet', 'speaker').status).toMatchObject({
      updatedNumberScheduled: 0,
      numberReady: 2,
    });
  });
});

describe('HorizontalPodAutoscaler', () => {
  it('undoes a scale that the load does not ask for', () => {
    const cluster = testCluster(`
loads: [{ namespace: default, name: lb, percent: 110 }]
objects:
${workload('Deployment', 'lb', 'registry.example.net/lb:v2.21', 'replicas: 2')}
  - apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: lb, namespace: default }
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: lb }
      minReplicas: 2
      maxReplicas: 5
      metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
`);
    change(cluster, 'Deployment', 'lb', (copy) => {
      copy.spec.replicas = 5;
    });
    cluster.advance(20_000);
    expect(objectOf(cluster, 'Deployment', 'lb').spec.replicas).toBe(2);
    expect(reasons(cluster, 'lb')).toContain('SuccessfulRescale');
  });
});
