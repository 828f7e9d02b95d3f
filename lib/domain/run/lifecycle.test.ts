import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkloadKind } from '../kubernetes.ts';
import { acted, decide } from './decide.ts';
import { giveOrder } from './give-order.ts';
import { isLabNamespace, labMark, neighborsOf, planLifecycle } from './lifecycle.ts';
import { newRun } from './new-run.ts';
import type { Observed, ObservedPod, RunAct } from './observed.ts';
import { orderRefusal } from './order.ts';
import { reportText, runReport } from './report.ts';
import type { Run } from './run.ts';
import { runStrategy } from './strategy.ts';

const now = 'waf:v2.24.123';
const newer = { waf: 'waf:v2.25.0' };
const older = { waf: 'waf:v2.23' };
const subject = {
  kind: 'deployments' as WorkloadKind,
  replicas: 2,
  images: { waf: now },
  rolls: true,
  autoscaled: false,
};

describe('the plan', () => {
  it.each([
    ['all', subject, { newer, older }, [null, null, null, null, null]],
    ['only a later version', subject, { newer, older: null }, [null, null, 'no-older-image', null, null]],
    ['only an earlier version', subject, { newer: null, older }, [null, 'no-newer-image', null, null, null]],
    [
      'no other version',
      subject,
      { newer: null, older: null },
      [null, 'no-newer-image', 'no-older-image', 'no-other-image', 'no-other-image'],
    ],
    [
      'a DaemonSet',
      { ...subject, kind: 'daemonsets' as const },
      { newer, older },
      ['daemonset', null, null, null, null],
    ],
    [
      'an autoscaler',
      { ...subject, autoscaled: true },
      { newer, older },
      ['autoscaler', null, null, null, null],
    ],
    [
      'OnDelete',
      { ...subject, rolls: false },
      { newer, older },
      [null, 'not-rolling', 'not-rolling', 'not-rolling', 'not-rolling'],
    ],
  ])('%s', (_name, about, images, whys) => {
    const { checks } = planLifecycle(about, images);
    expect(checks.map(({ why }) => why)).toEqual(whys);
    expect(checks.map(({ moves }) => moves.length > 0)).toEqual(whys.map((why) => why === null));
  });

  it('leaves replicas alone that are not its own', () => {
    const { original, checks } = planLifecycle({ ...subject, autoscaled: true }, { newer, older });
    expect([original, ...checks.flatMap(({ moves }) => moves.map(({ goal }) => goal))]).toEqual(
      expect.arrayContaining([expect.objectContaining({ replicas: null })]),
    );
  });

  it.each([
    ['waf:v2.24.123', ['waf:v2.26', 'waf:v2.25.0', 'waf:v2.9', 'waf:v2.24'], 'waf:v2.25.0', 'waf:v2.24'],
    ['waf:v2.24.123', ['waf:latest', 'waf:v2.24.123'], undefined, undefined],
    ['waf@sha256:00', ['waf:v2.25.0'], undefined, undefined],
  ])('takes of %s the nearest others of %j', (image, others, later, earlier) => {
    expect(neighborsOf(image, others)).toEqual({
      ...(later && { newer: later }),
      ...(earlier && { older: earlier }),
    });
  });

  it('knows a lab by label and by annotation, and by nothing else', () => {
    expect(isLabNamespace({ labels: { [labMark]: 'true' } })).toBe(true);
    expect(isLabNamespace({ annotations: { [labMark]: 'true' } })).toBe(true);
    expect(isLabNamespace({ labels: { [labMark]: 'false' } })).toBe(false);
    expect(isLabNamespace(undefined)).toBe(false);
  });
});

/** A workload whose controller replaces all pods at once, each ready after a while unless its image is broken. */
class Simple {
  now = 1_800_000_000_000;
  replicas = 2;
  image = now;
  earlier: string | null = null;
  run: string | null = 'r1';
  rest = 'rest';
  broken = new Set<string>();
  keepsHistory = true;
  pods: { image: string; born: number; uid: string }[] = [];
  private serial = 0;
  readonly kind: WorkloadKind;

