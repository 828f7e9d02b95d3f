import { describe, expect, it } from 'vitest';
import { type ChainRun, currentPart, partId } from './chain-run.ts';
import {
  type ChainAct,
  decideChain,
  giveChainOrder,
  notBegun,
  pausedBy,
  type SeenPart,
} from './decide-chain.ts';
import { orderRefusal } from './order.ts';

const now = new Date('2026-11-24T00:00:00Z');
const at = now.toISOString();

const member = (name: string): ChainRun['members'][number] => ({
  kind: 'deployments',
  name,
  uid: name,
  images: { main: { from: `${name}:1`, to: `${name}:2` } },
  strategy: {},
});
const fresh: ChainRun = {
  version: 1,
  id: 'c1',
  namespace: 'edge',
  chain: 'internet',
  members: [member('firewall'), member('waf'), member('lb')],
  startedAt: at,
  startedBy: 'ada',
  actor: 'ada',
  why: null,
  overrode: null,
  phase: 'running',
  outcome: null,
  endedAt: null,
  cause: null,
  direction: 'forward',
  aborts: false,
  hold: null,
  parts: [],
  attendedAt: at,
  log: [],
};
const part = (
  member: number,
  outcome: ChainRun['parts'][number]['outcome'],
  side: 'from' | 'to' = 'to',
  number = member,
): ChainRun['parts'][number] => ({ number, member, side, outcome, cause: null });

const child = (more: Partial<SeenPart['run']> = {}): SeenPart => ({
  named: true,
  run: {
    kind: 'upgrade',
    phase: 'running',
    direction: 'forward',
    gated: true,
    hold: null,
    outcome: null,
    cause: null,
    touched: true,
    change: { images: {}, annotations: {}, payload: null },
    ...more,
  },
});
const ended = (outcome: SeenPart['run']['outcome'], more: Partial<SeenPart['run']> = {}) =>
  child({ phase: 'ended', outcome, ...more });
const unnamed = { ...child({ phase: 'preflight', touched: false }), named: false };
const hold = { code: 'paused', detail: '', since: at, by: 'ada' } as const;

const act = (found: ChainAct | null): string =>
  found === null
    ? '–'
    : [found.do, found.do === 'order' ? found.order : '', found.part.number]
        .filter((one) => one !== '')
        .join(' ');

