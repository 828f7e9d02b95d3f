import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActionState, refusalOf, refusalText, targetRevision } from './allowed.ts';
import { readFreeze, writeFreeze } from './freeze.ts';
import { evictCommand, kubectlCommand } from './kubectl-command.ts';
import { reasonProblem } from './reason-text.ts';
import { actionAnnotation, outcomeAnnotation, readRecords } from './record.ts';
import { shellCommand } from './shell-quote.ts';
import { deploymentRollbackWrite, restartWrite, revisionRollbackWrite, scaleWrite } from './write.ts';

const state = (more: Partial<ActionState> = {}): ActionState => ({
  kind: 'deployments',
  name: 'waf',
  strategy: { paused: false },
  revisions: [
    { revision: 4, current: true },
    { revision: 3, current: false },
    { revision: 1, current: false },
  ],
  autoscaler: null,
  ...more,
});
const paused = { strategy: { paused: true } };

describe('which action applies', () => {
  it.each([
    ['scale', {}, {}, null],
    ['scale', { kind: 'daemonsets' }, {}, 'no-scale'],
    ['scale', paused, {}, null],
    ['scale', { deleting: true }, {}, 'being-deleted'],
    ['setAutoscalerBounds', {}, { min: 1, max: 2 }, 'no-autoscaler'],
    ['setAutoscalerBounds', { autoscaler: { min: 1, max: 2 } }, { min: 1, max: 2 }, 'bounds-already'],
    ['setAutoscalerBounds', { autoscaler: { min: 1, max: 2 } }, { min: 2, max: 2 }, null],
    ['restart', {}, {}, null],
    ['restart', paused, {}, 'paused-no-restart'],
    ['restart', { kind: 'daemonsets' }, {}, null],
    ['pause', {}, {}, null],
    ['pause', paused, {}, 'already-paused'],
    ['pause', { kind: 'statefulsets' }, {}, 'not-pausable'],
    ['resume', {}, {}, 'not-paused'],
    ['resume', paused, {}, null],
    ['resume', { kind: 'daemonsets' }, {}, 'not-pausable'],
    ['rollback', {}, {}, null],
    ['rollback', {}, { toRevision: 3 }, null],
    ['rollback', {}, { toRevision: 4 }, 'already-current'],
    ['rollback', {}, { toRevision: 2 }, 'revision-unknown'],
    ['rollback', paused, {}, 'paused-no-rollback'],
    ['rollback', { revisions: [{ revision: 1, current: true }] }, {}, 'no-earlier-revision'],
    ['rollback', { revisions: [] }, {}, 'no-earlier-revision'],
    ['rollback', { observed: false }, {}, 'change-not-observed'],
    ['evict', { deleting: true }, {}, null],
  ] as const)('%s of %j with %j: %s', (action, more, question, code) => {
    const refusal = refusalOf(state(more as Partial<ActionState>), { action, ...question });
    expect(refusal?.code ?? null).toBe(code);
    if (refusal) expect(refusalText(refusal)).toMatch(/\.$/);
  });

  it('a rollback without a revision goes to the newest but the current one, also after one', () => {
    expect(targetRevision(state())).toBe(3);
    // After a rollback the current one is not the newest by age, but it has the highest number.
    expect(
      targetRevision({
        revisions: [
          { revision: 2, current: false },
          { revision: 5, current: true },
        ],
      }),
    ).toBe(2);
  });
});

describe('a freeze', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const read = (text: string) => readFreeze({ 'cnf-console/freeze': text }, 'chain edge', now);

  it('holds until it is over', () => {
    const until = '2026-11-23T12:00:01Z';
    expect(read(writeFreeze({ by: 'ada', reason: 'final', until }))).toMatchObject({ by: 'ada', until });
    expect(read(writeFreeze({ by: 'ada', reason: 'final', until: '2026-11-23T12:00:00Z' }))).toBeNull();
    expect(read(writeFreeze({ by: 'ada', reason: 'final', until: null }))).toMatchObject({ until: null });
    expect(readFreeze({}, 'x', now)).toBeNull();
  });

  it.each([
    '',
    'hands off',
    '{}',
    '[]',
    'null',
    '{"by":1,"reason":"x"}',
    '{"by":"a","reason":"b","until":"soon"}',
  ])('that reads %j freezes, as it stands', (text) => expect(read(text)).toMatchObject({ unreadable: text }));

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => read(text) === null || read(text)?.scope === 'chain edge'));
  });
});

