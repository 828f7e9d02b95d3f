import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { images, isReady, type Pod, type Workload, workload } from './workloads.ts';

describe.skipIf(noCluster)('DaemonSet', () => {
  const here = scene('ds');
  const one = here.apps('daemonsets', 'agent');
  const pods = async () =>
    must(await cluster().list<Pod>(here.core('pods'), { labelSelector: 'app=agent' })).items;

  beforeAll(async () => {
    if (noCluster) return;
    const manifest = workload('DaemonSet', 'agent', { updateStrategy: { type: 'OnDelete' } });
    must(await cluster().create(here.apps('daemonsets'), manifest), 201);
    await becomes<Workload>(
      cluster(),
      one,
      'a ready pod on each node',
      ({ status }) =>
        (status.desiredNumberScheduled ?? 0) > 0 && status.numberReady === status.desiredNumberScheduled,
    );
  });

  it('runs one pod on each node that takes it', async () => {
    const items = await pods();
    expect(new Set(items.map((item) => item.spec.nodeName)).size).toBe(items.length);
    expect(must(await cluster().get<Workload>(one)).status.desiredNumberScheduled).toBe(items.length);
  });

  it('with OnDelete, changes a pod only when it is deleted', async () => {
    const [before] = await pods();
    const changed = must(
      await cluster().patch(one, 'strategic', {
        spec: { template: { spec: { containers: [{ name: 'main', image: images.wafNext }] } } },
      }),
    );
    const outdated = await becomes<Workload>(
      cluster(),
      one,
      'the change to be observed',
      ({ status }) =>
        status.observedGeneration === changed.metadata.generation &&
        (status.updatedNumberScheduled ?? 0) === 0,
    );
    expect(outdated.status.numberReady).toBe(outdated.status.desiredNumberScheduled);
    expect(
      (await pods()).find((item) => item.metadata.uid === before?.metadata.uid)?.spec.containers[0]?.image,
    ).toBe(images.waf);
    must(await cluster().delete(here.core('pods', before?.metadata.name)));
    const after = await eventually('the new pod', async () =>
      (await pods()).find(
        (item) =>
          item.spec.nodeName === before?.spec.nodeName &&
          item.metadata.uid !== before?.metadata.uid &&
          isReady(item),
      ),
    );
    expect(after.spec.containers[0]?.image).toBe(images.wafNext);
    const hash = after.metadata.labels?.['controller-revision-hash'];
    const revisions = must(
      await cluster().list<{ revision: number; metadata: { name: string } }>(
        here.apps('controllerrevisions'),
      ),
    );
    expect(revisions.items.find((each) => each.revision === 2)?.metadata.name).toBe(`agent-${hash}`);
  });
});
