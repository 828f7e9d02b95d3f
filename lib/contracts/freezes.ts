import { z } from 'zod';
import { actionAnswer } from './acting.ts';
import { actionHeaders, changeFaults, changeOptions, why } from './change.ts';
import { endpoint } from './endpoint.ts';
import { labelName, noParams, noQuery, time } from './names.ts';
import { listOf } from './views.ts';

const text = z.string();
const change = {
  tag: 'actions',
  params: noParams,
  query: noQuery,
  headers: actionHeaders,
  answer: actionAnswer,
  faults: changeFaults,
} as const;

const freezeScope = {
  namespace: labelName,
  chain: z.string().min(1).max(63).optional().meta({ description: 'The whole namespace, without it' }),
};
const scopedChange = {
  ...freezeScope,
  dryRun: changeOptions.dryRun,
  expect: z
    .strictObject({ by: text.max(512), reason: text.max(2_048), until: text.max(64).nullable() })
    .nullable()
    .optional()
    .meta({
      description:
        'The freeze that was shown, null for none; 412 where it is another now, and nothing is done',
    }),
};
export type ExpectedFreeze = z.output<typeof scopedChange.expect>;

const declared = z.object({
  namespace: text,
  chain: text.nullable(),
  by: text,
  reason: text,
  until: text.nullable(),
  unreadable: text.nullable(),
});

export const listFreezes = endpoint({
  id: 'listFreezes',
  method: 'GET',
  path: '/api/v1/freezes',
  summary: 'Namespaces and chains that are frozen now',
  tag: 'actions',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: listOf(declared),
  faults: ['unauthenticated', 'forbidden', 'unreachable'],
});

export const freeze = endpoint({
  ...change,
  id: 'freeze',
  method: 'PUT',
  path: '/api/v1/freezes',
  summary: 'Freeze a namespace or a chain: actions are refused unless the freeze is overridden with a reason',
  body: z.strictObject({
    ...scopedChange,
    reason: why.refine((value) => value !== '', 'must say why'),
    until: time.optional(),
  }),
  examples: {
    'A namespace that is not frozen yet': {
      namespace: 'cnf-edge',
      reason: 'final on Saturday',
      expect: null,
    },
    'A chain, over the weekend': {
      namespace: 'cnf-edge',
      chain: 'internet-edge',
      reason: 'final on Saturday',
      until: '2026-11-30T06:00:00Z',
    },
  },
});

export const unfreeze = endpoint({
  ...change,
  id: 'unfreeze',
  method: 'POST',
  path: '/api/v1/freezes/lift',
  summary: 'Lift the freeze of a namespace or a chain',
  body: z.strictObject({ ...scopedChange, reason: why.optional() }),
  examples: { 'A chain': { namespace: 'cnf-edge', chain: 'internet-edge' } },
});

export const freezeEndpoints = [listFreezes, freeze, unfreeze] as const;