describe('commands', () => {
  const target = { namespace: 'edge', kind: 'statefulsets', name: 'router-a' } as const;
  it('are those of kubectl', () => {
    expect(kubectlCommand({ action: 'scale', replicas: 5 }, target, 3)).toBe(
      'kubectl scale statefulset/router-a -n edge --replicas=5 --current-replicas=3',
    );
    expect(kubectlCommand({ action: 'rollback', toRevision: 2 }, target, 3)).toBe(
      'kubectl rollout undo statefulset/router-a -n edge --to-revision=2',
    );
    expect(kubectlCommand({ action: 'restart' }, target, 3)).toBe(
      'kubectl rollout restart statefulset/router-a -n edge',
    );
    expect(kubectlCommand({ action: 'setAutoscalerBounds', min: 5, max: 9 }, target, 3, 'router')).toBe(
      `kubectl patch hpa router -n edge --type=merge -p '{"spec":{"minReplicas":5,"maxReplicas":9}}'`,
    );
    expect(evictCommand('edge', 'router-a-0')).toContain('/api/v1/namespaces/edge/pods/router-a-0/eviction');
  });

  it('give a shell the very words, whatever is in them', () => {
    const word = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => !text.includes('\0') && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const script = `for word in ${shellCommand(...words)}; do printf '%s\\0' "$word"; done`;
        expect(execFileSync('sh', ['-c', script]).toString()).toBe(words.map((each) => `${each}\0`).join(''));
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is sent', () => {
  const target = { namespace: 'edge', kind: 'deployments', name: 'waf' } as const;
  const version = { resourceVersion: '77', uid: 'u' };

  it('names the version it is made for, every time', () => {
    const writes = [
      scaleWrite(target, version, 5),
      restartWrite(target, version, '2026-11-23T12:00:00Z'),
      deploymentRollbackWrite(target, version, {}, {}),
      revisionRollbackWrite(target, version, { spec: { template: { $patch: 'replace' } } }),
    ];
    for (const { body } of writes) expect(JSON.stringify(body)).toContain('"77"');
  });

  it('of a rollback is the template without the hash, and the annotations that are not the controller’s', () => {
    const replicaSet = {
      metadata: {
        annotations: { 'deployment.kubernetes.io/revision': '2', 'kubernetes.io/change-cause': 'v2' },
      },
      spec: {
        template: {
          metadata: { labels: { app: 'waf', 'pod-template-hash': 'abc' } },
          spec: { dnsPolicy: 'Default' },
        },
      },
    };
    const deployment = { metadata: { annotations: { 'deployment.kubernetes.io/revision': '7', mine: 'x' } } };
    expect(deploymentRollbackWrite(target, version, deployment, replicaSet).body).toEqual([
      { op: 'replace', path: '/metadata/resourceVersion', value: '77' },
      {
        op: 'replace',
        path: '/spec/template',
        value: { metadata: { labels: { app: 'waf' } }, spec: { dnsPolicy: 'Default' } },
      },
      {
        op: 'replace',
        path: '/metadata/annotations',
        value: { 'deployment.kubernetes.io/revision': '7', 'kubernetes.io/change-cause': 'v2' },
      },
    ]);
  });
});

describe('a reason', () => {
  it('is any text of one line that shows what was written', () => {
    for (const text of ['', 'load', '負荷が高い', '<b>"\'$(rm)`', 'é́', '👩‍🚒'])
      expect(reasonProblem(text)).toBeNull();
    for (const text of ['a\nb', 'a\u001b[31m', '\u0000', 'a\u202eb', '\u2028', '\ud800', 'x'.repeat(1025)])
      expect(reasonProblem(text)).not.toBeNull();
  });
});

describe('records', () => {
  it('of one namespace are what its own Events say, whatever is written elsewhere under the same id', () => {
    const id = 'a'.repeat(32);
    const intent = { id, action: 'scale', at: '2026-11-28T10:00:00Z', by: 'operator', summary: 'scale waf' };
    const forged = { ...intent, at: '2026-11-28T11:00:00Z', by: 'somebody', summary: 'nothing was done' };
    const outcome = (state: string) => ({ id, at: intent.at, state, detail: state });
    const event = (name: string, namespace: string, annotation: string, value: object) => ({
      metadata: {
        name,
        namespace,
        uid: name,
        resourceVersion: '1',
        creationTimestamp: '',
        annotations: { [annotation]: JSON.stringify(value) },
      },
      source: 'cnf-console',
      involved: {},
      count: 1,
    });
    const records = readRecords([
      event('one', 'edge', actionAnnotation, intent),
      event('two', 'edge', outcomeAnnotation, outcome('refused')),
      event('three', 'elsewhere', actionAnnotation, forged),
      event('four', 'elsewhere', outcomeAnnotation, outcome('done')),
    ]);
    expect(records.find(({ namespace }) => namespace === 'edge')).toMatchObject({
      intent: { by: 'operator', summary: 'scale waf' },
      outcome: { state: 'refused' },
    });
  });

  it('are read from anything without throwing, and only what is one counts', () => {
    const json = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(json, json, fc.constantFrom('cnf-console', 'kubelet'), (intent, outcome, source) => {
        const annotations = { [actionAnnotation]: intent, [outcomeAnnotation]: outcome };
        const metadata = { name: 'e', uid: 'e', resourceVersion: '1', creationTimestamp: '', annotations };
        const records = readRecords([{ metadata, source, involved: {}, count: 1 }]);
        expect(records).toEqual([]);
      }),
    );
  });
});
