import { describe, expect, test } from 'vitest';
import type { Deployment, Pod, PodDisruptionBudget } from '../kubernetes.ts';
import { podRow } from '../pod/pod-row.ts';
import type { PodRow } from '../pod/pod-view.ts';
import { functionRow } from '../workload/function-row.ts';
import { chainOrder, chainViews, shownChains } from './chain-views.ts';

const now = new Date('2026-01-01T12:00:00Z');
const metadata = {
  namespace: 'edge',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};

interface Given {
  name: string;
  order?: string;
  chain?: string;
  replicas?: number;
  /** Image tag and whether the pod is ready. */
  pods?: [string, boolean][];
  status?: Deployment['status'];
  budgets?: PodDisruptionBudget[];
}

function given({
  name,
  order,
  chain = 'internet',
  replicas = 1,
  pods = [['1', true]],
  status,
  budgets = [],
}: Given) {
  const labels = {
    app: name,
    'app.kubernetes.io/part-of': chain,
    'app.kubernetes.io/component': name.toUpperCase(),
  };
  const made = pods.map(
    ([tag, ready], index): Pod => ({
      metadata: { ...metadata, name: `${name}-${index}`, labels: { app: name } },
      spec: { containers: [{ name: 'c', image: `${name}:${tag}` }] },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
        containerStatuses: [
          {
            name: 'c',
            image: '',
            imageID: '',
            ready,
            restartCount: 0,
            state: ready ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
    }),
  );
  const rows: PodRow[] = made.map((pod) =>
    podRow(pod, {
      now,
      owner: null,
      definition: () => undefined,
      definitionsKnown: false,
      podNetwork: { cni: 'unknown', encapsulation: 'unknown', source: null },
      routing: null,
      warnings: [],
    }),
  );
  const ready = pods.filter(([, isReady]) => isReady).length;
  const object: Deployment = {
    metadata: {
      ...metadata,
      name,
      labels,
      annotations: order === undefined ? {} : { 'cnf-console/chain-order': order },
      generation: 1,
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', image: `${name}:${pods[0]?.[0] ?? '1'}` }] },
      },
    },
    status: status ?? {
      observedGeneration: 1,
      replicas: pods.length,
      updatedReplicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  };
  return functionRow(
    { kind: 'deployments', object },
    { now, pods: made, podRows: rows, budgets, configMap: () => undefined },
  );
}

const codes = (reasons: readonly { code: string; health: string }[]) =>
  reasons.map((r) => `${r.code}:${r.health}`);

describe('chainOrder', () => {
  test.each([
    ['20', 20],
    ['-1.5', -1.5],
    [' 7 ', 7],
    ['first', null],
    ['', null],
    ['1e3', null],
    ['0x10', null],
    ['NaN', null],
    [undefined, null],
  ])('%s is %s', (text, expected) => {
    expect(chainOrder(text === undefined ? {} : { 'cnf-console/chain-order': text })).toBe(expected);
  });
});

describe('functionRow', () => {
  test("the talk's WAF, three times", () => {
    expect(
      given({
        name: 'waf',
        order: '20',
        replicas: 3,
        pods: [
          ['v2.24.123', true],
          ['v2.24.123', true],
          ['v2.24.123', true],
        ],
      }),
    ).toMatchObject({
      component: 'WAF',
      chain: 'internet',
      order: 20,
      versions: [{ version: 'v2.24.123', replicas: 3, ready: 3 }],
      targetVersion: 'v2.24.123',
      desired: 3,
      ready: 3,
      health: 'ok',
      reasons: [],
      approach: 'pod-network',
      role: 'chain',
    });
  });
  test('two versions are progress while a rollout moves, and a fault when it is over', () => {
    const pods: [string, boolean][] = [
      ['2', true],
      ['1', true],
    ];
    const moving = {
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 1,
      readyReplicas: 2,
      availableReplicas: 2,
    };
    expect(codes(given({ name: 'waf', replicas: 2, pods, status: moving }).reasons)).toEqual([
      'rolling-out:progressing',
      'mixed-versions:progressing',
    ]);
    expect(codes(given({ name: 'waf', replicas: 2, pods }).reasons)).toEqual(['mixed-versions:degraded']);
  });
  test('one of two pods in a crash loop degrades, both take down', () => {
    const one = given({
      name: 'waf',
      replicas: 2,
      pods: [
        ['1', true],
        ['1', false],
      ],
    });
    expect(one.health).toBe('degraded');
    expect(one.reasons).toContainEqual(
      expect.objectContaining({ code: 'crash-loop', subject: 'waf-1: c', health: 'degraded' }),
    );
    expect(
      given({
        name: 'waf',
        replicas: 2,
        pods: [
          ['1', false],
          ['1', false],
        ],
      }).health,
    ).toBe('down');
  });
  test('a budget without headroom is a warning, and only where it selects the pods', () => {
    const budget = (app: string): PodDisruptionBudget => ({
      metadata: { ...metadata, name: 'b' },
      spec: { selector: { matchLabels: { app } }, minAvailable: 1 },
      status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1 },
    });
    expect(given({ name: 'waf', budgets: [budget('waf')] })).toMatchObject({
      health: 'ok',
      reasons: [{ code: 'budget-exhausted', subject: 'b' }],
    });
    expect(given({ name: 'waf', budgets: [budget('other')] }).reasons).toEqual([]);
  });
  test('an order that is not a number is said', () => {
    expect(given({ name: 'waf', order: '<b>1</b>' })).toMatchObject({
      order: null,
      health: 'ok',
      reasons: [{ code: 'chain-order-unreadable', message: '<b>1</b>' }],
    });
  });
  test('a status older than the manifest is said', () => {
    expect(
      codes(given({ name: 'waf', status: { observedGeneration: 0, readyReplicas: 1 } }).reasons),
    ).toContain('status-outdated:progressing');
  });
});

test('shownChains names the chains with an order, by namespace', () => {
  const member = (namespace: string, chain: string, order?: string) => ({
    ...metadata,
    name: 'n',
    namespace,
    labels: { 'app.kubernetes.io/part-of': chain },
    ...(order === undefined ? {} : { annotations: { 'cnf-console/chain-order': order } }),
  });
  const found = shownChains([
    member('a', 'x', '1'),
    member('a', 'x'),
    member('b', 'x'),
    member('b', 'y', 'first'),
  ]);
  expect([...found]).toEqual(['a/x']);
});

describe('chainViews', () => {
  test('members in order, those without one last and by name', () => {
    const rows = [
      given({ name: 'z' }),
      given({ name: 'lb', order: '30' }),
      given({ name: 'firewall', order: '10' }),
      given({ name: 'waf', order: '20' }),
      given({ name: 'a' }),
    ];
    expect(chainViews(rows).map((c) => c.functions.map((f) => f.name))).toEqual([
      ['firewall', 'waf', 'lb', 'a', 'z'],
    ]);
  });
  test('part-of alone makes no chain', () => {
    expect(chainViews([given({ name: 'a', chain: 'app' }), given({ name: 'b', chain: 'app' })])).toEqual([]);
  });
  test('a chain is as well as the worst of its members', () => {
    const [chain] = chainViews([
      given({ name: 'firewall', order: '10' }),
      given({
        name: 'waf',
        order: '20',
        replicas: 2,
        pods: [
          ['1', true],
          ['1', false],
        ],
      }),
    ]);
    expect(chain?.health).toBe('degraded');
    expect(chain?.reasons).toContainEqual(expect.objectContaining({ subject: 'waf: waf-1: c' }));
  });
  test.each(['20', undefined])('a member scaled to zero breaks it (order %s)', (order) => {
    const zero = given({ name: 'waf', ...(order === undefined ? {} : { order }), replicas: 0, pods: [] });
    expect(zero.health).toBe(order === undefined ? 'ok' : 'down');
    const [chain] = chainViews([given({ name: 'firewall', order: '10' }), zero]);
    expect(chain).toMatchObject({
      health: 'down',
      reasons: [{ code: 'scaled-to-zero', health: 'down', subject: 'waf' }],
    });
  });
});
