import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { healthOf } from '../health.ts';
import type { ContainerStatus, KubernetesEvent, Pod } from '../kubernetes.ts';
import { podReasons } from './pod-health.ts';

const now = new Date('2026-01-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

/** What became of pods that a real kubelet ran, four minutes after they were made. */
describe('pods that ran', () => {
  const sample: { now: string; pods: { pod: Pod }[] } = JSON.parse(
    readFileSync(new URL('./__fixtures__/kubectl-get-pods.json', import.meta.url), 'utf8'),
  );
  const expected: Record<string, string> = {
    completed: 'ok',
    crashing: 'down crash-loop c',
    failed: 'down pod-failed',
    gated: 'down readiness-gate example.com/sessions',
    'half-completed': 'down not-ready',
    'init-crashing': 'down crash-loop i1',
    'init-waiting': 'progressing initializing i2',
    multus: 'ok',
    'multus-default': 'ok',
    'multus-missing': 'progressing starting',
    'no-config': 'down container-config c',
    'no-image': 'down image-pull c',
    'on-host': 'ok',
    terminating: 'progressing terminating',
    unready: 'down not-ready c',
    unschedulable: 'down unschedulable',
  };
  test.each(sample.pods.map(({ pod }) => [pod.metadata.name, pod] as const))('%s', (name, pod) => {
    const reasons = podReasons(pod, new Date(sample.now));
    const words = reasons.map((r) => [r.code, r.subject].filter((w) => w).join(' '));
    expect([healthOf(reasons), ...words].join(' ')).toBe(expected[name]);
  });
});

function pod(
  status: Pod['status'],
  more: { metadata?: Partial<Pod['metadata']>; spec?: Partial<Pod['spec']> } = {},
): Pod {
  return {
    metadata: { name: 'p', uid: 'u', resourceVersion: '1', creationTimestamp: ago(3600), ...more.metadata },
    spec: { containers: [{ name: 'c' }], ...more.spec },
    status,
  };
}

const container = (more: Partial<ContainerStatus>): ContainerStatus => ({
  name: 'c',
  image: '',
  imageID: '',
  ready: true,
  restartCount: 0,
  state: { running: { startedAt: ago(3000) } },
  ...more,
});
const ready = [{ type: 'Ready', status: 'True' as const }];
const notReady = [{ type: 'Ready', status: 'False' as const }];
const ended = (seconds: number, reason: string) => ({
  terminated: { exitCode: 137, reason, finishedAt: ago(seconds) },
});
const event = (reason: string, message: string, at: string): KubernetesEvent => ({
  metadata: { name: 'e', uid: 'e', resourceVersion: '1', creationTimestamp: at },
  type: 'Warning',
  reason,
  message,
  involved: {},
  count: 1,
  lastAt: at,
});

describe('rules', () => {
  test.each<[string, Pod, string]>([
    ['ready', pod({ phase: 'Running', conditions: ready, containerStatuses: [container({})] }), ''],
    [
      'node lost while deleted',
      pod({ phase: 'Running', reason: 'NodeLost' }, { metadata: { deletionTimestamp: ago(5) } }),
      'node-lost:down',
    ],
    [
      'grace period not over',
      pod({ phase: 'Running' }, { metadata: { deletionTimestamp: ago(-20) } }),
      'terminating:progressing',
    ],
    [
      'deleted for two minutes',
      pod({ phase: 'Running' }, { metadata: { deletionTimestamp: ago(120) } }),
      'stuck-terminating:degraded',
    ],
    [
      'evicted',
      pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory' }),
      'evicted:degraded',
    ],
    [
      'just created',
      pod({ phase: 'Pending' }, { metadata: { creationTimestamp: ago(3) } }),
      'starting:progressing',
    ],
    ['pending for an hour', pod({ phase: 'Pending' }), 'starting:degraded'],
    ['no status at all', pod({}, { metadata: { creationTimestamp: ago(3) } }), 'starting:progressing'],
    [
      'waits at a scheduling gate',
      pod({
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      }),
      'unschedulable:progressing',
    ],
    [
      'out of memory, restarted nine minutes ago',
      pod({
        phase: 'Running',
        conditions: ready,
        containerStatuses: [container({ restartCount: 1, lastState: ended(540, 'OOMKilled') })],
      }),
      'oom-killed:degraded',
    ],
    [
      'runs between two crashes of a loop',
      pod({
        phase: 'Running',
        containerStatuses: [container({ ready: false, restartCount: 3, lastState: ended(9, 'Error') })],
      }),
      'crash-loop:down',
    ],
    [
      'has come out of its loop',
      pod({
        phase: 'Running',
        conditions: ready,
        containerStatuses: [container({ restartCount: 9, lastState: ended(540, 'Error') })],
      }),
      'restarted-recently:degraded',
    ],
    [
      'restarted nine minutes ago',
      pod({
        phase: 'Running',
        conditions: ready,
        containerStatuses: [container({ restartCount: 1, lastState: ended(540, 'Error') })],
      }),
      'restarted-recently:degraded',
    ],
    [
      'restarted eleven minutes ago',
      pod({
        phase: 'Running',
        conditions: ready,
        containerStatuses: [container({ restartCount: 1, lastState: ended(660, 'Error') })],
      }),
      '',
    ],
    [
      'crash loop for want of memory',
      pod({
        phase: 'Running',
        conditions: notReady,
        containerStatuses: [
          container({
            ready: false,
            restartCount: 9,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: ended(30, 'OOMKilled'),
          }),
        ],
      }),
      'crash-loop:down oom-killed:down',
    ],
    [
      'container cannot be created',
      pod({
        phase: 'Pending',
        containerStatuses: [
          container({ ready: false, state: { waiting: { reason: 'CreateContainerError' } } }),
        ],
      }),
      'container-failed:down',
    ],
    [
      'unready for a few seconds after its start',
      pod({
        phase: 'Running',
        conditions: notReady,
        containerStatuses: [container({ ready: false, state: { running: { startedAt: ago(5) } } })],
      }),
      'starting:progressing',
    ],
    [
      'startup probe not through yet',
      pod({
        phase: 'Running',
        conditions: notReady,
        containerStatuses: [container({ ready: false, started: false })],
      }),
      'starting:progressing',
    ],
    [
      'unready',
      pod({ phase: 'Running', conditions: notReady, containerStatuses: [container({ ready: false })] }),
      'not-ready:down',
    ],
  ])('%s', (_what, of, expected) => {
    expect(
      podReasons(of, now)
        .map((r) => `${r.code}:${r.health}`)
        .join(' '),
    ).toBe(expected);
  });

  const creating = {
    phase: 'Pending',
    containerStatuses: [container({ ready: false, state: { waiting: { reason: 'ContainerCreating' } } })],
  };
  const missing = event(
    'FailedCreatePodSandBox',
    'cannot find a network-attachment-definition (x) in namespace (y)',
    ago(10),
  );

  test('the newest sandbox warning says why nothing runs', () => {
    const older = event('NoNetworkFound', 'older', ago(60));
    expect(podReasons(pod(creating), now, [older, missing])).toMatchObject([
      { code: 'sandbox-failed', health: 'down', message: missing.message },
    ]);
  });
  test('of the calls that led to it only the cause is said', () => {
    const id = 'c77d5800968b6beded3be81a54816dd8e2bc9cc6dd2575ab7d20071ab57cc24c';
    const made = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${id}": `;
    const why = 'cannot find a network-attachment-definition (x) in namespace (y)';
    const multus = `plugin type="multus-shim" name="multus-cni-network" failed (add): CNI request failed with status 400: 'ContainerID:"${id}" ERRORED: error configuring pod [y/p] networking: Multus: [y/p/6db4a866]: ${why}'`;
    const said = (text: string) =>
      podReasons(pod(creating), now, [event('FailedCreatePodSandBox', text, ago(10))])[0]?.message;
    expect(said(made + multus)).toBe(why);
    expect(said(`${made}no IP addresses available`)).toBe('no IP addresses available');
    expect(said('in other words')).toBe('in other words');
  });
  test('a volume that cannot be mounted is a matter of configuration', () => {
    const warning = event('FailedMount', 'configmap "frr" not found', ago(10));
    expect(podReasons(pod(creating), now, [warning])).toMatchObject([
      { code: 'container-config', message: warning.message },
    ]);
  });
  test('a pod without a sandbox is in trouble since the kubelet took it, however young its newest warning is', () => {
    const again = { ...missing, firstAt: '2026-01-01T11:59:50Z', lastAt: '2026-01-01T11:59:50Z' };
    const taken = pod({ phase: 'Pending', startTime: '2026-01-01T06:00:00Z' });
    expect(podReasons(taken, now, [again])[0]).toMatchObject({
      code: 'sandbox-failed',
      since: '2026-01-01T06:00:00Z',
    });
  });

  test('the warning of a sandbox that was made in the end is history', () => {
    expect(
      podReasons(pod({ phase: 'Running', conditions: ready, containerStatuses: [container({})] }), now, [
        missing,
      ]),
    ).toEqual([]);
  });
});
