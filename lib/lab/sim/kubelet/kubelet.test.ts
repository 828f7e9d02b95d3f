import { describe, expect, it } from 'vitest';
import { resourceOf } from '../../api/resources.ts';
import {
  change,
  eventsAbout,
  podOf,
  podsOf,
  reasons,
  setImage,
  testCluster,
  watch,
  workload,
} from '../test-cluster.ts';

const waf = 'registry.example.net/waf:v2.24.123';

function stateOf(cluster: ReturnType<typeof testCluster>, name: string): string {
  const pod = podsOf(cluster, name)[0];
  const status = pod?.status.containerStatuses?.[0];
  const { waiting, running, terminated } = status?.state ?? {};
  return (
    waiting?.reason ??
    terminated?.reason ??
    (running === undefined ? 'none' : status?.ready ? 'Ready' : 'Running')
  );
}

describe('a pod', () => {
  it('comes up step by step, with the kubelet’s events', () => {
    const cluster = testCluster(`objects:\n${workload('Deployment', 'waf', waf, 'replicas: 0')}`);
    change(cluster, 'Deployment', 'waf', (copy) => {
      copy.spec.replicas = 1;
    });
    const states = watch(cluster, 8, () => stateOf(cluster, 'waf'));
    expect([...new Set(states)]).toEqual(['none', 'ContainerCreating', 'Ready']);
    const pod = podOf(cluster, 'waf');
    expect(reasons(cluster, pod.metadata.name)).toEqual([
      'Scheduled',
      'AddedInterface',
      'Pulling',
      'Pulled',
      'Created',
      'Started',
    ]);
    expect(pod.status).toMatchObject({ phase: 'Running', hostIP: expect.stringMatching(/^192\.168\./) });
    expect(pod.status.containerStatuses?.[0]?.imageID).toMatch(
      /^registry\.example\.net\/waf@sha256:[0-9a-f]{64}$/,
    );
  });

  it('waits for init containers', () => {
    const cluster = testCluster(`objects:\n${workload('Deployment', 'waf', waf)}`);
    change(cluster, 'Deployment', 'waf', (copy) => {
      copy.spec.template.spec.initContainers = [{ name: 'prepare', image: waf }];
    });
    const states = watch(cluster, 15, () => {
      const pod = podsOf(cluster, 'waf').find(({ spec }) => spec.initContainers !== undefined);
      return pod?.status.containerStatuses?.[0]?.state.waiting?.reason;
    });
    expect(states).toContain('PodInitializing');
    const pod = podsOf(cluster, 'waf').find(({ spec }) => spec.initContainers !== undefined);
    expect(pod?.status.initContainerStatuses?.[0]?.state.terminated?.reason).toBe('Completed');
    expect(pod?.status.phase).toBe('Running');
  });

  it('cannot pull an unknown tag: ErrImagePull, then ImagePullBackOff, in turns', () => {
    const cluster = testCluster(`objects:\n${workload('Deployment', 'waf', waf)}`);
    setImage(cluster, 'Deployment', 'waf', 'registry.example.net/waf:none');
    const bad = () =>
      podsOf(cluster, 'waf').find(({ status }) => status.phase === 'Pending')?.metadata.name ?? 'nobody';
    const states = watch(cluster, 120, () => stateOf(cluster, bad()));
    const changes = states.filter((state, index) => state !== states[index - 1] && state !== 'Ready');
    expect(changes.slice(-4)).toEqual([
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
      'ImagePullBackOff',
    ]);
    const back = eventsAbout(cluster, bad()).find(({ reason }) => reason === 'BackOff');
    expect(back).toMatchObject({
      message: 'Back-off pulling image "registry.example.net/waf:none"',
      type: 'Normal',
    });
    expect(Number(back?.count)).toBeGreaterThan(1);
  });

  it('crashes again and again with a rising back-off', () => {
    const cluster = testCluster(`
behaviours: [{ match: { pod: sick }, exit: { after: 1s, code: 3, log: [boom] } }]
objects:
${workload('Deployment', 'sick', waf, 'replicas: 0')}`);
    change(cluster, 'Deployment', 'sick', (copy) => {
      copy.spec.replicas = 1;
    });
    const counts = watch(
      cluster,
      180,
      () => podsOf(cluster, 'sick')[0]?.status.containerStatuses?.[0]?.restartCount ?? 0,
    );
    // Starts after 0, 10, 20, 40 and 80 seconds of waiting: the fifth comes before three minutes are over, no sixth.
    expect(counts.at(-1)).toBe(5);
    const status = podOf(cluster, 'sick').status.containerStatuses?.[0];
    expect(status?.state.waiting).toMatchObject({
      reason: 'CrashLoopBackOff',
      message: expect.stringContaining('back-off 2m40s restarting failed container=main pod=sick-'),
    });
    expect(status?.lastState.terminated).toMatchObject({ exitCode: 3, reason: 'Error' });
    const pod = podOf(cluster, 'sick');
    const lines = cluster.simulation.logs.read(`${pod.metadata.uid}/main`, true, 0);
    expect(lines?.at(-1)?.text).toBe('boom');
  });

  it('stays Pending without a node that fits', () => {
    const cluster = testCluster(`objects:\n${workload('Deployment', 'waf', waf)}`);
    change(cluster, 'Deployment', 'waf', (copy) => {
      copy.spec.template.spec.nodeSelector = { disk: 'fast' };
    });
    cluster.advance(5000);
    const pending = podsOf(cluster, 'waf').find(({ spec }) => spec.nodeName === undefined);
    expect(pending?.status.conditions?.[0]).toMatchObject({
      reason: 'Unschedulable',
      message: expect.stringContaining(
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
      ),
    });
    expect(reasons(cluster, pending?.metadata.name ?? '')).toContain('FailedScheduling');
  });

  it('terminates gracefully and gives its addresses back', () => {
    const cluster = testCluster(`objects:\n${workload('StatefulSet', 'router', waf)}`);
    const uid = podOf(cluster, 'router').metadata.uid;
    cluster.store.remove(resourceOf('pods'), 'default', 'router-0');
    cluster.advance(500);
    expect(podOf(cluster, 'router').metadata.deletionTimestamp).toBeDefined();
    expect(reasons(cluster, 'router-0')).toContain('Killing');
    cluster.advance(10_000);
    expect(podOf(cluster, 'router').metadata.uid).not.toBe(uid);
    expect(cluster.simulation.interfaces.has(uid ?? '')).toBe(false);
  });
});
