import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workloadKinds } from '../kubernetes.ts';
import { type Breakage, Model } from './__fixtures__/model.ts';
import { acted, decide } from './decide.ts';
import { giveOrder } from './give-order.ts';
import { newRun } from './new-run.ts';
import { orderRefusal, type RunOrder } from './order.ts';
import type { Run, RunStrategy } from './run.ts';
import { sameFields } from './wanted.ts';

const strategy: RunStrategy = {
  batch: 1,
  soakSeconds: 4,
  gates: ['ready', 'interfaces', 'sessions', 'prefixes', 'bfd', 'restarts', 'chain'],
  prefixPercent: 100,
  limitSeconds: 40,
  onFailure: 'stop',
  drain: 'graceful-shutdown',
  drainSeconds: 3,
  preflight: true,
};

function begin(model: Model, more: Partial<RunStrategy> = {}): Run {
  return newRun(
    {
      id: 'r1',
      kind: 'upgrade',
      method: 'replace',
      target: { namespace: 'edge', kind: model.kind, name: 'p', uid: 'w' },
      parent: null,
      chain: null,
      routing: true,
      change: { images: { frr: { from: 'frr:8.4.4', to: 'frr:10.3' } }, annotations: {}, payload: null },
      strategy: { ...strategy, ...more },
      startedBy: 'ada',
      why: null,
      overrode: null,
      before: model.before,
      rest: model.rest,
      replicas: model.replicas,
    },
    new Date(model.now),
  );
}

/** Where the executor is killed in a pass, if it is. */
type Kill = 'none' | 'before-record' | 'before-act' | 'after-act';

/** One pass of an executor; what it had only in its memory is lost where it is killed. */
function pass(model: Model, record: Run, kill: Kill = 'none'): Run {
  const now = new Date(model.now);
  const decision = decide(record, model.observe(), now);
  if (kill === 'before-record') return record;
  const stored = JSON.parse(JSON.stringify({ ...decision.run, attendedAt: now.toISOString() })) as Run;
  if (decision.act === null || kill === 'before-act') return stored;
  model.do(decision.act);
  return kill === 'after-act' ? stored : acted(stored, decision.act, null, now);
}

function until(model: Model, start: Run, done: (run: Run) => boolean, passes = 900): Run {
  let run = start;
  for (let i = 0; i < passes && !done(run); i++) {
    run = pass(model, run);
    model.tick(500);
  }
  return run;
}

const isOver = ({ phase, hold }: Run) => phase === 'ended' || hold !== null;

function expectRestored(model: Model, run: Run): void {
  const steps = (run.back ?? run.forward).map((one) => `${one.stage} ${one.uid}>${one.newUid}`);
  const pods = model.pods.map((pod) => `${pod.uid} ${pod.side} ${model.isReady(pod)}`);
  expect(
    run.phase,
    JSON.stringify([run.direction, run.hold, run.intended, run.waitsSince, steps, pods]),
  ).toBe('ended');
  expect(sameFields(model.fields, model.before)).toBe(true);
  expect(model.run).toBeNull();
  expect(model.pods.filter(({ drained }) => drained)).toEqual([]);
  const side = run.outcome === 'succeeded' ? 'to' : 'from';
  expect(model.side).toBe(side);
  model.tick(60_000);
  model.tick(60_000);
  expect([...new Set(model.pods.map((pod) => pod.side))]).toEqual([side]);
}

