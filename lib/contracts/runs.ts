import { z } from 'zod';
import { checkReasons, checkStates, lifecycleChecks } from '#lib/domain/run/lifecycle.ts';
import { type OrderRefusal, orderRefusals } from '#lib/domain/run/order.ts';
import type { RunReport } from '#lib/domain/run/report.ts';
import {
  drainMethods,
  gateNames,
  holdCodes,
  type Run,
  runKinds,
  runMethods,
  runOutcomes,
  runPhases,
  stepStages,
} from '#lib/domain/run/run.ts';
import type { Saying } from '#lib/domain/run/saying.ts';
import { time, workloadKind } from './names.ts';

/** What a run looks like from outside, whatever its kind. */
const text = z.string();
const count = z.number().int().min(0);
const when = time.nullable();

export const chosenGates = z.array(z.enum(gateNames).exclude(['soak'])).max(gateNames.length);

/** Parts of a strategy that are not given have the default of the function: see its plan. */
export const runStrategyInput = z
  .strictObject({
    batch: z.number().int().min(1).max(50).optional().meta({ description: 'Pods that may be away at once' }),
    soakSeconds: z.number().int().min(0).max(3_600).optional(),
    gates: chosenGates.optional(),
    prefixPercent: z
      .number()
      .int()
      .min(0)
      .max(100)
      .optional()
      .meta({ description: 'Of the prefixes of the baseline, per peer' }),
    limitSeconds: z
      .number()
      .int()
      .min(10)
      .max(7_200)
      .optional()
      .meta({ description: 'Until the gates of a pod must be met' }),
    onFailure: z.enum(['stop', 'rollback']).optional(),
    drain: z.enum(drainMethods).optional(),
    drainSeconds: z.number().int().min(0).max(600).optional(),
    preflight: z.boolean().optional(),
  })
  .meta({ id: 'RunStrategyInput' });
export type RunStrategyInput = z.output<typeof runStrategyInput>;

export const runStrategy = z
  .object({
    batch: count,
    soakSeconds: count,
    gates: chosenGates,
    prefixPercent: count,
    limitSeconds: count,
    onFailure: z.enum(['stop', 'rollback']),
    drain: z.enum(drainMethods),
    drainSeconds: count,
    preflight: z.boolean(),
  })
  .meta({ id: 'RunStrategy' });

const saying: z.ZodType<Saying> = z
  .object({
    code: text,
    values: z.record(text, text).meta({ description: 'Names, numbers and the words of others in it' }),
    of: text.optional().meta({ description: 'The hold that it is the detail of' }),
    get why() {
      return saying.optional();
    },
    get and() {
      return z.array(saying).optional();
    },
  })
  .meta({ id: 'Saying', description: 'What the console says in words of its own' });
export const said = saying
  .nullish()
  .meta({ description: 'Where the text is the console’s own words, after a code that it may begin with' });
export const logEntries = z.array(z.object({ at: time, code: text, detail: text, said }));

const hold = z
  .object({ code: z.enum(holdCodes), detail: text, said, since: time, by: text.nullable() })
  .meta({ id: 'RunHold' });

const step = z
  .object({
    turn: count,
    pod: text,
    uid: text,
    node: text.nullable(),
    stage: z.enum(stepStages),
    drained: z.boolean(),
    newPod: text.nullable(),
    newUid: text.nullable(),
    openedAt: when,
    drainAt: when,
    calm: z.object({ mark: text, since: time }).nullish(),
    goAt: when,
    readyAt: when,
    sessionsAt: when,
    prefixesAt: when,
    doneAt: when,
    prefixesMissing: count,
    wellSince: when,
  })
  .meta({ id: 'RunStep' });

const baseline = z
  .object({
    at: time,
    pods: z.array(
      z.object({
        pod: text,
        slot: text,
        interfaces: z.array(text),
        restarts: count,
        sessions: z.array(z.object({ key: text, prefixes: count.nullable() })),
        more: count,
      }),
    ),
    chain: z.array(text),
  })
  .meta({ id: 'RunBaseline' });

const gate = z
  .object({
    gate: z.enum(gateNames),
    state: z.enum(['met', 'waiting', 'failed']),
    have: count,
    want: count,
    detail: text,
  })
  .meta({ id: 'RunGate' });

const checkName = z.enum(lifecycleChecks);
const checkEnd = { state: z.enum(checkStates), why: z.enum(checkReasons).nullable(), detail: text, said };
const goal = z.object({ replicas: count.nullable(), images: z.record(text, text) });
const moveBy = z.enum(['scale', 'set-image', 'undo']);

