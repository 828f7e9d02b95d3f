import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { FakeApiServer } from './__fixtures__/api-server.ts';
import type { Connection } from './connection.ts';
import { gate } from './gate.ts';
import { startKindWatch } from './kind-watch.ts';
import { type Change, ObjectStore } from './object-store.ts';
import { type Reflector, startReflector } from './reflector.ts';
import { candidates } from './resources.ts';

const pods = '/api/v1/pods';
const until = { timeout: 15_000, interval: 5 };
let server: FakeApiServer;
let connection: Connection;
let store: ObjectStore<Pod>;
let changes: Change<Pod>[];
let started: { stop(): void }[];

beforeEach(async () => {
  server = new FakeApiServer();
  connection = await server.start();
  store = new ObjectStore();
  changes = [];
  store.listen((change) => changes.push(change));
  started = [];
});

afterEach(async () => {
  for (const one of started) one.stop();
  await connection.close();
  await server.stop();
});

const options = () => ({
  connection,
  kind: 'pods' as const,
  served: candidates.pods[0] ?? { group: '', version: 'v1', resource: 'pods', namespaced: true },
  store,
  lists: gate(4),
  keepsData: () => false,
  onStatus: () => undefined,
  onHeard: () => undefined,
});

function reflect(namespace: string | null = null): Reflector {
  const reflector = startReflector({ ...options(), namespace });
  started.push(reflector);
  return reflector;
}

const isLive = (reflector: Reflector) =>
  vi.waitFor(() => expect(reflector.status().state).toBe('live'), until);
const holds = () =>
  Object.fromEntries([...store.values()].map((pod) => [pod.metadata.name, pod.spec.containers[0]?.image]));
const lists = () => server.requests.filter((request) => !request.includes('watch=true')).length;

test('lists in pages, then follows what is added, changed and deleted', async () => {
  for (let i = 0; i < 1_200; i++) server.put('a', `p${i}`, 'x:1');
  const reflector = reflect();
  await isLive(reflector);
  expect(store.size).toBe(1_200);
  expect(lists()).toBe(3);
  server.put('a', 'p0', 'x:2');
  server.remove('a', 'p1');
  server.put('a', 'new', 'x:1');
  await vi.waitFor(() => expect(holds()).toMatchObject({ p0: 'x:2', new: 'x:1' }), until);
  expect(store.get('a/p1')).toBeUndefined();
});

test('a continue token that expires in the middle starts the list again', async () => {
  for (let i = 0; i < 700; i++) server.put('a', `p${i}`, 'x:1');
  server.expiredTokens = 1;
  await isLive(reflect());
  expect(store.size).toBe(700);
  expect(changes).toHaveLength(700);
});

test('two expired tokens lead to one list without pages', async () => {
  for (let i = 0; i < 700; i++) server.put('a', `p${i}`, 'x:1');
  server.expiredTokens = 2;
  await isLive(reflect());
  expect(store.size).toBe(700);
  expect(server.requests.filter((request) => request === pods)).toHaveLength(1);
});

test('a watch that ends, politely or not, goes on where it was without a list', async () => {
  server.put('a', 'p', 'x:1');
  const reflector = reflect();
  await isLive(reflector);
  for (const how of ['politely', 'abruptly'] as const) {
    server.endWatches(how);
    server.put('a', 'p', `x:${how}`);
    await vi.waitFor(() => expect(holds()).toEqual({ p: `x:${how}` }), until);
  }
  expect(lists()).toBe(1);
});

test('lost history leads to a new list, of which only true differences are told', async () => {
  for (const name of ['same', 'changed', 'gone']) server.put('a', name, 'x:1');
  const reflector = reflect();
  await isLive(reflector);
  server.endWatches('abruptly');
  changes.length = 0;
  server.put('a', 'changed', 'x:2');
  server.remove('a', 'gone');
  server.put('a', 'new', 'x:1');
  server.compact();
  await vi.waitFor(() => expect(holds()).toEqual({ same: 'x:1', changed: 'x:2', new: 'x:1' }), until);
  expect(changes.map(({ key }) => key).sort()).toEqual(['a/changed', 'a/gone', 'a/new']);
  await isLive(reflector);
});

