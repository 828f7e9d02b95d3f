import { expect, it } from 'vitest';
import type { BgpFlow } from '../frr/bgp.ts';
import { Model } from './__fixtures__/model.ts';
import { acted, decide } from './decide.ts';
import { newRun } from './new-run.ts';
import type { Run } from './run.ts';
import { runStrategy } from './strategy.ts';

/** How many seconds the first pod was drained before it went; with what the run noted of it. */
function drained(flow: (seconds: number) => BgpFlow | null): { seconds: number; noted: string[] } {
  const model = new Model('statefulsets', 2);
  const start = model.now;
  model.flow = () => flow((model.now - start) / 1000);
  const strategy = runStrategy({ routing: true, method: 'replace', images: true }, {});
  const target = { namespace: 'edge', kind: model.kind, name: 'p', uid: 'w' };
  const change = { images: { frr: { from: 'frr:8.4.4', to: 'frr:10.3' } }, annotations: {}, payload: null };
  const { before, rest, replicas } = model;
  const about = {
    id: 'r1',
    kind: 'upgrade',
    method: 'replace',
    parent: null,
    chain: null,
    routing: true,
  } as const;
  const by = { startedBy: 'ada', why: null, overrode: null };
  let run: Run = newRun(
    { ...about, ...by, target, change, strategy, before, rest, replicas },
    new Date(start),
  );
  while (run.forward[0]?.stage !== 'replacing') {
    const now = new Date(model.now);
    const decision = decide({ ...run, attendedAt: now.toISOString() }, model.observe(), now);
    if (decision.act) model.do(decision.act);
    run = decision.act ? acted(decision.run, decision.act, null, now) : decision.run;
    model.tick(500);
    if (model.now - start > 300_000) throw new Error(JSON.stringify(run));
  }
  const [step] = run.forward;
  const went =
    run.log.find(({ code }) => code === 'converged')?.at ?? new Date(model.now - 500).toISOString();
  return {
    seconds: (Date.parse(went) - Date.parse(step?.drainAt ?? '')) / 1000,
    noted: run.log.map(({ code }) => code).filter((code) => code === 'converged'),
  };
}

it('goes as soon as BGP is calm', () => {
  const { seconds, noted } = drained(() => ({ mark: 'same', queued: 0 }));
  expect(noted).toEqual(['converged']);
  expect(seconds).toBeGreaterThanOrEqual(3);
  expect(seconds).toBeLessThan(6);
});

it.each([
  ['routes are learnt anew all the time', (at: number) => ({ mark: String(at), queued: 0 })],
  ['messages wait to be sent', () => ({ mark: 'same', queued: 1 })],
  ['it cannot be read', () => null],
])('goes at the limit where %s', (_, flow) => {
  const { seconds, noted } = drained(flow);
  expect(noted).toEqual([]);
  expect(seconds).toBeGreaterThanOrEqual(30);
});
