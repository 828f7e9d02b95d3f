import { describe, expect, it } from 'vitest';
import { acted, decide } from './decide.ts';
import { giveOrder } from './give-order.ts';
import { newRun } from './new-run.ts';
import type { Observed } from './observed.ts';
import type { Run } from './run.ts';
import { runStrategy } from './strategy.ts';

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000);

/** One router that keeps running, and is on the side that is said. */
function router(run: Run, side: 'from' | 'to' | 'other', uid = 'u1'): Observed {
  return {
    workload: { replicas: 1, side: 'from', fields: {}, rest: 'r', run: run.id, settled: true, available: 1 },
    pods: [
      {
        name: 'p-0',
        uid,
        node: 'n1',
        side,
        ready: true,
        terminating: false,
        restarts: 0,
        interfaces: [],
        trouble: null,
        sessions: [],
      },
    ],
    preflight: { state: 'none', detail: '' },
    chain: [],
    budget: null,
  };
}

function begun(kind: Run['target']['kind'] = 'statefulsets', soakSeconds = 0): Run {
  return newRun(
    {
      id: 'r1',
      kind: 'config-reload',
      method: 'in-place',
      target: { namespace: 'edge', kind, name: 'p', uid: 'w' },
      parent: null,
      chain: null,
      routing: true,
      change: { images: {}, annotations: {}, payload: { configMap: 'p' } },
      strategy: runStrategy({ routing: true, method: 'in-place', images: false }, { soakSeconds }),
      startedBy: 'ada',
      why: null,
      overrode: null,
      before: {},
      rest: 'r',
      replicas: 1,
    },
    at(0),
  );
}

/** Passes until there is something to be done, or so many. */
function until(run: Run, side: 'from' | 'to' | 'other', from: number, passes = 6, uid = 'u1') {
  let now = run;
  for (let count = 0; count < passes; count += 1) {
    const decision = decide(now, router(now, side, uid), at(from + count));
    now = { ...decision.run, attendedAt: at(from + count).toISOString() };
    if (decision.act?.do === 'apply') return { run: now, act: decision.act };
  }
  return { run: now, act: null };
}

describe('a run in pods that stay', () => {
  it('applies, and ends once the pod is on the side that is wanted', () => {
    const first = until(begun(), 'from', 0);
    expect(first.act).toMatchObject({ do: 'apply', pod: 'p-0', side: 'to' });
    if (first.act === null) return;
    const after = acted(first.run, first.act, null, at(10), 'p-0 runs it.');
    expect(after.log.at(-1)).toMatchObject({ code: 'applied', detail: 'p-0 runs it.' });
    expect(until(after, 'to', 11).run.outcome).toBe('succeeded');
  });

  it('tells of a pod that another took the place of', () => {
    const first = until(begun(), 'from', 0);
    const other = until(first.run, 'to', 10, 1, 'u2');
    expect(other.run.forward[0]).toMatchObject({ uid: 'u1', newUid: 'u2' });
    expect(other.run.log.map(({ code }) => code)).toContain('replaced');
  });

  it.each(['statefulsets', 'deployments'] as const)('of %s goes on with the pod in its place', (kind) => {
    const first = until(begun(kind), 'from', 0);
    const other = until(first.run, 'from', 10, 6, 'u2');
    expect(other.act).toMatchObject({ do: 'apply', uid: 'u2', side: 'to' });
  });

  it.each(['statefulsets', 'deployments'] as const)(
    'of %s gives the text to a pod that came meanwhile with the one before',
    (kind) => {
      const first = until(begun(kind, 30), 'from', 0);
      if (first.act === null) throw new Error('nothing was applied');
      const soaking = until(acted(first.run, first.act, null, at(10), 'p-0 runs it.'), 'to', 11, 2).run;
      expect(soaking.forward[0]).toMatchObject({ stage: 'gating', newUid: 'u1' });
      const other = until(soaking, 'from', 13, 6, 'u2');
      expect(other.act).toMatchObject({ do: 'apply', uid: 'u2', side: 'to' });
      if (other.act === null) return;
      const after = acted(other.run, other.act, null, at(20), 'p-0 runs it.');
      expect(until(after, 'to', 21, 40, 'u2').run.outcome).toBe('succeeded');
    },
  );

  it('is aborted to its end though a pod takes nothing back, and waits for it where it is rolled back', () => {
    const first = until(begun(), 'from', 0);
    const told = (order: 'abort' | 'rollback') =>
      until(giveOrder(first.run, order, 'ada', null, at(10)), 'other', 11);
    for (const order of ['abort', 'rollback'] as const) {
      const back = told(order);
      expect(back.act).toMatchObject({ do: 'apply', side: 'from' });
      if (back.act === null) continue;
      const after = acted(back.run, back.act, 'no frr-reload.py', at(20));
      const ended = until(after, 'other', 21).run;
      expect(ended.outcome).toBe(order === 'abort' ? 'aborted' : null);
    }
  });
});

describe('the text of a roll-out that is rolled back', () => {
  const payload = { configMap: 'p', key: 'frr.conf', to: 'p.2', toHash: 'b', from: 'p.1', fromHash: 'a' };
  const gone = (method: Run['method'], order: 'rollback' | 'abort', from = 'p.1') => {
    const run = { ...until(begun(), 'from', 0).run, method };
    run.change = { ...run.change, payload: { ...payload, from } };
    const turned = giveOrder(run, order, 'ada', null, at(20));
    return { turned, ...decide(turned, router(turned, 'to'), at(21)) };
  };

  it('is brought back before any pod goes, and once', () => {
    const { run, act } = gone('in-place', 'rollback');
    expect(act).toEqual({ do: 'restore-text' });
    if (act === null) return;
    const after = acted(run, act, null, at(22), 'p has its earlier text');
    expect(after.log.at(-1)).toMatchObject({ code: 'text-restored', detail: 'p has its earlier text' });
    expect(decide(after, router(after, 'to'), at(23)).act?.do).not.toBe('restore-text');
  });

  it('is left by an abort, and where no earlier one is known', () => {
    expect(gone('in-place', 'abort').act?.do).not.toBe('restore-text');
    expect(gone('in-place', 'rollback', '').act?.do).not.toBe('restore-text');
  });

  it('that cannot be brought back holds pods that would start with another; a resume goes on without it', () => {
    const { run, act } = gone('replace', 'rollback');
    if (act === null) throw new Error('nothing is to be done');
    const left = acted(run, act, 'p has another text by now', at(22));
    expect(left).toMatchObject({
      textBack: 'left',
      hold: { code: 'text', detail: 'p has another text by now' },
    });
    const resumed = giveOrder(left, 'resume', 'ada', null, at(30));
    expect(decide(resumed, router(resumed, 'to'), at(31)).act?.do).not.toBe('restore-text');
    const live = gone('in-place', 'rollback');
    expect(acted(live.run, act, 'p has another text by now', at(22)).hold).toBeNull();
  });
});
