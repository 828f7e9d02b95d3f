import { expect, test } from 'vitest';
import { gatedActions } from '#lib/domain/action/rights.ts';
import { functionRow } from '#lib/domain/workload/__fixtures__/function-row.ts';
import { type Actable, actsOn, addressOf, weightOf } from './acts.ts';

const waf = functionRow('waf', { chain: 'internet-edge', order: 2 });
const at = { namespace: 'cnf-edge', kind: 'deployments', name: 'waf' } as const;

/** Of each kind one. */
const all: Actable = {
  functions: [waf],
  chains: [
    {
      name: 'internet-edge',
      namespace: 'cnf-edge',
      health: 'ok',
      reasons: [],
      functions: ['cnf-edge/deployments/waf'],
    },
  ],
  pods: [],
  configs: [{ namespace: 'cnf-edge', name: 'router-a', usedBy: [at], immutable: true }],
  runs: [],
  chainRuns: [],
  alerts: [],
};

/** What is read, and what is done within what another act opens. */
const elsewhere = ['log', 'live', 'manifest', 'setAutoscalerBounds', 'revokeDisplayLink'];
/** Done to what the sample has none of: the stories do them. */
const others = ['evict', 'acknowledge', 'startFunction', 'makeDisplayLink'];

test('everything that has a right behind it can be found, but what is only read', () => {
  const gates = actsOn({
    ...all,
    functions: [waf, { ...waf, rollout: { ...waf.rollout, state: 'paused' } }],
  }).flatMap(({ rights }) => rights.map(({ gate }) => gate));
  expect([...new Set([...gates, ...elsewhere, ...others])].sort()).toEqual([...gatedActions].sort());
});

test('each says on which page its sheet opens, and what the rules have against it', () => {
  const acts = actsOn({ ...all, functions: [{ ...waf, kind: 'statefulsets' }] });
  const of = (verb: string) => acts.filter((act) => act.verb === verb);
  expect(of('scale').map(addressOf)).toEqual(['/functions/cnf-edge/statefulsets/waf?act=scale']);
  expect(of('upgrade').map(addressOf)).toEqual([
    '/functions/cnf-edge/statefulsets/waf?act=upgrade',
    '/chains/cnf-edge/internet-edge?act=upgrade',
  ]);
  expect(of('pause')[0]?.refusal).toMatchObject({ reason: { code: 'not-pausable' } });
  expect(of('editConfig')[0]?.refusal).toMatchObject({ reason: { code: 'config-immutable' } });
  expect(acts.toSorted((a, b) => weightOf(a) - weightOf(b)).map(({ verb }) => verb)).toEqual([
    'scale',
    'restart',
    'rollback',
    'upgrade',
    'upgrade',
    'pause',
    'freeze',
    'editConfig',
    'rolloutConfig',
    'lifecycle',
  ]);
  // What a row cannot tell is not said.
  expect(of('rollback')[0]?.refusal).toBeNull();
});
