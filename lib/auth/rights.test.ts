import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import { isFull } from '#lib/domain/cluster/sight.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { candidates } from '#lib/kube/resources.ts';
import { reviewsOf } from './rights-reviews.ts';
import { sightOf } from './rights-seen.ts';

interface Attributes {
  verb: string;
  resource: string;
  namespace?: string;
  name?: string;
}

let server: Server;
let connection: Connection;
/** What was asked, in order. */
let asked: string[];
let allows: (attributes: Attributes) => boolean;
let rules: (namespace: string) => { incomplete: boolean; resourceRules: unknown[] };
let gone: boolean;

beforeEach(async () => {
  asked = [];
  allows = () => false;
  rules = () => ({ incomplete: false, resourceRules: [] });
  gone = false;
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      if (gone) return void response.writeHead(500).end('{}');
      const { kind, spec } = JSON.parse(text);
      const isRules = kind === 'SelfSubjectRulesReview';
      const attributes: Attributes = spec.resourceAttributes;
      asked.push(
        isRules
          ? `rules ${spec.namespace}`
          : `${attributes.verb} ${attributes.resource} ${attributes.namespace ?? ''}`,
      );
      const status = isRules ? rules(spec.namespace) : { allowed: allows(attributes), reason: 'because' };
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ kind, status }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const dispatcher = new Agent();
  connection = {
    info: { name: 'test', server: `http://127.0.0.1:${port}` },
    authorize: async () => ({ headers: {}, dispatcher }),
    renew: () => undefined,
  } as unknown as Connection;
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

const watched = (state = 'live') => ({
  connection: {} as Connection,
  hub: {
    servedAs: (kind: WatchedKind) => candidates[kind][0],
    namespaces: () => ['a', 'b'],
    freshness: () => ({ state }),
  },
});
const right = { verb: 'patch', group: 'apps', resource: 'deployments', namespace: 'a' };

test('a hundred who ask for the same right at once cost one review', async () => {
  allows = () => true;
  const answers = await Promise.all(Array.from({ length: 100 }, () => reviewsOf(connection).access(right)));
  expect(answers.every((answer) => answer.ok && answer.value.allowed)).toBe(true);
  expect(asked).toEqual(['patch deployments a']);
});

test('an answer is asked for anew within a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  allows = () => true;
  await reviewsOf(connection).access(right);
  allows = () => false;
  vi.advanceTimersByTime(59_000);
  const later = await reviewsOf(connection).access(right);
  expect(later.ok && later.value).toMatchObject({ allowed: false });
});

test('an API server that fails is no answer, and is not remembered', async () => {
  gone = true;
  const failed = await reviewsOf(connection).access(right);
  expect(failed).toMatchObject({ ok: false, fault: { kind: 'unreachable' } });
  expect(await sightOf(connection, watched())).toMatchObject({ ok: false, fault: { kind: 'unreachable' } });
  gone = false;
  allows = () => true;
  expect((await reviewsOf(connection).access(right)).ok).toBe(true);
});

test('who may list everything is asked sixteen things, once, and no namespace', async () => {
  allows = () => true;
  const sights = await Promise.all(Array.from({ length: 50 }, () => sightOf(connection, watched())));
  expect(sights.every((sight) => sight.ok && isFull(sight.value))).toBe(true);
  expect(asked).toHaveLength(16);
});

test('where a kind is refused everywhere, one question tells of a namespace', async () => {
  allows = ({ resource }) => resource !== 'pods' && resource !== 'configmaps';
  rules = (namespace) => ({
    incomplete: false,
    resourceRules:
      namespace === 'a'
        ? [
            { verbs: ['list'], apiGroups: [''], resources: ['pods'] },
            // For one object only: that is no list.
            { verbs: ['list'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['one'] },
          ]
        : [],
  });
  const sight = await sightOf(connection, watched());
  expect(sight.ok && sight.value.inside).toEqual(new Map([['pods', new Set(['a'])]]));
  expect(asked.filter((question) => question.startsWith('rules'))).toEqual(['rules a', 'rules b']);
});

test('rules that are incomplete are not believed: each kind is asked about', async () => {
  allows = ({ resource, namespace }) => resource !== 'pods' || namespace === 'b';
  rules = () => ({
    incomplete: true,
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  });
  const sight = await sightOf(connection, watched());
  expect(sight.ok && sight.value.inside).toEqual(new Map([['pods', new Set(['b'])]]));
});

test('while the API server is gone, what was seen last is still seen; by who was never seen, nothing', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  allows = () => true;
  await sightOf(connection, watched());
  gone = true;
  vi.advanceTimersByTime(300_000);
  expect((await sightOf(connection, watched('stale'))).ok).toBe(true);
  expect((await sightOf(connection, watched('live'))).ok).toBe(false);
  const other = { ...connection } as Connection;
  expect((await sightOf(other, watched('stale'))).ok).toBe(false);
});
