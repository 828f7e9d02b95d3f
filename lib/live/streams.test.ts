import { constants, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf as fromColumns } from '#lib/contracts/columns.ts';
import type { DeltaEvent, SnapshotEvent } from '#lib/contracts/stream.ts';
import type { Deployment, Pod } from '#lib/domain/kubernetes.ts';
import { emptyStores, type Stores } from '#lib/kube/stores.ts';
import { trim } from '#lib/kube/trim/trim.ts';
import { Frame } from './scope.ts';
import { LiveState } from './state.ts';
import { type Stream, Streams } from './streams.ts';

const start = Date.parse('2026-01-01T12:00:00Z');
const around = {
  definitionsKnown: () => true,
  configMapsKnown: () => true,
  routing: () => null,
  serverMinor: () => 30,
};
const options = { resource: '', keepsData: () => true };
const scope = ['pods', 'functions', 'chains', 'networks', 'pod:n/pod-0'];

let versions = 0;
const meta = (name: string, more: object = {}) => ({
  name,
  namespace: 'n',
  uid: name,
  resourceVersion: String(++versions),
  creationTimestamp: '2026-01-01T00:00:00Z',
  ...more,
});

const pod = (index: number, tag: number, phase: string): Pod =>
  trim(
    'pods',
    {
      metadata: meta(`pod-${index}`, {
        ownerReferences: [{ kind: 'ReplicaSet', name: `set-${index % 2}`, uid: 'r', controller: true }],
      }),
      spec: { containers: [{ name: 'main', image: `waf:v${tag}` }] },
      status: { phase, podIP: `10.0.0.${index}` },
    },
    options,
  );

const deployment = (index: number, order: number | null): Deployment =>
  trim(
    'deployments',
    {
      metadata: meta(`function-${index}`, {
        labels: { 'app.kubernetes.io/part-of': 'edge' },
        annotations: order === null ? {} : { 'cnf-console/chain-order': String(order) },
      }),
      spec: {
        replicas: 2,
        selector: {},
        template: { spec: { containers: [{ name: 'main', image: 'waf:v1' }] } },
      },
      status: {},
    },
    options,
  );

function replicaSet(index: number) {
  const ownerReferences = [
    { kind: 'Deployment', name: `function-${index}`, uid: `d${index}`, controller: true },
  ];
  return trim('replicasets', { metadata: meta(`set-${index}`, { ownerReferences }), spec: {} }, options);
}

/** What a browser makes of the stream, with its connection lost now and then. */
class Browser {
  topics: Record<string, Map<string, unknown>> = {};
  id: string | null = null;
  snapshots = 0;
  private stream: Stream;
  private readonly streams: Streams;
  private readonly gzip: boolean;

  constructor(streams: Streams, gzip: boolean) {
    this.streams = streams;
    this.gzip = gzip;
    this.stream = this.connect();
  }

  private connect(): Stream {
    const opened = this.streams.subscribe({
      scope,
      view: 'all',
      lastEventId: this.id,
      gzip: this.gzip,
      wake: () => undefined,
    });
    if (!opened.ok) throw new Error(opened.fault.detail);
    return opened.value;
  }

  reconnect(): void {
    this.stream.close();
    this.stream = this.connect();
    this.received = [];
  }

  private received: Uint8Array[] = [];
  private decoded = 0;

  read(): void {
    const parts = this.stream.take();
    if (parts.length === 0) return;
    let text: string;
    if (this.gzip) {
      if (parts[0]?.[0] === 0x1f) this.decoded = 0;
      this.received.push(...parts);
      // The stream has no end: what is there must be readable up to its last byte all the same.
      const all = gunzipSync(Buffer.concat(this.received), { finishFlush: constants.Z_SYNC_FLUSH });
      text = all.subarray(this.decoded).toString();
      this.decoded = all.length;
    } else text = Buffer.concat(parts).toString();
    for (const block of text.split('\n\n')) if (block !== '') this.event(block);
  }

  private event(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
    if (fields.id !== undefined) this.id = fields.id;
    if (fields.event === 'snapshot') {
      const { topics } = JSON.parse(fields.data) as SnapshotEvent;
      this.snapshots++;
      this.topics = Object.fromEntries(
        Object.entries(topics).map(([name, columns]) => [name, fromColumns(columns)]),
      );
    }
    if (fields.event === 'delta') {
      const { topics } = JSON.parse(fields.data) as DeltaEvent;
      for (const [name, { set, gone }] of Object.entries(topics)) {
        for (const [key, row] of Object.entries(set)) this.topics[name]?.set(key, row);
        for (const key of gone) this.topics[name]?.delete(key);
      }
    }
  }
}