const lifecycle = z
  .object({
    original: goal.meta({ description: 'Restored whatever the end' }),
    checks: z.array(
      z.object({
        check: checkName,
        ...checkEnd,
        startedAt: when,
        endedAt: when,
        moves: z.array(z.object({ by: moveBy, goal })),
        done: count.meta({ description: 'Of its moves' }),
      }),
    ),
    goal,
    by: z.enum([...moveBy.options, 'restore']),
    previous: z.array(goal),
    since: when,
  })
  .meta({ id: 'RunLifecycle' });

export const runReport = z
  .object({
    id: text,
    kind: z.enum(runKinds),
    target: text,
    outcome: z.enum(runOutcomes).nullable(),
    cause: text.nullable(),
    by: text,
    why: text.nullable(),
    from: z.record(text, text),
    to: z.record(text, text),
    startedAt: time,
    endedAt: when,
    durationSeconds: z.number().nullable(),
    pods: z.array(
      z.object({
        pod: text,
        newPod: text.nullable(),
        direction: z.enum(['forward', 'back']),
        awaySeconds: z.number().nullable(),
        sessionsSeconds: z.number().nullable(),
        prefixesMissing: count,
        prefixesSeconds: z.number().nullable(),
      }),
    ),
    longestAwaySeconds: z.number().nullable(),
    longestSessionsSeconds: z.number().nullable(),
    prefixesMissing: count,
    longestPrefixesSeconds: z.number().nullable(),
    checks: z
      .array(z.object({ check: checkName, ...checkEnd, durationSeconds: z.number().nullable() }))
      .meta({ description: 'Of a run of lifecycle checks' }),
    log: logEntries,
  })
  .meta({ id: 'RunReport' }) satisfies z.ZodType<RunReport>;

const refusal = z.enum(orderRefusals satisfies readonly OrderRefusal[]).nullable();

/** `GET /api/v1/upgrades/{id}`, and a row of the stream's topic `runs`. */
export const runView = z
  .object({
    id: text,
    kind: z.enum(runKinds),
    method: z.enum(runMethods),
    target: z.object({ namespace: text, kind: workloadKind, name: text, uid: text }),
    parent: z.object({ id: text, index: count }).nullable(),
    chain: text.nullable(),
    routing: z.boolean(),
    change: z.object({
      images: z.record(text, z.object({ from: text, to: text })),
      annotations: z.record(text, z.object({ from: text.nullable(), to: text.nullable() })),
      payload: z.record(text, z.union([text, z.number(), z.boolean()])).nullable(),
    }),
    strategy: runStrategy,
    startedAt: time,
    startedBy: text,
    actor: text.meta({ description: 'In whose name it goes on' }),
    why: text.nullable(),
    overrode: text.nullable(),
    phase: z.enum(runPhases),
    outcome: z.enum(runOutcomes).nullable(),
    endedAt: when,
    cause: text.nullable().meta({ description: 'Why it turned back or failed' }),
    causeSaid: said,
    direction: z.enum(['forward', 'back']),
    gated: z.boolean(),
    hold: hold.nullable(),
    touched: z.boolean(),
    replicas: count,
    baseline: baseline.nullable(),
    forward: z.array(step),
    back: z.array(step).nullable(),
    gates: z.array(gate).meta({ description: 'Of the pod whose turn it is, against the baseline' }),
    textBack: z.enum(['done', 'left']).optional().meta({
      description:
        "Of a configuration's roll-out that is rolled back: whether the ConfigMap got its earlier text",
    }),
    lifecycle: lifecycle.optional().meta({ description: 'Of a run of lifecycle checks alone' }),
    attendedAt: time.meta({ description: 'When an executor last said that it is there' }),
    log: logEntries,
    allowed: z
      .object({ pause: refusal, resume: refusal, abort: refusal, rollback: refusal })
      .meta({ description: 'Why an order does not apply now; null where it does' }),
  })
  .meta({ id: 'Run' });
export type RunView = z.output<typeof runView>;

/** What only the console needs. */
type Hidden =
  | 'version'
  | 'before'
  | 'rest'
  | 'restAfter'
  | 'parts'
  | 'intended'
  | 'previous'
  | 'adopts'
  | 'waitsSince';
runView satisfies z.ZodType<Omit<Run, Hidden> & { allowed: RunView['allowed'] }>;
