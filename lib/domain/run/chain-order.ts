import type { OrderRefusal, RunOrder } from './order.ts';

/** What the rules of a chain's run look at; `hold` its own or that of the run under way. */
export interface ChainOrderState {
  phase: 'running' | 'ended';
  direction: 'forward' | 'back';
  aborts: boolean;
  hold: object | null;
  /** Held by itself, whatever the run under way is. */
  ownHold: object | null;
}

interface Rule {
  code: OrderRefusal;
  when(run: ChainOrderState): boolean;
}

const ended: Rule = { code: 'ended', when: ({ phase }) => phase === 'ended' };

/** Which order applies when to a chain's run: button, route and tooltip ask the same. */
const rules = {
  pause: [ended, { code: 'already-held', when: ({ ownHold }) => ownHold !== null }],
  resume: [ended, { code: 'not-held', when: ({ hold }) => hold === null }],
  abort: [ended, { code: 'already-aborting', when: ({ aborts, hold }) => aborts && hold === null }],
  rollback: [
    ended,
    {
      code: 'already-back',
      when: ({ direction, aborts, hold }) => direction === 'back' && !aborts && hold === null,
    },
  ],
} as const satisfies Record<RunOrder, readonly Rule[]>;

/** Why an order does not apply to a chain's run as it is, or null. */
export function chainOrderRefusal(run: ChainOrderState, order: RunOrder): OrderRefusal | null {
  const list: readonly Rule[] = rules[order];
  return list.find((rule) => rule.when(run))?.code ?? null;
}
