import { z } from 'zod';
import type { ChainReport } from '#lib/domain/run/chain-report.ts';
import { type ChainRun, chainHoldCodes, chainOutcomes } from '#lib/domain/run/chain-run.ts';
import { orderRefusals } from '#lib/domain/run/order.ts';
import { runOutcomes } from '#lib/domain/run/run.ts';
import { time, workloadKind } from './names.ts';
import { logEntries, runReport, runStrategyInput, said } from './runs.ts';

const text = z.string();
const count = z.number().int().min(0);
const when = time.nullable();

const images = z.record(text, z.object({ from: text, to: text }));
const hold = z.object({
  code: z.enum(chainHoldCodes),
  detail: text,
  said,
  reason: z
    .object({ code: text, params: z.record(text, z.union([text, z.number()])) })
    .optional()
    .meta({ description: 'The rule by which the next function cannot begin, where it is one' }),
  since: time,
  by: text.nullable(),
});

const common = {
  id: text,
  namespace: text,
  chain: text,
  startedAt: time,
  startedBy: text,
  actor: text.meta({ description: 'In whose name it goes on' }),
  why: text.nullable(),
  overrode: text.nullable().meta({ description: 'The freeze that was overridden' }),
  endedAt: when,
  cause: text.nullable().meta({ description: 'Why it turned back or was aborted' }),
  causeSaid: said,
  direction: z.enum(['forward', 'back']),
  hold: hold.nullable(),
  attendedAt: time,
  log: logEntries,
};

/** As it is recorded in the cluster. */
export const chainRecord = z.object({
  version: z.literal(1),
  ...common,
  members: z.array(
    z.object({ kind: workloadKind, name: text, uid: text, images, strategy: runStrategyInput }),
  ),
  phase: z.enum(['running', 'ended']),
  outcome: z.enum(chainOutcomes).nullable(),
  aborts: z.boolean(),
  parts: z.array(
    z.object({
      number: count,
      member: count,
      side: z.enum(['from', 'to']),
      outcome: z.enum([...runOutcomes, 'already']).nullable(),
      cause: text.nullable(),
      causeSaid: said,
    }),
  ),
}) satisfies z.ZodType<ChainRun>;

export const chainReport = z
  .object({
    id: text,
    kind: z.literal('chain'),
    target: text,
    outcome: z.enum(chainOutcomes).nullable(),
    cause: text.nullable(),
    by: text,
    why: text.nullable(),
    startedAt: time,
    endedAt: when,
    durationSeconds: z.number().nullable(),
    longestAwaySeconds: z.number().nullable(),
    longestSessionsSeconds: z.number().nullable(),
    longestPrefixesSeconds: z.number().nullable(),
    prefixesMissing: count,
    functions: z.array(
      z.object({
        function: text,
        direction: z.enum(['forward', 'back']),
        outcome: z.enum([...runOutcomes, 'already']).nullable(),
        report: runReport.nullable().meta({ description: 'Null where its record is no longer kept' }),
      }),
    ),
    log: logEntries,
  })
  .meta({ id: 'ChainReport' }) satisfies z.ZodType<ChainReport>;

export const memberStates = [
  'waiting',
  'running',
  'going-back',
  'held',
  'already',
  'untouched',
  ...runOutcomes,
] as const;

const member = z.object({
  namespace: text,
  kind: workloadKind,
  name: text,
  images,
  state: z.enum(memberStates),
  run: text.nullable().meta({ description: 'The id of its last run' }),
  detail: text.meta({ description: 'Why it is held, or ended otherwise than asked' }),
  said,
});

const refusal = z.enum(orderRefusals).nullable();

/** `GET /api/v1/upgrades/{id}` of a chain's run, and a row of the stream's topic `chain-runs`. */
export const chainRun = z
  .object({
    ...common,
    state: z.enum(['running', 'going-back', 'held', ...chainOutcomes]),
    members: z.array(member).meta({ description: 'In the order of the upgrade' }),
    allowed: z
      .object({ pause: refusal, resume: refusal, abort: refusal, rollback: refusal })
      .meta({ description: 'Why an order does not apply now; null where it does' }),
  })
  .meta({ id: 'ChainRun' });
export type ChainRunView = z.output<typeof chainRun>;
