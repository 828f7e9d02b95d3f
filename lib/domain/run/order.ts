import type { Hold, Run } from './run.ts';

/** What somebody can tell a run to do. */
export const runOrders = ['pause', 'resume', 'abort', 'rollback'] as const;
export type RunOrder = (typeof runOrders)[number];

export const orderRefusals = [
  'ended',
  'restoring',
  'already-held',
  'not-held',
  'already-back',
  'already-aborting',
  'template-taken',
  'restores-itself',
] as const;
export type OrderRefusal = (typeof orderRefusals)[number];

/** What the rules look at: a run, with what the cluster adds to its hold. */
export type OrderState = Pick<Run, 'kind' | 'phase' | 'direction' | 'gated'> & {
  hold: Pick<Hold, 'code'> | null;
};

interface Rule {
  code: OrderRefusal;
  when(run: OrderState): boolean;
}

const ended: Rule = { code: 'ended', when: ({ phase }) => phase === 'ended' };
const restoring: Rule = { code: 'restoring', when: ({ phase }) => phase === 'restoring' };

/** Which order applies when: button, route and tooltip ask the same. */
const rules = {
  pause: [ended, restoring, { code: 'already-held', when: ({ hold }) => hold !== null }],
  resume: [ended, { code: 'not-held', when: ({ hold }) => hold === null }],
  abort: [ended, restoring, { code: 'already-aborting', when: ({ gated, hold }) => !gated && hold === null }],
  rollback: [
    ended,
    restoring,
    { code: 'restores-itself', when: ({ kind }) => kind === 'lifecycle' },
    { code: 'already-back', when: ({ direction, hold }) => direction === 'back' && hold === null },
  ],
} as const satisfies Record<RunOrder, readonly Rule[]>;

/** Why an order does not apply to a run as it is, or null. */
export function orderRefusal(run: OrderState, order: RunOrder): OrderRefusal | null {
  const list: readonly Rule[] = rules[order];
  return list.find((rule) => rule.when(run))?.code ?? null;
}

const sentences = {
  ended: 'The run has ended.',
  restoring: 'The run is ending: it puts the strategy back.',
  'already-held': 'The run is held already.',
  'not-held': 'The run is not held.',
  'already-back': 'The run is going back already.',
  'already-aborting': 'The run is being aborted already.',
  'template-taken': 'Somebody else has changed what this run changes: abort it, or roll back.',
  'restores-itself': 'The function is put back at the end whatever happens: abort the run to have it so now.',
} as const satisfies Record<OrderRefusal, string>;

/** A refusal as one English sentence. */
export const orderRefusalText = (code: OrderRefusal): string => sentences[code];
