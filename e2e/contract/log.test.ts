import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import type { Status } from './kube-api.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { within } from './watch.ts';
import { images, isReady, type Pod, pod } from './workloads.ts';

describe.skipIf(noCluster)('log', () => {
  const here = scene('log');
  const log = (name: string, query: Record<string, string | number | boolean> = {}) =>
    cluster().get<string>(`${here.core('pods', name)}/log`, query);

  beforeAll(async () => {
    if (noCluster) return;
    must(
      await cluster().create(
        here.core('pods'),
        pod('speaks', {
          command: ['sh', '-c', 'echo one; echo two; echo three; sleep 4; echo four; sleep 600'],
        }),
      ),
      201,
    );
    must(
      await cluster().create(here.core('pods'), pod('fails', { command: ['sh', '-c', 'echo gone; exit 7'] })),
      201,
    );
    must(await cluster().create(here.core('pods'), pod('waits', { image: images.unknown })), 201);
    await becomes<Pod>(cluster(), here.core('pods', 'speaks'), 'speaks to be ready', isReady);
  });

  it('follows: what was said and what is said next', async () => {
    const lines = await cluster().lines(`${here.core('pods', 'speaks')}/log`, { follow: true });
    expect(lines.status).toBe(200);
    const heard: string[] = [];
    const read = async () => {
      for await (const line of lines) {
        heard.push(line);
        if (line === 'four') return;
      }
    };
    await within(40, 'the line "four"', read());
    lines.close();
    expect(heard).toEqual(['one', 'two', 'three', 'four']);
  });

  it('gives all as text, the last lines, and time stamps', async () => {
    await eventually('four lines', async () =>
      (await log('speaks')).body.includes('four') ? true : undefined,
    );
    const all = await log('speaks');
    expect(all.contentType).toContain('text/plain');
    expect(all.body).toBe('one\ntwo\nthree\nfour\n');
    expect((await log('speaks', { tailLines: 2 })).body).toBe('three\nfour\n');
    const stamped = (await log('speaks', { tailLines: 1, timestamps: true })).body;
    expect(stamped).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d) four\n$/);
    expect((await log('speaks', { limitBytes: 3 })).body).toBe('one');
  });

  it('keeps the log of the container before', async () => {
    await becomes<Pod>(
      cluster(),
      here.core('pods', 'fails'),
      'a restart',
      (item) => (item.status.containerStatuses?.[0]?.restartCount ?? 0) > 0,
    );
    // Between its end and its next start the kubelet has no container before it to read.
    await eventually('its log', async () =>
      (await log('fails', { previous: true })).body === 'gone\n' ? true : undefined,
    );
    const ended = (item: Pod) => item.status.containerStatuses?.[0]?.lastState.terminated;
    const item = await becomes<Pod>(
      cluster(),
      here.core('pods', 'fails'),
      'its end in the status',
      (one) => ended(one) !== undefined,
    );
    expect(ended(item)).toMatchObject({ reason: 'Error', exitCode: 7 });
    const none = await cluster().get<Status>(`${here.core('pods', 'speaks')}/log`, { previous: true });
    expect(none.status).toBe(400);
    expect(none.body.message).toBe(`previous terminated container "main" in pod "speaks" not found`);
  });

  it('refuses a container that is not there or has not started', async () => {
    const unknown = await cluster().get<Status>(`${here.core('pods', 'speaks')}/log`, {
      container: 'nosuch',
    });
    expect(unknown.status).toBe(400);
    expect(unknown.body).toMatchObject({
      reason: 'BadRequest',
      message: 'container nosuch is not valid for pod speaks',
    });
    const waiting = await eventually('an image that cannot be pulled', async () => {
      const answer = await cluster().get<Status>(`${here.core('pods', 'waits')}/log`);
      return /can't be pulled|back-?off|failing to pull/i.test(answer.body.message ?? '')
        ? answer
        : undefined;
    });
    expect(waiting.status).toBe(400);
    expect(waiting.body.message).toContain('container "main" in pod "waits" is waiting to start');
    expect((await log('nosuch')).status).toBe(404);
  });
});
