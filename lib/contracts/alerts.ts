import { z } from 'zod';
import { type AlertView, alertRuleNames, severities } from '#lib/domain/alert/alert.ts';
import { receiverFormats } from '#lib/domain/alert/receiver.ts';
import { actionAnswer } from './acting.ts';
import { actionHeaders, changeFaults, changeOptions, why } from './change.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, labelName, noParams, noQuery, time, workloadKind } from './names.ts';
import { listOf, reason } from './views.ts';

const text = z.string();

const acknowledgement = z
  .object({
    by: text,
    at: time,
    note: text,
    until: time.meta({ description: 'When it ends, where the trouble lasts so long' }),
  })
  .meta({ id: 'Acknowledgement' });

export const alertView = z
  .object({
    id: text.meta({ description: 'The rule and what it is about; at most one alert of each at a time' }),
    rule: z.enum(alertRuleNames),
    severity: z.enum(severities),
    state: z
      .enum(['firing', 'settling'])
      .meta({ description: '`settling`: quiet now, and over when it stays so for the time of its rule' }),
    namespace: text.nullable(),
    kind: workloadKind.nullable(),
    name: text.nullable(),
    chain: text.nullable(),
    since: time.meta({ description: 'When the trouble began' }),
    orEarlier: z
      .boolean()
      .meta({ description: '`since` is when it was first seen; it may have begun before' }),
    firedAt: time,
    quietSince: time.nullable(),
    reasons: z.array(reason),
    detail: text.nullable(),
    run: text.nullable().meta({ description: 'The run that is held' }),
    acknowledged: acknowledgement.nullable(),
  })
  .meta({ id: 'Alert' }) satisfies z.ZodType<AlertView>;

const delivery = z
  .object({
    sender: z.enum(['self', 'other', 'nobody']).meta({ description: 'Which replica of the console sends' }),
    problem: text.nullable(),
    receivers: z.array(
      z.object({
        name: text,
        format: z.enum(receiverFormats),
        problem: text.nullable().meta({ description: 'Why the last try failed' }),
        failingSince: time.nullable(),
        deliveredAt: time.nullable(),
        waiting: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'AlertDelivery', description: 'Of alerts of all that the console itself sees' });
export type AlertDelivery = z.output<typeof delivery>;

export const listAlerts = endpoint({
  id: 'listAlerts',
  method: 'GET',
  path: '/api/v1/alerts',
  summary: 'Alerts that are open, the worst first, of what may be seen',
  tag: 'activity',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: listOf(alertView).extend({
    delivery: delivery.nullable().meta({ description: 'Null where alerts are sent to nobody' }),
  }),
  faults: ['unauthenticated', 'forbidden', 'unreachable'],
});

const change = {
  tag: 'actions',
  method: 'POST',
  params: functionParams,
  query: noQuery,
  headers: actionHeaders,
  answer: actionAnswer,
  faults: changeFaults,
} as const;

const shown = {
  dryRun: changeOptions.dryRun,
  expect: z
    .strictObject({ by: text.max(512), at: text.max(64) })
    .nullable()
    .optional()
    .meta({
      description: 'The acknowledgement that was shown, null for none; 412 where it is another now',
    }),
};

export const acknowledge = endpoint({
  ...change,
  id: 'acknowledge',
  path: '/api/v1/functions/{namespace}/{kind}/{name}/acknowledge',
  summary:
    'Say that somebody attends to the alerts that a function has now; it ends with them, or at its time',
  body: z.strictObject({
    ...shown,
    note: why.refine((value) => value !== '', 'must say what is being done'),
    until: time.optional().meta({ description: 'At most seven days ahead; eight hours, without it' }),
  }),
  examples: { 'For eight hours': { note: 'Image is being rebuilt, see NET-4711', expect: null } },
});

export const unacknowledge = endpoint({
  ...change,
  id: 'unacknowledge',
  path: '/api/v1/functions/{namespace}/{kind}/{name}/unacknowledge',
  summary: 'Take an acknowledgement back',
  body: z.strictObject({ ...shown, reason: why.optional() }),
  examples: { Now: { reason: 'Handed over' } },
});

export const alertEndpoints = [listAlerts, acknowledge, unacknowledge] as const;