describe.each(workloadKinds)('a run on one of the %s', (kind) => {
  it('takes every pod from the old side to the new, one at a time', () => {
    const model = new Model(kind, 3);
    const run = until(model, begin(model), isOver);
    expect(run.hold).toBeNull();
    expect(run.outcome).toBe('succeeded');
    expect(run.forward.map(({ stage }) => stage)).toEqual(['done', 'done', 'done']);
    expect(model.worst).toBe(1);
    expectRestored(model, run);
  });

  it('waits for its workload to name it, and gives up where nobody does', () => {
    const model = new Model(kind, 2);
    model.run = null;
    const waiting = until(model, begin(model), isOver, 20);
    expect(waiting).toMatchObject({ phase: 'preflight', hold: null });
    const named = new Model(kind, 2);
    named.run = null;
    const recorded = until(named, begin(named), isOver, 20);
    named.run = 'r1';
    expect(until(named, recorded, isOver).outcome).toBe('succeeded');
    const forsaken = until(model, waiting, isOver);
    expect(forsaken).toMatchObject({ phase: 'ended', outcome: 'failed', touched: false });
  });

  it('says at once that an image cannot be pulled, and goes no further', () => {
    const model = new Model(kind, 3);
    model.breakage = 'image-pull';
    const run = until(model, begin(model, { limitSeconds: 3_000 }), isOver, 100);
    expect(run.hold?.code).toBe('image-pull');
    expect(model.worst).toBe(1);
  });

  it('resumed, gives the cluster time to try again before it holds on the same', () => {
    const model = new Model(kind, 3);
    model.breakage = 'image-pull';
    const held = until(model, begin(model, { limitSeconds: 3_000 }), isOver, 100);
    const began = model.now;
    const again = until(model, giveOrder(held, 'resume', 'ada', null, new Date(model.now)), isOver, 400);
    expect(again.hold?.code).toBe('image-pull');
    expect(model.now - began).toBeGreaterThanOrEqual(60_000);
    // Mended, but the pod still says so for a while.
    const last = giveOrder(again, 'resume', 'ada', null, new Date(model.now));
    const soon = until(model, last, isOver, 40);
    expect(soon.hold).toBeNull();
    model.breakage = 'none';
    const run = until(model, soon, isOver);
    expect(run.outcome, JSON.stringify(run.hold)).toBe('succeeded');
    expectRestored(model, run);
  });

  it('leaves the time in which nobody looked out of the limit and of the soak', () => {
    const model = new Model(kind, 2);
    const gates = (run: Run) => run.forward[0]?.stage === 'gating';
    const soaking = (run: Run) => (run.forward[0]?.wellSince ?? null) !== null;
    model.breakage = 'no-sessions';
    const lost = until(model, begin(model, { soakSeconds: 30 }), gates);
    model.tick(600_000);
    const back = until(model, lost, isOver, 20);
    expect(back).toMatchObject({ phase: 'running', hold: null });
    // What is not well is held all the same.
    expect(until(model, back, isOver, 100).hold?.code).toBe('gate-limit');
    model.breakage = 'none';
    const well = until(model, back, soaking);
    model.tick(600_000);
    expect(pass(model, well).forward[0]?.stage).toBe('gating');
    expect(until(model, well, isOver).outcome).toBe('succeeded');
  });

  it('holds where sessions do not come back within the limit, and goes on when they do', () => {
    const model = new Model(kind, 3);
    model.breakage = 'no-sessions';
    const held = until(model, begin(model), isOver);
    expect(held.hold?.code).toBe('gate-limit');
    expect(held.hold?.detail).toContain('sessions 2/3');
    model.breakage = 'none';
    const run = until(model, giveOrder(held, 'resume', 'grace', null, new Date(model.now)), isOver);
    expect(run.actor).toBe('grace');
    expect(run.outcome).toBe('succeeded');
    expectRestored(model, run);
  });

  it.each(['image-pull', 'crash-loop', 'no-sessions'] as const)(
    'rolls back by itself after %s',
    (breakage) => {
      const model = new Model(kind, 3);
      model.breakage = breakage;
      const run = until(model, begin(model, { onFailure: 'rollback' }), isOver);
      expect(run.hold).toBeNull();
      expect(run.outcome).toBe('rolled-back');
      expect(model.worst).toBe(1);
      expectRestored(model, run);
    },
  );

  it('turns back from the middle when told so', () => {
    const model = new Model(kind, 3);
    const half = until(
      model,
      begin(model),
      (run) => run.forward.filter(({ stage }) => stage === 'done').length === 2,
    );
    const run = until(model, giveOrder(half, 'rollback', 'ada', 'v2 is slow', new Date(model.now)), isOver);
    expect(run.outcome).toBe('rolled-back');
    expect(model.worst).toBe(1);
    expectRestored(model, run);
  });

  it('holds when somebody else changes the strategy in the middle, and goes on from there when told so', () => {
    const model = new Model(kind, 3);
    const half = until(model, begin(model), (run) => run.forward[0]?.stage === 'gating');
    model.rest = 'edited';
    const held = until(model, half, isOver);
    expect(held.hold?.code).toBe('edited');
    const run = until(model, giveOrder(held, 'resume', 'ada', null, new Date(model.now)), isOver);
    expect(run.outcome).toBe('succeeded');
    expectRestored(model, run);
  });

  it('never has more pods away than planned and always ends restored, whatever happens', () => {
    const fault = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('none' as const) }) },
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constantFrom('before-record', 'before-act', 'after-act') }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), index: fc.nat(4) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume', 'abort', 'rollback') }) },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 2 }),
        fc.constantFrom<Breakage>('none', 'none', 'image-pull', 'no-sessions', 'crash-loop'),
        fc.constantFrom('stop' as const, 'rollback' as const),
        fc.array(fault, { maxLength: 120 }),
        fc.constantFrom<RunOrder>('rollback', 'abort'),
        (replicas, batch, breakage, onFailure, faults, lastWord) => {
          const model = new Model(kind, replicas);
          model.breakage = breakage;
          let run = begin(model, { batch, onFailure });
          const tell = (order: RunOrder) => {
            if (orderRefusal(run, order) === null)
              run = giveOrder(run, order, 'ada', null, new Date(model.now));
          };
          for (const one of faults) {
            if (one.kind === 'delete' && 'index' in one) model.deletePod(one.index);
            if (
              one.kind === 'pause' ||
              one.kind === 'resume' ||
              one.kind === 'abort' ||
              one.kind === 'rollback'
            )
              tell(one.kind);
            const kill =
              one.kind === 'before-record' || one.kind === 'before-act' || one.kind === 'after-act';
            run = pass(model, run, kill ? (one.kind as Kill) : 'none');
            model.tick(500);
          }
          for (let i = 0; i < 6 && run.phase !== 'ended'; i++) {
            if (run.hold) tell(i % 2 === 0 && model.breakage === 'none' ? 'resume' : lastWord);
            run = until(model, run, isOver);
          }
          expect(model.worst).toBeLessThanOrEqual(batch);
          expectRestored(model, run);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a DaemonSet whose controller is behind', () => {
  it('has no pod taken before it has seen the change', () => {
    const model = new Model('daemonsets', 2);
    model.behindMs = 8_000;
    const run = until(model, begin(model), isOver);
    expect(run).toMatchObject({ outcome: 'succeeded', hold: null });
    // One for each that went.
    expect(model.pods.map(({ uid }) => uid).sort()).toEqual(['u3', 'u4']);
    expectRestored(model, run);
  });

  it('has a pod taken that came back as it was, since somebody deleted it just then', () => {
    const model = new Model('daemonsets', 2);
    model.behindMs = 8_000;
    const set = until(model, begin(model), () => model.side === 'to');
    model.deletePod(0);
    const run = until(model, set, isOver);
    expect(run, JSON.stringify(run.hold)).toMatchObject({ outcome: 'succeeded', hold: null });
    expectRestored(model, run);
  });
});
