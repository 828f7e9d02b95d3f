import { describe, expect, it } from 'vitest';
import { now, object, runningPod } from '../__fixtures__/small-cluster.ts';
import type { LabObject } from '../object.ts';
import { resourceOf } from '../resources.ts';
import { encodeTable } from '../table.ts';
import { humanDuration } from './age.ts';

function cells(item: LabObject): (string | number)[] {
  const options = { now, version: 'v1', include: 'Metadata', columns: true, metadata: {} } as const;
  return JSON.parse(encodeTable(resourceOf(item.kind), [item], options)).rows[0].cells;
}

const second = 1000;
const hour = 3600 * second;

describe('age', () => {
  it.each([
    [-5 * second, '<invalid>'],
    [0, '0s'],
    [119 * second, '119s'],
    [120 * second, '2m'],
    [599 * second, '9m59s'],
    [179 * 60 * second, '179m'],
    [3 * hour, '3h'],
    [7 * hour + 59 * 60 * second, '7h59m'],
    [47 * hour, '47h'],
    [94 * hour, '3d22h'],
    [145 * hour, '6d1h'],
    [192 * hour, '8d'],
    [800 * 24 * hour, '2y70d'],
  ])('%i ms is %s', (milliseconds, expected) => {
    expect(humanDuration(milliseconds)).toBe(expected);
  });
});

describe('pod row', () => {
  const container = (state: object, more: object = {}) => ({ name: 'main', restartCount: 0, state, ...more });
  const withStatus = (status: object, spec: object = {}) => {
    const pod = runningPod('p');
    return { ...pod, spec: { ...(pod.spec as object), ...spec }, status };
  };
  const status = (pod: LabObject) => cells(pod)[2];

  it('tells restarts with the age of the last', () => {
    expect(cells(runningPod('waf-a'))).toEqual([
      'waf-a',
      '1/1',
      'Running',
      '10 (3d22h ago)',
      '120m',
      '10.0.10.1',
      'node-1',
      '<none>',
      '<none>',
    ]);
  });

  it.each([
    [
      'CrashLoopBackOff',
      { phase: 'Running', containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } })] },
    ],
    [
      'Completed',
      {
        phase: 'Succeeded',
        containerStatuses: [container({ terminated: { reason: 'Completed', exitCode: 0 } })],
      },
    ],
    ['ExitCode:3', { phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 3 } })] }],
    [
      'Signal:9',
      { phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 137, signal: 9 } })] },
    ],
    ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
    ['Init:0/2', { phase: 'Pending', initContainerStatuses: [container({ running: {} })] }],
    [
      'Init:ErrImagePull',
      { phase: 'Pending', initContainerStatuses: [container({ waiting: { reason: 'ErrImagePull' } })] },
    ],
    [
      'Init:Error',
      {
        phase: 'Pending',
        initContainerStatuses: [container({ terminated: { exitCode: 1, reason: 'Error' } })],
      },
    ],
    ['Pending', { phase: 'Pending' }],
  ])('says %s', (expected, given) => {
    expect(status(withStatus(given, { initContainers: [{ name: 'a' }, { name: 'b' }] }))).toBe(expected);
  });

  it('says Terminating while the pod is deleted, unless it has ended', () => {
    const deleted = (pod: LabObject) => ({
      ...pod,
      metadata: { ...pod.metadata, deletionTimestamp: '2026-01-10T12:00:00Z' },
    });
    expect(status(deleted(runningPod('p')))).toBe('Terminating');
    expect(status(deleted(withStatus({ phase: 'Succeeded' })))).toBe('Succeeded');
  });
});

describe('other rows', () => {
  it.each([
    [
      object('Deployment', 'waf', {
        spec: {
          replicas: 3,
          selector: { matchLabels: { app: 'waf' } },
          template: { spec: { containers: [{ name: 'c', image: 'i' }] } },
        },
        status: { readyReplicas: 2, updatedReplicas: 1, availableReplicas: 2 },
      }),
      ['waf', '2/3', 1, 2, '120m', 'c', 'i', 'app=waf'],
    ],
    [
      object('Service', 'waf', {
        spec: {
          type: 'NodePort',
          clusterIP: '10.96.0.9',
          ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }],
        },
      }),
      ['waf', 'NodePort', '10.96.0.9', '<none>', '80:30080/TCP', '120m', '<none>'],
    ],
    [
      object('Node', 'n', {
        metadata: { labels: { 'node-role.kubernetes.io/worker': '' } },
        spec: { unschedulable: true },
        status: {
          conditions: [{ type: 'Ready', status: 'Unknown' }],
          nodeInfo: { kubeletVersion: 'v1.32.0' },
        },
      }),
      [
        'n',
        'NotReady,SchedulingDisabled',
        'worker',
        '120m',
        'v1.32.0',
        '<none>',
        '<none>',
        '<unknown>',
        '<unknown>',
        '<unknown>',
      ],
    ],
    [
      object('Event', 'e', {
        involvedObject: { kind: 'Pod', name: 'waf-a', fieldPath: 'spec.containers{main}' },
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting\n',
        source: { component: 'kubelet', host: 'node-1' },
        firstTimestamp: '2026-01-10T11:00:00Z',
        lastTimestamp: '2026-01-10T11:59:00Z',
        count: 7,
      }),
      [
        '60s',
        'Warning',
        'BackOff',
        'pod/waf-a',
        'spec.containers{main}',
        'kubelet, node-1',
        'Back-off restarting',
        '60m',
        7,
        'e',
      ],
    ],
    [object('ConfigMap', 'frr', { data: { a: '', b: '' } }), ['frr', 2, '120m']],
    [object('NetworkAttachmentDefinition', 'ext1'), ['ext1', '120m']],
  ])('$kind', (item, expected) => {
    expect(cells(item)).toEqual(expected);
  });

  it.each([
    'Pod',
    'Node',
    'Service',
    'Event',
    'Deployment',
    'Ingress',
    'Endpoints',
    'EndpointSlice',
    'HorizontalPodAutoscaler',
    'Job',
  ])('prints a %s of wrong types without throwing', (kind) => {
    const odd = { ...object(kind, 'odd'), spec: 'text', status: [1], involvedObject: 3, subsets: { a: 1 } };
    expect(cells(odd)[0] === 'odd' || cells(odd).at(-1) === 'odd').toBe(true);
  });
});