  constructor(kind: WorkloadKind = 'deployments') {
    this.kind = kind;
    this.tick(60_000);
  }

  tick(ms: number): void {
    // A StatefulSet's controller waits for ever for a pod that does not come.
    const stuck = this.kind === 'statefulsets' && this.pods.some(({ image }) => this.broken.has(image));
    if (!stuck) this.pods = this.pods.filter(({ image }) => image === this.image).slice(0, this.replicas);
    while (this.pods.length < this.replicas) {
      this.serial += 1;
      this.pods.push({ image: this.image, born: this.now, uid: `u${this.serial}` });
    }
    this.now += ms;
  }

  observe(): Observed {
    const pods = this.pods.map(
      ({ image, born, uid }): ObservedPod => ({
        name: `p-${uid}`,
        uid,
        node: 'n',
        side: 'from',
        ready: this.now - born >= 3_000 && !this.broken.has(image),
        terminating: false,
        restarts: 0,
        interfaces: [],
        trouble: this.broken.has(image) ? { code: 'image-pull', detail: image } : null,
        sessions: null,
        images: { waf: image },
      }),
    );
    return {
      workload: {
        replicas: this.replicas,
        side: 'from',
        fields: {},
        rest: this.rest,
        run: this.run,
        settled: true,
        available: 0,
        images: { waf: this.image },
      },
      pods,
      preflight: { state: 'none', detail: '' },
      chain: [],
      budget: null,
    };
  }

  /** What went wrong, or null. */
  do(act: RunAct): string | null {
    if (act.do === 'evict') this.pods = this.pods.filter(({ uid }) => uid !== act.uid);
    if (act.do === 'undo') {
      if (!this.keepsHistory) return 'it has no earlier revision';
      this.image = this.earlier ?? this.image;
    }
    if (act.do === 'move') {
      const image = act.goal.images.waf ?? '';
      if (image !== this.image) this.earlier = this.image;
      this.image = image;
      this.replicas = act.goal.replicas ?? this.replicas;
      if (act.release) this.run = null;
    }
    return null;
  }
}

const begin = (model: Simple, images = { newer, older } as Parameters<typeof planLifecycle>[1]): Run =>
  newRun(
    {
      id: 'r1',
      kind: 'lifecycle',
      method: 'replace',
      target: { namespace: 'lab', kind: model.kind, name: 'waf', uid: 'w' },
      parent: null,
      chain: null,
      routing: false,
      change: { images: { waf: { from: now, to: newer.waf } }, annotations: {}, payload: null },
      strategy: runStrategy({ routing: false, method: 'replace', images: true }, { limitSeconds: 30 }),
      startedBy: 'ada',
      why: null,
      overrode: null,
      before: {},
      rest: 'rest',
      replicas: 2,
      lifecycle: planLifecycle({ ...subject, kind: model.kind }, images),
    },
    new Date(model.now),
  );

/** Where the executor is killed in a pass, if it is. */
type Kill = 'none' | 'before-record' | 'before-act' | 'after-act';

function pass(model: Simple, record: Run, kill: Kill = 'none'): Run {
  const now = new Date(model.now);
  const decision = decide(record, model.observe(), now);
  if (kill === 'before-record') return record;
  const stored = JSON.parse(JSON.stringify({ ...decision.run, attendedAt: now.toISOString() })) as Run;
  if (decision.act === null || kill === 'before-act') return stored;
  const problem = model.do(decision.act);
  return kill === 'after-act' ? stored : acted(stored, decision.act, problem, now);
}

function until(model: Simple, start: Run, done: (run: Run) => boolean, kills: readonly Kill[] = []): Run {
  let run = start;
  for (let i = 0; i < 2_000 && !done(run); i++) {
    run = pass(model, run, kills[i % kills.length]);
    model.tick(500);
  }
  return run;
}

const isEnded = ({ phase }: Run) => phase === 'ended';
const results = (run: Run) => run.lifecycle?.checks.map(({ state }) => state);

