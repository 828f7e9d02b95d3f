import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContainerState, Pod } from '../kubernetes.ts';
import { printAge } from './human-duration.ts';
import { podReady, podRestarts, podStatus } from './pod-status.ts';
import { printRestarts } from './print-restarts.ts';

interface Sample {
  now: string;
  pods: { printed: [string, string, string, string, string]; pod: Pod }[];
}

const read = (name: string): Sample =>
  JSON.parse(readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8'));

/** What a v1.20 API server printed of pods that ran, and of pods whose status was set at random. */
describe.each(['kubectl-get-pods.json', 'kubectl-get-pods-random.json'])('%s', (file) => {
  const { pods, now } = read(file);
  test.each(pods.map(({ pod, printed }) => [printed[0], printed, pod] as const))(
    '%s',
    (_name, printed, pod) => {
      const { count, lastRestartAt } = podRestarts(pod, 20);
      const restarts = printRestarts({ restartCount: count, lastRestartAt }, new Date(now), {
        withAge: false,
      });
      expect([podReady(pod, 20), podStatus(pod, 20), restarts]).toEqual(printed.slice(1, 4));
    },
  );
});

test('AGE is printed as the server printed it', () => {
  const { pods, now } = read('kubectl-get-pods.json');
  for (const { pod, printed } of pods)
    expect(printAge(pod.metadata.creationTimestamp, new Date(now))).toBe(printed[4]);
});

const running: ContainerState = { running: { startedAt: '2026-01-01T00:00:00Z' } };
const ended = (exitCode: number, more: object = {}): ContainerState => ({
  terminated: { exitCode, ...more },
});

function pod(
  status: Pod['status'],
  init: Pod['spec']['initContainers'] = [],
  more: Partial<Pod['metadata']> = {},
): Pod {
  return {
    metadata: {
      name: 'p',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...more,
    },
    spec: { containers: [{ name: 'c' }], initContainers: init },
    status,
  };
}

function container(name: string, state: ContainerState, more: object = {}) {
  return { name, image: '', imageID: '', ready: true, restartCount: 0, state, ...more };
}

const sidecar = { name: 's', restartPolicy: 'Always' };
const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };

describe('what only newer servers know', () => {
  test.each([
    [
      'a sidecar that has started counts in READY and not as initializing',
      pod(
        {
          phase: 'Running',
          initContainerStatuses: [container('s', running, { started: true })],
          containerStatuses: [container('c', running)],
        },
        [sidecar],
      ),
      34,
      'Running 2/2',
    ],
    [
      'a sidecar that has not started is initializing',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [container('s', running, { started: false, ready: false })],
          containerStatuses: [container('c', { waiting: { reason: 'PodInitializing' } }, { ready: false })],
        },
        [sidecar],
      ),
      34,
      'Init:0/1 0/2',
    ],
    [
      'a pod that was initialized is judged by its containers, since 1.29',
      pod(
        {
          phase: 'Running',
          conditions: [{ type: 'Initialized', status: 'True' }],
          initContainerStatuses: [container('i', running)],
          containerStatuses: [container('c', running)],
        },
        [{ name: 'i' }],
      ),
      29,
      'Init:0/1 1/1',
    ],
    [
      'and before by its init containers',
      pod(
        {
          phase: 'Running',
          conditions: [{ type: 'Initialized', status: 'True' }],
          initContainerStatuses: [container('i', running)],
          containerStatuses: [container('c', running)],
        },
        [{ name: 'i' }],
      ),
      28,
      'Init:0/1 0/1',
    ],
    [
      'scheduling gates',
      pod({
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      }),
      34,
      'SchedulingGated 0/1',
    ],
    [
      'an ended pod being deleted, since 1.32',
      pod(
        { phase: 'Succeeded', containerStatuses: [container('c', ended(0, { reason: 'Completed' }))] },
        [],
        deleted,
      ),
      32,
      'Completed 0/1',
    ],
    [
      'and before',
      pod(
        { phase: 'Succeeded', containerStatuses: [container('c', ended(0, { reason: 'Completed' }))] },
        [],
        deleted,
      ),
      31,
      'Terminating 0/1',
    ],
    ['a lost node', pod({ phase: 'Running', reason: 'NodeLost' }, [], deleted), 34, 'Unknown 0/1'],
  ])('%s', (_what, of, minor, expected) => {
    expect(`${podStatus(of, minor)} ${podReady(of, minor)}`).toBe(expected);
  });

  test('restarts of sidecars count with those of the containers, those of init containers do not', () => {
    const last = (finishedAt: string) => ({ lastState: ended(1, { finishedAt }) });
    const of = pod(
      {
        phase: 'Running',
        initContainerStatuses: [
          container('i', ended(0), { restartCount: 5, ...last('2026-01-01T09:00:00Z') }),
          container('s', running, { started: true, restartCount: 2, ...last('2026-01-01T02:00:00Z') }),
        ],
        containerStatuses: [container('c', running, { restartCount: 3, ...last('2026-01-01T01:00:00Z') })],
      },
      [{ name: 'i' }, sidecar],
    );
    expect(podRestarts(of)).toEqual({ count: 5, lastRestartAt: '2026-01-01T02:00:00Z' });
  });
});
