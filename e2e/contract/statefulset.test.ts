import { beforeAll, describe, expect, it } from 'vitest';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { images, isReady, type Pod, type Workload, workload } from './workloads.ts';

describe.skipIf(noCluster)('StatefulSet', () => {
  const here = scene('sts');
  const one = here.apps('statefulsets', 'router');
  const podPath = (number: number) => here.core('pods', `router-${number}`);
  const imageOf = (item: Pod) => item.spec.containers[0]?.image;

  beforeAll(async () => {
    if (noCluster) return;
    must(
      await cluster().create(here.apps('statefulsets'), workload('StatefulSet', 'router', { replicas: 2 })),
      201,
    );
    await becomes<Workload>(cluster(), one, 'two ready pods', (item) => item.status.readyReplicas === 2);
  });

  it('numbers its pods, and records its template in a ControllerRevision', async () => {
    const item = must(await cluster().get<Workload>(one));
    const pod = must(await cluster().get<Pod>(podPath(0)));
    expect(pod.metadata.labels).toMatchObject({
      'statefulset.kubernetes.io/pod-name': 'router-0',
      'controller-revision-hash': item.status.currentRevision,
    });
    expect(pod.metadata.ownerReferences).toMatchObject([{ kind: 'StatefulSet', name: 'router' }]);
    const revisions = must(
      await cluster().list<{ revision: number; metadata: { name: string } }>(
        here.apps('controllerrevisions'),
      ),
    );
    expect(revisions.items).toMatchObject([{ revision: 1, metadata: { name: item.status.currentRevision } }]);
  });

  it('updates only from the partition on, the highest number first', async () => {
    must(
      await cluster().patch(one, 'strategic', {
        spec: {
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
          template: { spec: { containers: [{ name: 'main', image: images.wafNext }] } },
        },
      }),
    );
    await becomes<Pod>(
      cluster(),
      podPath(1),
      'router-1 on the new version',
      (item) => imageOf(item) === images.wafNext && isReady(item),
    );
    const held = await becomes<Workload>(
      cluster(),
      one,
      'one updated pod',
      (item) => item.status.updatedReplicas === 1,
    );
    expect(held.status.updateRevision).not.toBe(held.status.currentRevision);
    const kept = must(await cluster().get<Pod>(podPath(0)));
    expect(imageOf(kept)).toBe(images.waf);

    must(
      await cluster().patch(one, 'merge', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } }),
    );
    await becomes<Pod>(
      cluster(),
      podPath(0),
      'router-0 on the new version',
      (item) => imageOf(item) === images.wafNext && isReady(item),
    );
    const done = await becomes<Workload>(
      cluster(),
      one,
      'one revision',
      (item) => item.status.updateRevision === item.status.currentRevision,
    );
    expect(done.status.currentRevision).toBe(held.status.updateRevision);
  });

  it('makes a deleted pod anew under its name', async () => {
    const before = must(await cluster().get<Pod>(podPath(0)));
    must(await cluster().delete(podPath(0)));
    const after = await becomes<Pod>(
      cluster(),
      podPath(0),
      'router-0 again',
      (item) => item.metadata.uid !== before.metadata.uid && isReady(item),
    );
    expect(after.metadata.name).toBe('router-0');
  });
});
