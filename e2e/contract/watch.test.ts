import { describe, expect, it } from 'vitest';
import type { List, Status } from './kube-api.ts';
import { must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { type WatchEvent, watch } from './watch.ts';

describe.skipIf(noCluster)('watch', () => {
  const here = scene('watch');
  const path = here.core('configmaps');
  const version = async () => must(await cluster().list(path)).metadata.resourceVersion;
  const brief = (events: WatchEvent[]) =>
    events.map((event) => `${event.type} ${event.object.data?.step ?? ''}`.trim());

  async function change(name: string, step: string): Promise<string> {
    const answer = await cluster().patch(here.core('configmaps', name), 'merge', { data: { step } });
    return must(answer).metadata.resourceVersion;
  }

  it('tells each change once, in order, with rising versions, and resumes at any of them', async () => {
    const from = await version();
    must(await cluster().create(path, { metadata: { name: 'a' }, data: { step: '1' } }), 201);
    const middle = await change('a', '2');
    await change('a', '3');
    const removed = await cluster().delete(here.core('configmaps', 'a'));
    expect(removed.status).toBe(200);

    const whole = await watch(cluster(), path, { resourceVersion: from, fieldSelector: 'metadata.name=a' });
    const events = await whole.until((event) => event.type === 'DELETED');
    whole.close();
    expect(brief(events)).toEqual(['ADDED 1', 'MODIFIED 2', 'MODIFIED 3', 'DELETED 3']);
    const versions = events.map((event) => Number(event.object.metadata.resourceVersion));
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(
      events.every((event) => event.object.kind === 'ConfigMap' && event.object.apiVersion === 'v1'),
    ).toBe(true);

    const resumed = await watch(cluster(), path, {
      resourceVersion: middle,
      fieldSelector: 'metadata.name=a',
    });
    expect(brief(await resumed.until((event) => event.type === 'DELETED'))).toEqual([
      'MODIFIED 3',
      'DELETED 3',
    ]);
    resumed.close();
  });

  it('tells changes while it is open', async () => {
    const open = await watch(cluster(), path, { resourceVersion: await version() });
    must(await cluster().create(path, { metadata: { name: 'live' }, data: { step: '1' } }), 201);
    expect(await open.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'live' } } });
    await change('live', '2');
    expect(await open.next()).toMatchObject({ type: 'MODIFIED', object: { data: { step: '2' } } });
    open.close();
  });

  it('without a resourceVersion, begins with what is there', async () => {
    must(await cluster().create(path, { metadata: { name: 'there' } }), 201);
    const open = await watch(cluster(), path, { fieldSelector: 'metadata.name=there' });
    expect(await open.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'there' } } });
    open.close();
  });

  it('tells an object that leaves or enters the selection as DELETED or ADDED', async () => {
    must(await cluster().create(path, { metadata: { name: 'moves', labels: { on: 'yes' } } }), 201);
    const open = await watch(cluster(), path, { resourceVersion: await version(), labelSelector: 'on=yes' });
    await cluster().patch(here.core('configmaps', 'moves'), 'merge', { metadata: { labels: { on: 'no' } } });
    expect(await open.next()).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'moves' } } });
    await cluster().patch(here.core('configmaps', 'moves'), 'merge', { metadata: { labels: { on: 'yes' } } });
    expect(await open.next()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'moves' } } });
    open.close();
  });

  it('says nothing of a patch that changes nothing', async () => {
    const made = must(await cluster().create(path, { metadata: { name: 'same' }, data: { step: '1' } }), 201);
    const from = made.metadata.resourceVersion;
    const open = await watch(cluster(), path, { resourceVersion: from, fieldSelector: 'metadata.name=same' });
    expect(await change('same', '1')).toBe(from);
    await change('same', '2');
    expect(await open.next()).toMatchObject({ type: 'MODIFIED', object: { data: { step: '2' } } });
    open.close();
  });

  it('ends after timeoutSeconds, with a bookmark before where bookmarks are allowed', async () => {
    const from = await version();
    const bookmarks: WatchEvent[] = [];
    // Kubernetes promises no bookmark, only to try: one of three watches must have had one.
    for (let tries = 0; tries < 3 && bookmarks.length === 0; tries += 1) {
      const open = await watch(cluster(), path, {
        resourceVersion: from,
        timeoutSeconds: 5,
        allowWatchBookmarks: true,
        fieldSelector: 'metadata.name=nosuch',
      });
      for (let event = await open.next(20); event !== 'ended'; event = await open.next(20))
        bookmarks.push(event);
    }
    expect(bookmarks.length).toBeGreaterThan(0);
    for (const bookmark of bookmarks) {
      expect(bookmark).toMatchObject({ type: 'BOOKMARK', object: { kind: 'ConfigMap' } });
      expect(Number(bookmark.object.metadata.resourceVersion)).toBeGreaterThanOrEqual(Number(from));
    }
  });

  it('answers 410 Expired for a version it has forgotten', async (context) => {
    const exact = await cluster().get<Status | List<unknown>>(path, {
      resourceVersion: '1',
      resourceVersionMatch: 'Exact',
    });
    if (exact.status === 200)
      context.skip('nothing was compacted yet: this cluster still knows its first version');
    expect(exact.status).toBe(410);
    expect(exact.body).toMatchObject({ kind: 'Status', status: 'Failure', reason: 'Expired', code: 410 });
  });

  it('tells a watch from a forgotten version by an ERROR event with code 410', async (context) => {
    const lines = await cluster().lines(path, { watch: true, resourceVersion: '1', timeoutSeconds: 3 });
    if (lines.status === 410) return;
    for await (const line of lines) {
      const event = JSON.parse(line) as WatchEvent;
      if (event.type !== 'ERROR') break;
      expect(event.object).toMatchObject({ kind: 'Status', code: 410, reason: 'Expired' });
      return;
    }
    context.skip("the API server's watch cache still reaches back to the first version");
  });
});