describe('what a chain does next', () => {
  it.each<[string, Partial<ChainRun>, SeenPart | null, string, Partial<ChainRun>]>([
    ['begins with the first', {}, null, 'begin 0', { parts: [part(0, null)] }],
    ['begins again what is not recorded', { parts: [part(0, null)] }, null, 'begin 0', {}],
    ['and what its workload does not name', { parts: [part(0, null)] }, unnamed, 'begin 0', {}],
    ['waits for the one under way', { parts: [part(0, null)] }, child(), '–', {}],
    ['and for one that is held', { parts: [part(0, null)] }, child({ hold }), '–', { hold: null }],
    [
      'takes over how it ended',
      { parts: [part(0, null)] },
      ended('succeeded'),
      '–',
      { parts: [part(0, 'succeeded')] },
    ],
    ['goes on with the next', { parts: [part(0, 'succeeded')] }, null, 'begin 1', {}],
    ['passes over what is there', { parts: [part(0, 'already')] }, null, 'begin 1', {}],
    [
      'ends with the last',
      { parts: [part(0, 'succeeded'), part(1, 'already'), part(2, 'succeeded')] },
      null,
      '–',
      { phase: 'ended', outcome: 'succeeded' },
    ],
    [
      'stops at the first that fails',
      { parts: [part(0, 'succeeded'), part(1, null)] },
      ended('failed', { cause: 'pull' }),
      '–',
      { hold: { code: 'part-failed', detail: 'waf: failed: pull', since: at, by: null } },
    ],
    [
      'stops where one was rolled back',
      { parts: [part(0, null)] },
      ended('rolled-back'),
      '–',
      { hold: { code: 'part-failed', detail: 'firewall: rolled-back', since: at, by: null } },
    ],
    [
      'does nothing while it is held',
      { parts: [part(0, 'failed')], hold: { ...hold, code: 'part-failed' } },
      null,
      '–',
      {},
    ],
    [
      'tries it again once resumed',
      { parts: [part(0, 'failed')] },
      null,
      'begin 1',
      { parts: [part(0, 'failed'), part(0, null, 'to', 1)] },
    ],
    ['pauses the run under way', { parts: [part(0, null)], hold }, child(), 'order pause 0', {}],
    ['once', { parts: [part(0, null)], hold }, child({ hold }), '–', {}],
    [
      'lets go on what it paused',
      { parts: [part(0, null)] },
      child({ hold: { ...hold, detail: `${pausedBy(fresh).text}: lunch` } }),
      'order resume 0',
      {},
    ],
    ['begins nothing while paused', { parts: [part(0, null)], hold }, null, '–', {}],
    ['aborts the run under way', { parts: [part(0, null)], aborts: true }, child(), 'order abort 0', {}],
    [
      'also one that goes back by its gates',
      { parts: [part(0, null)], aborts: true },
      child({ direction: 'back' }),
      'order abort 0',
      {},
    ],
    ['once', { parts: [part(0, null)], aborts: true }, child({ direction: 'back', gated: false }), '–', {}],
    [
      'waits where it is ending',
      { parts: [part(0, null)], aborts: true },
      child({ phase: 'restoring' }),
      '–',
      {},
    ],
    ['closes what has not begun', { parts: [part(0, null)], aborts: true }, null, 'close 0', {}],
    [
      'and tells it so where it is recorded',
      { parts: [part(0, null)], aborts: true },
      unnamed,
      'order abort 0',
      {},
    ],
    [
      'leaves those before when aborted',
      { parts: [part(0, 'succeeded'), part(1, 'aborted')], aborts: true },
      null,
      '–',
      { phase: 'ended', outcome: 'aborted' },
    ],
    [
      'turns the run under way back',
      { parts: [part(0, 'succeeded'), part(1, null)], direction: 'back' },
      child(),
      'order rollback 1',
      {},
    ],
    [
      'takes no failure of what goes back for one',
      { parts: [part(0, null)], direction: 'back' },
      ended('rolled-back'),
      '–',
      { hold: null },
    ],
    [
      'goes back in the reverse order',
      { parts: [part(0, 'succeeded'), part(1, 'succeeded'), part(2, 'rolled-back')], direction: 'back' },
      null,
      'begin 3',
      {
        parts: [part(0, 'succeeded'), part(1, 'succeeded'), part(2, 'rolled-back'), part(1, null, 'from', 3)],
      },
    ],
    [
      'until the first',
      {
        parts: [part(0, 'succeeded'), part(1, 'succeeded'), part(1, 'succeeded', 'from', 2)],
        direction: 'back',
      },
      null,
      'begin 3',
      {},
    ],
    [
      'leaves alone what had the images before',
      { parts: [part(0, 'already'), part(1, 'failed')], direction: 'back' },
      null,
      '–',
      { phase: 'ended', outcome: 'rolled-back' },
    ],
    [
      'stops where going back fails',
      { parts: [part(0, 'succeeded'), part(0, null, 'from', 1)], direction: 'back' },
      ended('failed'),
      '–',
      { hold: { code: 'part-failed', detail: 'firewall: failed', since: at, by: null } },
    ],
    [
      'lets what goes back end when aborted',
      { parts: [part(0, 'succeeded'), part(0, null, 'from', 1)], direction: 'back', aborts: true },
      child(),
      '–',
      {},
    ],
    ['does nothing once ended', { phase: 'ended', outcome: 'succeeded' }, null, '–', {}],
  ])('%s', (_, before, seen, wanted, after) => {
    const record = { ...fresh, ...before };
    const decision = decideChain(record, seen, now);
    expect(act(decision.act)).toBe(wanted);
    expect(decision.run).toMatchObject(after);
    // Whoever dies before it is recorded has done nothing, and the next one decides the same.
    expect(decideChain(record, seen, now)).toEqual(decision);
  });

  it('goes back to the images that a function had when its turn came', () => {
    const images = { main: { from: 'firewall:1.1', to: 'firewall:2' } };
    const seen = ended('succeeded', { change: { images, annotations: {}, payload: null } });
    const { run } = decideChain({ ...fresh, parts: [part(0, null)] }, seen, now);
    expect(run.members[0]?.images).toEqual(images);
  });

  it('is held where a run cannot begin, and passes over a function that has the images', () => {
    const { run } = decideChain(fresh, null, now);
    const first = run.parts[0] ?? part(0, null);
    expect(notBegun(run, first, { code: 'frozen', detail: 'until Monday' }, now).hold).toMatchObject({
      code: 'frozen',
      detail: 'firewall: until Monday',
    });
    const already = notBegun(run, first, 'already', now);
    expect(act(decideChain(already, null, now).act)).toBe('begin 1');
  });
});

