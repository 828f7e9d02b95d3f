import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningPod, smallStore, startServer } from './__fixtures__/small-cluster.ts';
import { resourceOf } from './resources.ts';

const pods = resourceOf('pods');
let lab: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  lab = await startServer(smallStore(), { bookmarkSeconds: 0.05 });
});
afterAll(() => lab.stop());

interface Event {
  type: string;
  object: {
    metadata: { name: string; resourceVersion: string; annotations?: Record<string, string> };
    code?: number;
  };
}

async function open(query: string) {
  const response = await lab.request(`/api/v1/namespaces/edge/pods?watch=1&${query}`);
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const next = async (): Promise<Event | undefined> => {
    for (;;) {
      const end = text.indexOf('\n');
      if (end >= 0) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        return JSON.parse(line);
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  };
  const take = async (count: number) => {
    const events: string[] = [];
    while (events.length < count) {
      const event = await next();
      if (event === undefined) break;
      events.push(`${event.type} ${event.object.metadata?.name ?? event.object.code}`);
    }
    return events;
  };
  return { next, take, close: () => reader.cancel() };
}

const relabel = (name: string, app: string) =>
  lab.store.modify(pods, 'edge', name, (copy) => {
    copy.metadata.labels = { app };
  });

describe('watch', () => {
  it('starts with everything, and goes on in order', async () => {
    const watch = await open('');
    expect(await watch.take(3)).toEqual(['ADDED router-0', 'ADDED waf-a', 'ADDED waf-b']);
    lab.store.create(pods, runningPod('new'));
    relabel('new', 'other');
    lab.store.remove(pods, 'edge', 'new', { gracePeriodSeconds: 0 });
    expect(await watch.take(3)).toEqual(['ADDED new', 'MODIFIED new', 'DELETED new']);
    await watch.close();
  });

  it('resumes after a version without losing or repeating a change', async () => {
    const from = lab.store.resourceVersion;
    for (const name of ['r1', 'r2']) lab.store.create(pods, runningPod(name));
    const watch = await open(`resourceVersion=${from}`);
    lab.store.create(pods, runningPod('r3'));
    expect(await watch.take(3)).toEqual(['ADDED r1', 'ADDED r2', 'ADDED r3']);
    await watch.close();
  });

  it('tells of objects that come into a selection and leave it', async () => {
    const watch = await open(`resourceVersion=${lab.store.resourceVersion}&labelSelector=app%3Dchosen`);
    relabel('waf-a', 'chosen');
    relabel('waf-b', 'passed-over');
    const left = relabel('waf-a', 'waf');
    expect(await watch.take(1)).toEqual(['ADDED waf-a']);
    const deleted = await watch.next();
    expect(deleted).toMatchObject({
      type: 'DELETED',
      object: { metadata: { labels: { app: 'chosen' }, resourceVersion: left?.metadata.resourceVersion } },
    });
    await watch.close();
  });

  it('sends an ERROR with 410 for a version that is compacted away, and ends', async () => {
    const from = lab.store.resourceVersion;
    lab.store.compact();
    const watch = await open(`resourceVersion=${from}`);
    expect(await watch.take(2)).toEqual(['ERROR 410']);
  });

  it('sends bookmarks, which mark the end of initial events, and ends at its time', async () => {
    const watch = await open(
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1',
    );
    let event = await watch.next();
    while (event?.type === 'ADDED') event = await watch.next();
    expect(event).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
    let last = event;
    while (event !== undefined) {
      last = event;
      event = await watch.next();
    }
    expect(last).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: String(lab.store.resourceVersion) } },
    });
  });

  it('says nothing while the server hangs, and everything in order afterwards', async () => {
    const watch = await open(`resourceVersion=${lab.store.resourceVersion}`);
    lab.faults.hang = true;
    lab.store.create(pods, runningPod('held'));
    const first = watch.take(2);
    const early = await Promise.race([first, new Promise((resolve) => setTimeout(resolve, 50, 'nothing'))]);
    expect(early).toBe('nothing');
    lab.faults.hang = false;
    relabel('held', 'later');
    expect(await first).toEqual(['ADDED held', 'MODIFIED held']);
    await watch.close();
  });

  it('is dropped, expired or muted by the faults', async () => {
    const now = `resourceVersion=${lab.store.resourceVersion}`;
    const dropped = await open(now);
    lab.faults.dropWatches();
    expect(await dropped.next()).toBeUndefined();
    const stale = await open(now);
    lab.faults.expireWatches();
    expect(await stale.take(2)).toEqual(['ERROR 410']);
    const muted = await open(now);
    lab.faults.muteWatches();
    const heard = await open(now);
    lab.store.create(pods, runningPod('unheard'));
    expect(await heard.take(1)).toEqual(['ADDED unheard']);
    lab.faults.dropWatches();
    expect(await muted.next()).toBeUndefined();
  });
});
