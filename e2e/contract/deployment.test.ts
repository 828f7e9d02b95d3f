import { beforeAll, describe, expect, it } from 'vitest';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { images, type Pod, type Workload, workload } from './workloads.ts';

const revision = 'deployment.kubernetes.io/revision';

describe.skipIf(noCluster)('Deployment', () => {
  const here = scene('deploy');
  const one = here.apps('deployments', 'waf');
  const settled = (item: Workload, replicas: number) =>
    item.status.observedGeneration === item.metadata.generation &&
    item.status.updatedReplicas === replicas &&
    item.status.replicas === replicas &&
    item.status.availableReplicas === replicas;
  const replicaSets = async () =>
    must(await cluster().list<Workload>(here.apps('replicasets'), { labelSelector: 'app=waf' })).items;
  const setImage = (image: string) =>
    cluster().patch(one, 'strategic', {
      spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
    });

  beforeAll(async () => {
    if (noCluster) return;
    must(
      await cluster().create(here.apps('deployments'), workload('Deployment', 'waf', { replicas: 2 })),
      201,
    );
    await becomes<Workload>(cluster(), one, 'two available pods', (item) => settled(item, 2));
  });

  it('owns a ReplicaSet, which owns the pods', async () => {
    const deployment = must(await cluster().get<Workload>(one));
    expect(deployment.metadata.annotations?.[revision]).toBe('1');
    const [set] = await replicaSets();
    expect(set?.metadata.ownerReferences).toMatchObject([
      { kind: 'Deployment', name: 'waf', uid: deployment.metadata.uid, controller: true },
    ]);
    const hash = set?.metadata.labels?.['pod-template-hash'];
    expect(set?.metadata.name).toBe(`waf-${hash}`);
    const pods = must(
      await cluster().list<Pod>(here.core('pods'), { labelSelector: `pod-template-hash=${hash}` }),
    ).items;
    expect(pods).toHaveLength(2);
    for (const pod of pods) {
      expect(pod.metadata.name).toMatch(new RegExp(`^waf-${hash}-[a-z0-9]{5}$`));
      expect(pod.metadata.ownerReferences).toMatchObject([{ kind: 'ReplicaSet', uid: set?.metadata.uid }]);
      expect(pod.status).toMatchObject({ phase: 'Running', hostIP: expect.any(String) });
    }
    expect(deployment.status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }),
        expect.objectContaining({ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }),
      ]),
    );
  });

  it('rolls out a new image through a new ReplicaSet, and back through the old one', async () => {
    must(await setImage(images.wafNext));
    const rolled = await becomes<Workload>(cluster(), one, 'the new version everywhere', (item) =>
      settled(item, 2),
    );
    expect(rolled.metadata.annotations?.[revision]).toBe('2');
    const sets = await replicaSets();
    const summary = sets
      .map((set) => [
        set.metadata.annotations?.[revision],
        set.spec.replicas,
        set.spec.template.spec.containers[0]?.image,
      ])
      .sort();
    expect(summary).toEqual([
      ['1', 0, images.waf],
      ['2', 2, images.wafNext],
    ]);
    must(await setImage(images.waf));
    const back = await becomes<Workload>(cluster(), one, 'the old version everywhere', (item) =>
      settled(item, 2),
    );
    expect(back.metadata.annotations?.[revision]).toBe('3');
    const after = await replicaSets();
    expect(after).toHaveLength(2);
    expect(after.find((set) => set.spec.replicas === 2)?.metadata.annotations?.[revision]).toBe('3');
  });

  it('replaces no pod while it is paused, and none that serves by one that cannot start', async () => {
    must(await cluster().patch(one, 'merge', { spec: { paused: true } }));
    const changed = must(await setImage(images.unknown));
    await becomes<Workload>(
      cluster(),
      one,
      'the pause to be observed',
      (item) => item.status.observedGeneration === changed.metadata.generation,
    );
    expect(
      (await replicaSets()).every((set) => set.spec.template.spec.containers[0]?.image !== images.unknown),
    ).toBe(true);
    must(await cluster().patch(one, 'merge', { spec: { paused: false } }));
    const stuck = await becomes<Workload>(
      cluster(),
      one,
      'one new pod that cannot start',
      (item) => item.status.updatedReplicas === 1 && item.status.replicas === 3,
    );
    expect(stuck.status).toMatchObject({ availableReplicas: 2, unavailableReplicas: 1 });
    must(await setImage(images.waf));
    await becomes<Workload>(cluster(), one, 'the old version everywhere', (item) => settled(item, 2));
  });

  it('is deleted with all it owns', async () => {
    must(
      await cluster().delete(one, {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy: 'Background',
      }),
    );
    await expect
      .poll(
        async () => (await replicaSets()).length + must(await cluster().list(here.core('pods'))).items.length,
        {
          timeout: 60_000,
        },
      )
      .toBe(0);
  });
});
