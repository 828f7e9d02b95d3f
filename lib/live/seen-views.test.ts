import { expect, test } from 'vitest';
import { type WatchedKind, watchedKinds } from '#lib/domain/cluster/freshness.ts';
import { fullSight, isFull, type Sight, sightText } from '#lib/domain/cluster/sight.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { emptyStores } from '#lib/kube/stores.ts';
import { SeenViews } from './seen-views.ts';

const at = '2026-11-01T00:00:00Z';

function pod(namespace: string, name: string, resourceVersion = '1'): Pod {
  return {
    metadata: { name, namespace, uid: `${namespace}-${name}`, resourceVersion, creationTimestamp: at },
    spec: { containers: [{ name: 'c', image: 'i:v1' }] },
    status: { phase: 'Running' },
  };
}

function scene() {
  const stores = emptyStores();
  const watches = watchedKinds.map((kind) => ({
    kind,
    namespace: null,
    state: 'live' as const,
    since: at,
    reason: null,
    objects: 99,
  }));
  const views = new SeenViews({
    stores,
    cluster: () => ({ name: 'c', server: 's', version: null, simulated: false, scenario: null }),
    freshness: () => ({ state: 'live', since: at, answers: true, heardAt: at, reason: null, watches }),
    build: 'test',
    routing: () => null,
    minor: () => undefined,
    wake: () => undefined,
    onBytes: () => undefined,
    onSnapshot: () => undefined,
  });
  const of = (sight: Sight) => {
    const view = views.of(sight);
    if (!view.ok) throw new Error(view.fault.detail);
    return view.value;
  };
  return { stores, views, of };
}

const podsIn = (...namespaces: string[]): Sight => ({
  everywhere: new Set(),
  inside: new Map([['pods', new Set(namespaces)]]),
});
const keys = (view: { pods(): { namespace: string; name: string }[] }) =>
  view.pods().map(({ namespace, name }) => `${namespace}/${name}`);

test('a view holds what may be seen, from the start and as it comes and goes', () => {
  const { stores, of } = scene();
  stores.pods.set(pod('a', 'one'));
  stores.pods.set(pod('b', 'two'));
  const view = of(podsIn('a'));
  expect(keys(view)).toEqual(['a/one']);
  stores.pods.set(pod('a', 'three'));
  stores.pods.set(pod('b', 'four'));
  stores.pods.remove('a/one');
  view.state.flush(new Date());
  expect(keys(view)).toEqual(['a/three']);
  expect(view.pod('b', 'two')).toBeNull();
});

test('it says what is forbidden, and neither names nor counts what is elsewhere', () => {
  const { stores, of } = scene();
  stores.pods.set(pod('a', 'one'));
  stores.pods.set(pod('secret', 'two'));
  const { watches } = of(podsIn('a')).freshness();
  const of_ = (kind: WatchedKind) => watches.filter((watch) => watch.kind === kind);
  expect(of_('pods')).toMatchObject([
    { namespace: 'a', state: 'live', objects: 1 },
    { namespace: null, state: 'forbidden', objects: 0, reason: 'You may list pods only in a.' },
  ]);
  expect(of_('events')).toMatchObject([{ namespace: null, state: 'forbidden', objects: 0 }]);
  expect(JSON.stringify(watches)).not.toMatch(/secret|99/);
});

test('the same rights share a view, others do not, and an unused one goes', () => {
  const { stores, views, of } = scene();
  const first = of(podsIn('a', 'b'));
  expect(of(podsIn('b', 'a'))).toBe(first);
  expect(of(podsIn('a'))).not.toBe(first);
  const stream = first.subscribe({ scope: ['pods'], lastEventId: null, gzip: false, wake: () => undefined });
  views.sweep(Date.now() + 600_000);
  expect(views.all()).toEqual([first]);
  if (stream.ok) stream.value.close();
  views.sweep(Date.now() + 1_200_000);
  expect(views.all()).toEqual([]);
  stores.pods.set(pod('a', 'later'));
  expect(keys(first)).toEqual([]);
});

test('a stream that goes on from another view gets a snapshot, and no number of the one is taken for the other’s', () => {
  const { stores, of } = scene();
  stores.pods.set(pod('a', 'one'));
  stores.pods.set(pod('b', 'two'));
  const read = (sight: Sight, lastEventId: string | null) => {
    const stream = of(sight).subscribe({ scope: ['pods'], lastEventId, gzip: false, wake: () => undefined });
    if (!stream.ok) throw new Error(stream.fault.detail);
    return Buffer.concat(stream.value.take()).toString();
  };
  const both = read(podsIn('a', 'b'), null);
  const id = /id: (\S+)/.exec(both)?.[1] ?? '';
  expect(both).toContain('b/two');
  expect(read(podsIn('a', 'b'), id)).not.toContain('event: snapshot');
  const less = read(podsIn('a'), id);
  expect(less).toContain('event: snapshot');
  expect(less).not.toContain('b/two');
});

test('only who may list every kind everywhere sees everything', () => {
  expect(isFull(fullSight)).toBe(true);
  const almost = { ...fullSight, everywhere: new Set(watchedKinds.filter((kind) => kind !== 'configmaps')) };
  expect(isFull(almost)).toBe(false);
  expect(sightText(almost)).not.toBe(sightText(fullSight));
});