describe('whoever dies, and however often', () => {
  /** Runs that exist once, each a few passes from its end; an executor dies at any point of a pass. */
  it.each(Array.from({ length: 200 }, (_, seed) => seed))('each function has its turn once: %i', (seed) => {
    let state = seed + 1;
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state / 2 ** 32;
    };
    const runs = new Map<string, { left: number; seen: SeenPart; member: number; side: string }>();
    let run = fresh;
    const turn = Math.floor(random() * 30);
    for (let pass = 0; pass < 400 && run.phase !== 'ended'; pass += 1) {
      for (const one of runs.values()) {
        if (one.seen.run.phase === 'ended' || !one.seen.named) continue;
        one.left -= 1;
        if (one.left > 0) continue;
        const back = one.seen.run.direction === 'back';
        one.seen.run = { ...one.seen.run, phase: 'ended', outcome: back ? 'rolled-back' : 'succeeded' };
      }
      if (pass === turn && seed % 2 === 1) run = giveChainOrder(run, 'rollback', 'ada', null, now);
      const current = currentPart(run);
      const found = current && runs.get(partId(run.id, current.number));
      const decision = decideChain(run, found ? structuredClone(found.seen) : null, now);
      if (random() < 0.3) continue;
      run = decision.run;
      const { act: todo } = decision;
      if (todo === null || random() < 0.3) continue;
      const id = partId(run.id, todo.part.number);
      const there = runs.get(id);
      if (todo.do === 'order') {
        if (there && orderRefusal(there.seen.run, todo.order) === null)
          there.seen = {
            named: true,
            run: { ...there.seen.run, direction: 'back', gated: todo.order !== 'abort' },
          };
      } else if (there) there.seen = { ...there.seen, named: true };
      else {
        const { member: place, side } = todo.part;
        const begins = todo.do === 'begin';
        runs.set(id, {
          left: 3,
          member: place,
          side,
          seen: begins ? { ...unnamed, named: random() < 0.5 } : ended('aborted', { touched: false }),
        });
      }
      const moving = [...runs.values()].filter(({ seen }) => seen.run.phase !== 'ended');
      expect(moving.length).toBeLessThanOrEqual(1);
    }
    expect(run.phase).toBe('ended');
    const done = [...runs.values()].filter(({ seen }) => seen.run.outcome === 'succeeded');
    const forward = done.filter(({ side }) => side === 'to').map((one) => one.member);
    const back = done.filter(({ side }) => side === 'from').map((one) => one.member);
    expect(forward).toEqual([...new Set(forward)]);
    if (run.outcome === 'succeeded') expect(forward).toEqual([0, 1, 2]);
    else expect(back).toEqual(forward.toReversed());
  });
});