test('what is forbidden, or not served, is said in the words of the API server and shows nothing', async () => {
  server.put('a', 'p', 'x:1');
  const reflector = reflect();
  await isLive(reflector);
  for (const [code, state] of [
    [403, 'forbidden'],
    [404, 'not-served'],
  ] as const) {
    server.refusals.set(pods, { code, message: `${state}, says the server` });
    server.endWatches('abruptly');
    reflector.reconnect();
    await vi.waitFor(
      () => expect(reflector.status()).toMatchObject({ state, reason: `${state}, says the server` }),
      until,
    );
    expect(store.size).toBe(0);
  }
  server.refusals.clear();
  reflector.reconnect();
  await isLive(reflector);
  expect(store.size).toBe(1);
});

test('an API server that fails makes the data stale, and live again only when the watch is confirmed', async () => {
  const reflector = reflect();
  await isLive(reflector);
  server.refusals.set(pods, { code: 503, message: 'etcd is away' });
  server.endWatches('abruptly');
  await vi.waitFor(
    () => expect(reflector.status()).toMatchObject({ state: 'stale', reason: 'etcd is away' }),
    until,
  );
  server.put('a', 'p', 'x:1');
  server.refusals.clear();
  await isLive(reflector);
  await vi.waitFor(() => expect(store.size).toBe(1), until);
});

test('reconnect is not live before the new watch is taken up', async () => {
  const reflector = reflect();
  await isLive(reflector);
  server.hang = true;
  reflector.reconnect();
  expect(reflector.status().state).toBe('stale');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(reflector.status().state).toBe('stale');
  server.hang = false;
  reflector.reconnect();
  await isLive(reflector);
});

test('where all namespaces are forbidden, each known one is watched, and the rest does not hide it', async () => {
  server.put('mine', 'p', 'x:1');
  server.put('theirs', 'q', 'x:1');
  server.refusals.set(pods, { code: 403, message: 'not everywhere' });
  server.refusals.set('/api/v1/namespaces/theirs/pods', { code: 403, message: 'not theirs' });
  const watch = startKindWatch(options(), ['mine', 'theirs']);
  started.push(watch);
  await vi.waitFor(
    () =>
      expect(watch.statuses().map(({ namespace, state }) => [namespace, state])).toEqual([
        ['mine', 'live'],
        ['theirs', 'forbidden'],
      ]),
    until,
  );
  expect(holds()).toEqual({ p: 'x:1' });
  watch.setNamespaces(['theirs']);
  expect(holds()).toEqual({});
});

test('where these namespaces alone are wanted, all of them are never asked for', async () => {
  server.put('mine', 'p', 'x:1');
  server.put('theirs', 'q', 'x:1');
  const watch = startKindWatch(options(), ['mine'], true);
  started.push(watch);
  await vi.waitFor(
    () =>
      expect(watch.statuses().map(({ namespace, state }) => [namespace, state])).toEqual([['mine', 'live']]),
    until,
  );
  expect(holds()).toEqual({ p: 'x:1' });
});

test('after any changes, drops and lost histories the store is as the API server', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), name, tag: fc.nat(99) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), name }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('politely' as const, 'abruptly' as const, 'compact' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
  );
  const reflector = reflect();
  await isLive(reflector);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const one of steps) {
        if (one.do === 'put') server.put('n', one.name, `x:${one.tag}`);
        else if (one.do === 'remove') server.remove('n', one.name);
        else if (one.do === 'compact') server.compact();
        else if (one.do === 'wait') await new Promise((resolve) => setTimeout(resolve, 3));
        else server.endWatches(one.do);
      }
      const truth = [...server.objects].map(([key, object]) => [key, object.metadata.resourceVersion]).sort();
      await vi.waitFor(
        () =>
          expect(
            [...store.values()].map((pod) => [`n/${pod.metadata.name}`, pod.metadata.resourceVersion]).sort(),
          ).toEqual(truth),
        until,
      );
    }),
    { numRuns: 25 },
  );
});