function world(stores: Stores) {
  const state = new LiveState(stores, around, () => undefined);
  const cluster = { name: 'test', server: 'http://test', version: null, simulated: false, scenario: null };
  const freshness = {
    state: 'live' as const,
    since: '',
    answers: true,
    heardAt: null,
    reason: null,
    watches: [],
  };
  const streams = new Streams(state, {
    seq: () => state.seq,
    envelope: () => ({ cluster, freshness, build: 'test' }),
    freshness: () => ({ number: 0, frame: new Frame('', 1) }),
    onBytes: () => undefined,
    onSnapshot: () => undefined,
  });
  return { state, streams };
}

const wire = (value: unknown) => JSON.parse(JSON.stringify(value));
const sorted = (rows: ReadonlyMap<string, unknown>) => wire([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
const rowsOf = (state: LiveState) =>
  Object.fromEntries(scope.map((name) => [name, sorted(state.topic(name).rows)]));

const index = fc.nat(5);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pod' as const),
      index,
      tag: fc.nat(3),
      phase: fc.constantFrom('Running', 'Pending', 'Failed'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('no pod' as const), index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('function' as const),
      index: fc.nat(1),
      order: fc.option(fc.nat(3)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('no function' as const), index: fc.nat(1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('replica set' as const), index: fc.nat(1) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('no replica set' as const), index: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), pods: fc.uniqueArray(index) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const), who: fc.nat(2) }) },
);

test('whatever happens in whatever order, every browser ends with the rows of a fresh derivation', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const stores = emptyStores();
      const { state, streams } = world(stores);
      const browsers = [new Browser(streams, false), new Browser(streams, true), new Browser(streams, false)];
      let now = start;
      for (const one of steps) {
        now += 7;
        if (one.do === 'pod') stores.pods.set(pod(one.index, one.tag, one.phase));
        else if (one.do === 'no pod') stores.pods.remove(`n/pod-${one.index}`);
        else if (one.do === 'function') stores.deployments.set(deployment(one.index, one.order));
        else if (one.do === 'no function') stores.deployments.remove(`n/function-${one.index}`);
        else if (one.do === 'replica set') stores.replicasets.set(replicaSet(one.index));
        else if (one.do === 'no replica set') stores.replicasets.remove(`n/set-${one.index}`);
        else if (one.do === 'list')
          stores.pods.replace(null, new Map(one.pods.map((i) => [`n/pod-${i}`, pod(i, 9, 'Running')])));
        else if (one.do === 'flush') state.flush(new Date(now));
        else if (one.do === 'read') browsers[one.who]?.read();
        else browsers[one.who]?.reconnect();
      }
      const end = new Date(now + 60_000);
      state.touchUnsettled();
      state.flush(end);
      for (const browser of browsers) browser.read();

      const copy = emptyStores();
      const fresh = world(copy);
      // In another order than things happened.
      for (const kind of ['pods', 'replicasets', 'deployments'] as const) {
        for (const object of [...stores[kind].values()].reverse())
          (copy[kind] as { set(object: unknown): void }).set(object);
      }
      fresh.state.flush(end);
      const expected = rowsOf(fresh.state);
      expect(rowsOf(state)).toEqual(expected);
      for (const browser of browsers) {
        const seen = Object.fromEntries(
          Object.entries(browser.topics).map(([name, rows]) => [name, sorted(rows)]),
        );
        expect(seen).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
});

test('who comes back after a short while gets what changed; after too long, or from another scope, a snapshot', () => {
  const stores = emptyStores();
  const { state, streams } = world(stores);
  for (let i = 0; i < 50; i++) stores.pods.set(pod(i, 1, 'Running'));
  state.flush(new Date(start));
  const browser = new Browser(streams, false);
  browser.read();
  expect(browser.snapshots).toBe(1);
  stores.pods.set(pod(3, 2, 'Running'));
  state.flush(new Date(start + 100));
  browser.reconnect();
  browser.read();
  expect(browser.snapshots).toBe(1);
  expect(browser.topics.pods?.get('n/pod-3')).toMatchObject({ version: 'v2' });
  browser.id = 'ffffffffffffffff:3';
  browser.reconnect();
  browser.read();
  expect(browser.snapshots).toBe(2);
});

test('the same change is encoded once for all who are at the same place', () => {
  const stores = emptyStores();
  const { state, streams } = world(stores);
  stores.pods.set(pod(1, 1, 'Running'));
  state.flush(new Date(start));
  const open = () => {
    const stream = streams.subscribe({
      scope: ['pods'],
      view: 'all',
      lastEventId: null,
      gzip: true,
      wake: () => undefined,
    });
    if (!stream.ok) throw new Error(stream.fault.detail);
    stream.value.take();
    return stream.value;
  };
  const [first, second] = [open(), open()];
  stores.pods.set(pod(1, 2, 'Running'));
  state.flush(new Date(start + 100));
  const [left] = first.take();
  const [right] = second.take();
  expect(left).toBeDefined();
  expect(right).toBe(left);
});