function expectRestored(model: Simple, run: Run): void {
  expect(run.phase, JSON.stringify([run.hold, run.lifecycle?.goal])).toBe('ended');
  expect([model.image, model.replicas, model.run]).toEqual([now, 2, null]);
  expect(model.observe().pods.map((pod) => [pod.ready, pod.images])).toEqual([
    [true, { waf: now }],
    [true, { waf: now }],
  ]);
}

describe('a run of checks', () => {
  it.each(['deployments', 'statefulsets'] as const)('passes all five on %s', (kind) => {
    const model = new Simple(kind);
    const run = until(model, begin(model), isEnded);
    expect(run.outcome).toBe('succeeded');
    expect(results(run)).toEqual(Array(5).fill('passed'));
    expectRestored(model, run);
    const report = runReport(run);
    expect(report.checks.every(({ durationSeconds }) => (durationSeconds ?? 0) > 0)).toBe(true);
    expect(reportText(report)).toContain('| increase\\_decrease\\_capacity | passed |');
  });

  it.each(['deployments', 'statefulsets'] as const)(
    'fails what needs an image that cannot be pulled, and brings %s back',
    (kind) => {
      const model = new Simple(kind);
      model.broken.add(older.waf);
      const run = until(model, begin(model), isEnded);
      expect(results(run)).toEqual(['passed', 'passed', 'failed', 'passed', 'passed']);
      expect(run.lifecycle?.checks[2]).toMatchObject({ why: 'trouble', detail: `image-pull: ${older.waf}` });
      expect(run.outcome).toBe('failed');
      expectRestored(model, run);
    },
  );

  it('fails a rollback that Kubernetes has no revision for', () => {
    const model = new Simple();
    model.keepsHistory = false;
    const run = until(model, begin(model), isEnded);
    expect(run.lifecycle?.checks[4]).toMatchObject({ state: 'failed', why: 'no-revision' });
    expectRestored(model, run);
  });

  it('says that it was not well before the first check', () => {
    const model = new Simple();
    model.broken.add(now);
    const run = until(model, begin(model), isEnded);
    expect(run.outcome).toBe('failed');
    expect(results(run)).toEqual(Array(5).fill('not-run'));
    expect(model.run).toBeNull();
  });

  it('holds where somebody else changes the function, and restores it when it is aborted', () => {
    const model = new Simple();
    let run = until(model, begin(model), (one) => one.lifecycle?.checks[1]?.state === 'running');
    model.image = 'waf:mine';
    run = until(model, run, ({ hold }) => hold !== null);
    expect(run.hold?.code).toBe('edited');
    run = until(model, giveOrder(run, 'abort', 'ada', null, new Date(model.now)), isEnded);
    expect(run.outcome).toBe('aborted');
    expectRestored(model, run);
  });

  it('is told to abort rather than to roll back', () => {
    const model = new Simple();
    const run = until(model, begin(model), ({ phase }) => phase === 'running');
    expect(orderRefusal(run, 'rollback')).toBe('restores-itself');
    expect(orderRefusal(run, 'abort')).toBeNull();
  });

  it('restores whatever happens, whenever its executor is killed and whatever it is told', () => {
    const kinds = fc.constantFrom<Kill>('none', 'none', 'before-record', 'before-act', 'after-act');
    fc.assert(
      fc.property(
        fc.array(kinds, { minLength: 5, maxLength: 60 }).filter((list) => list.includes('none')),
        fc.constantFrom<WorkloadKind>('deployments', 'statefulsets'),
        fc.subarray([newer.waf, older.waf]),
        fc.nat(120),
        fc.boolean(),
        (kills, kind, broken, stopAt, aborts) => {
          const model = new Simple(kind);
          for (const image of broken) model.broken.add(image);
          let passes = 0;
          let run = until(model, begin(model), (one) => isEnded(one) || passes++ >= stopAt, kills);
          const told = aborts && orderRefusal(run, 'abort') === null;
          if (told) run = giveOrder(run, 'abort', 'ada', null, new Date(model.now));
          run = until(model, run, isEnded, kills);
          expectRestored(model, run);
          expect(results(run)).not.toContain('running');
          expect(results(run)).not.toContain('waiting');
          if (told) expect(run.outcome).toBe('aborted');
        },
      ),
    );
  });
});
