import { describe, expect, test } from 'vitest';
import type { RoutingSession, RoutingSummary } from '../frr/routing-summary.ts';
import type { Pod } from '../kubernetes.ts';
import { containerViews } from './pod-detail.ts';
import { type PodContext, podRow } from './pod-row.ts';

const router: Pod = {
  metadata: {
    name: 'frr-0',
    namespace: 'edge',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    annotations: { 'k8s.v1.cni.cncf.io/networks': 'ext1' },
  },
  spec: {
    nodeName: 'node-1',
    initContainers: [{ name: 'copy', image: 'tools:1' }],
    containers: [
      { name: 'exporter', image: 'exporter:0.1' },
      { name: 'router', image: 'registry.example:5000/frr:10.3' },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.0.10.1',
    conditions: [{ type: 'Ready', status: 'True' }],
    initContainerStatuses: [
      {
        name: 'copy',
        image: '',
        imageID: '',
        ready: true,
        restartCount: 0,
        state: { terminated: { exitCode: 0, reason: 'Completed', finishedAt: '2026-01-01T00:00:01Z' } },
      },
    ],
    containerStatuses: [
      {
        name: 'exporter',
        image: '',
        imageID: 'i',
        ready: true,
        restartCount: 0,
        state: { running: { startedAt: '2026-01-01T00:00:02Z' } },
      },
      {
        name: 'router',
        image: '',
        imageID: '',
        ready: true,
        restartCount: 4,
        state: { running: { startedAt: '2026-01-01T02:00:00Z' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-01-01T01:59:00Z' } },
      },
    ],
  },
};

const context: PodContext = {
  now: new Date('2026-01-05T00:00:00Z'),
  owner: {
    ref: { namespace: 'edge', kind: 'statefulsets', name: 'frr' },
    chain: 'internet',
    mainContainer: 'router',
  },
  definition: () => undefined,
  definitionsKnown: false,
  podNetwork: { cni: 'unknown', encapsulation: 'unknown', source: null },
  routing: null,
  warnings: [],
};

const session: RoutingSession = {
  protocol: 'bgp',
  peer: '192.0.2.2',
  context: 'default ipv4Unicast',
  state: 'Active',
  up: false,
  seconds: null,
  prefixesReceived: null,
  prefixesSent: null,
  remoteAs: 65002,
  description: null,
  detail: null,
};
const routing = (more: Partial<RoutingSummary>): RoutingSummary => ({
  at: '2026-01-04T23:59:00Z',
  established: 1,
  configured: 2,
  down: [],
  problem: null,
  unread: null,
  ...more,
});

test('a row of a router', () => {
  expect(podRow(router, context)).toMatchObject({
    ready: '2/2',
    status: 'Running',
    restartCount: 4,
    lastRestartAt: '2026-01-01T01:59:00Z',
    node: 'node-1',
    podIP: '10.0.10.1',
    function: { kind: 'statefulsets', name: 'frr' },
    chain: 'internet',
    version: '10.3',
    // Multus has not reported the interface that the annotation asks for.
    health: 'degraded',
    reasons: [{ code: 'interface-unreported', subject: 'net1' }],
  });
});

test('a pod that is being deleted has no missing interface', () => {
  const deleted = { ...router, metadata: { ...router.metadata, deletionTimestamp: '2026-01-05T00:00:00Z' } };
  expect(podRow(deleted, context).reasons.map((r) => r.code)).toEqual(['terminating']);
});

describe('routing sessions', () => {
  const plain = { ...router, metadata: { ...router.metadata, annotations: {} } };
  test.each<[string, RoutingSummary, string]>([
    ['all up', routing({ established: 2 }), ''],
    ['one of two down', routing({ down: [session] }), 'session-down:degraded:192.0.2.2'],
    ['none up', routing({ established: 0, down: [session] }), 'session-down:down:192.0.2.2'],
    [
      'up, but no policy (RFC 8212)',
      routing({ down: [{ ...session, detail: 'Policy' }] }),
      'session-policy:degraded:192.0.2.2',
    ],
    [
      'the daemon is gone',
      routing({ established: 0, configured: 0, problem: 'bgpd is not running' }),
      'routing-daemon-down:down:',
    ],
    [
      'reading is refused: no word of the daemons',
      routing({ established: 0, configured: 0, unread: { forbidden: true, detail: 'pods/exec' } }),
      'routing-unread:ok:',
    ],
    [
      'reading got no answer',
      routing({ established: 0, configured: 0, unread: { forbidden: false, detail: 'after 8 s' } }),
      'routing-unread:unknown:',
    ],
  ])('%s', (_what, summary, expected) => {
    const { reasons } = podRow(plain, { ...context, routing: summary });
    expect(reasons.map((r) => `${r.code}:${r.health}:${r.subject ?? ''}`).join(' ')).toBe(expected);
  });
});

test('a session that is not up says so; one that never was, since its container started', () => {
  const plain = { ...router, metadata: { ...router.metadata, annotations: {} } };
  const told = (more: Partial<RoutingSession>) =>
    podRow(plain, { ...context, routing: routing({ down: [{ ...session, ...more }] }) }).reasons;
  expect(told({})).toMatchObject([
    {
      message: 'bgp default ipv4Unicast',
      session: { protocol: 'bgp', state: 'Active' },
      since: '2026-01-01T02:00:00Z',
    },
  ]);
  expect(told({ since: '2026-01-02T00:00:00Z' })).toMatchObject([{ since: '2026-01-02T00:00:00Z' }]);
});

test('containers: init containers first, each with its state and its last end', () => {
  expect(containerViews(router).map((c) => [c.name, c.init, c.state, c.since, c.imageID])).toEqual([
    ['copy', true, 'Completed', '2026-01-01T00:00:01Z', null],
    ['exporter', false, 'Running', '2026-01-01T00:00:02Z', 'i'],
    ['router', false, 'Running', '2026-01-01T02:00:00Z', null],
  ]);
  expect(containerViews(router)[2]?.lastTermination).toEqual({
    reason: 'OOMKilled',
    exitCode: 137,
    at: '2026-01-01T01:59:00Z',
    message: null,
  });
  expect(containerViews({ ...router, status: {} }).map((c) => [c.state, c.ready])).toEqual([
    ['Waiting', false],
    ['Waiting', false],
    ['Waiting', false],
  ]);
});
