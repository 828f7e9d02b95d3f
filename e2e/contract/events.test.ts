import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import type { Metadata } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { images, isReady, type Pod, pod } from './workloads.ts';

interface Event {
  metadata: Metadata;
  type: string;
  reason: string;
  message: string;
  count?: number;
  involvedObject: { kind: string; namespace: string; name: string; uid: string };
}

describe.skipIf(noCluster)('events', () => {
  const here = scene('events');
  const eventsOf = async (name: string) =>
    must(
      await cluster().list<Event>(here.core('events'), {
        fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${name}`,
      }),
    ).items;

  it('tell how a pod came up', async () => {
    must(await cluster().create(here.core('pods'), pod('fine')), 201);
    const item = await becomes<Pod>(cluster(), here.core('pods', 'fine'), 'a ready pod', isReady);
    const wanted = ['Scheduled', 'Pulled', 'Created', 'Started'];
    const events = await eventually('the event Started', async () => {
      const found = (await eventsOf('fine')).filter((event) => wanted.includes(event.reason));
      return found.some((event) => event.reason === 'Started') ? found : undefined;
    });
    expect(events.map((event) => event.reason).sort()).toEqual([...wanted].sort());
    expect(events.every((event) => event.type === 'Normal')).toBe(true);
    expect(events.every((event) => event.involvedObject.uid === item.metadata.uid)).toBe(true);
  });

  it('tell why an image cannot be pulled, and the container waits', async () => {
    must(await cluster().create(here.core('pods'), pod('broken', { image: images.unknown })), 201);
    const item = await becomes<Pod>(
      cluster(),
      here.core('pods', 'broken'),
      'ImagePullBackOff',
      ({ status }) => status.containerStatuses?.[0]?.state.waiting?.reason === 'ImagePullBackOff',
    );
    expect(item.status.phase).toBe('Pending');
    expect(item.status.containerStatuses?.[0]?.state.waiting?.message).toContain(images.unknown);
    const events = await eventually('the event BackOff', async () => {
      const found = await eventsOf('broken');
      return found.some((event) => event.reason === 'BackOff') ? found : undefined;
    });
    const failed = events.filter((event) => event.reason === 'Failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((event) => event.type === 'Warning')).toBe(true);
    expect(failed.some((event) => event.message.startsWith(`Failed to pull image "${images.unknown}"`))).toBe(
      true,
    );
    expect(failed.some((event) => event.message === 'Error: ErrImagePull')).toBe(true);
  });

  it('tell why a pod is not placed', async () => {
    must(
      await cluster().create(here.core('pods'), {
        ...pod('homeless'),
        spec: {
          nodeSelector: { 'example.com/none': 'here' },
          containers: [{ name: 'main', image: images.waf }],
        },
      }),
      201,
    );
    const item = await becomes<Pod>(cluster(), here.core('pods', 'homeless'), 'Unschedulable', ({ status }) =>
      (status.conditions ?? []).some(
        (condition) => condition.type === 'PodScheduled' && condition.status === 'False',
      ),
    );
    expect(item.status.conditions).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'PodScheduled', reason: 'Unschedulable' })]),
    );
    const event = await eventually('FailedScheduling', async () =>
      (await eventsOf('homeless')).find((each) => each.reason === 'FailedScheduling'),
    );
    expect(event.message).toMatch(/^0\/\d+ nodes are available: /);
  });
});
