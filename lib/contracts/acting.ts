import { z } from 'zod';
import { actionNames } from '#lib/domain/action/action.ts';
import { progressStates } from '#lib/domain/action/progress.ts';
import { maximumReason, reasonProblem } from '#lib/domain/action/reason-text.ts';
import { planOrders } from '#lib/domain/action/rollout-plan.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, labelName, namespaced, noParams, noQuery, objectName, time } from './names.ts';
import { freshness, listOf, reason } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);

export const why = z
  .string()
  .trim()
  .superRefine((value, context) => {
    const problem = reasonProblem(value);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .meta({ description: `Why; at most ${maximumReason} characters, recorded` });

/** What every action takes. */
const common = {
  reason: why.optional(),
  dryRun: z.boolean().optional().meta({ description: 'The API server checks everything and stores nothing' }),
  overrideFreeze: z.boolean().optional().meta({ description: 'Act during a freeze; needs a reason' }),
  confirm: z.string().max(253).optional().meta({ description: 'The name, typed, where that is asked for' }),
};

/** What the caller has seen; 412 with what is different where it is no longer so. */
const expected = z
  .strictObject({
    resourceVersion: z.string().max(64).optional(),
    generation: z.number().int().optional(),
    replicas: count.optional(),
    min: count.optional().meta({ description: 'Of the autoscaler' }),
    max: count.optional().meta({ description: 'Of the autoscaler' }),
  })
  .optional();

const plainBody = z.strictObject({ ...common, expect: expected });
export type PlainBody = z.output<typeof plainBody>;

export const actionHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({ description: 'The same key with the same request acts once, and gets the same answer' }),
});

const faults = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'unexpected',
  'refused',
  'unreachable',
] as const;

const coded = z.object({ code: text, params: z.record(text, z.union([text, z.number()])) });
const ends = z.object({
  replicas: count.nullable(),
  revision: z.number().nullable(),
  paused: z.boolean().nullable(),
  bounds: z
    .object({ min: count, max: count })
    .nullable()
    .meta({ description: 'Of the autoscaler; null without one' }),
});
/** HorizontalPodAutoscaler: `minReplicas` 0 needs an alpha feature and external metrics, and switches it off meanwhile. */
const bounds = {
  min: z.number().int().min(1).max(100_000),
  max: z.number().int().min(1).max(100_000),
};
const ordered = ({ min, max }: { min: number; max: number }): boolean => min <= max;
const notOrdered = { path: ['max'], message: 'must not be less than min' };
const actionRequest = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('scale'), replicas: count.max(100_000) }),
    z.strictObject({ action: z.literal('restart') }),
    z.strictObject({ action: z.literal('rollback'), toRevision: z.number().int().min(1).optional() }),
    z.strictObject({ action: z.literal('pause') }),
    z.strictObject({ action: z.literal('resume') }),
    z.strictObject({ action: z.literal('evict'), pod: objectName }),
    z.strictObject({ action: z.literal('setAutoscalerBounds'), ...bounds }).refine(ordered, notOrdered),
  ])
  .meta({ id: 'ActionRequest' });

export const actionAnswer = z
  .object({
    id: text.nullable().meta({ description: 'Null for a dry run, which is not recorded' }),
    action: z.enum(actionNames),
    namespace: text,
    kind: text,
    name: text,
    by: text,
    at: time,
    why: text.nullable(),
    dryRun: z.boolean(),
    summary: text,
    from: ends.nullable(),
    to: ends.nullable(),
    generation: z.number().nullable(),
    command: text.nullable().meta({ description: 'The kubectl command that does the same' }),
    undo: actionRequest.nullable(),
    warnings: z.array(coded),
  })
  .meta({ id: 'Action' });
export type ActionAnswer = z.output<typeof actionAnswer>;

const onFunction = '/api/v1/functions/{namespace}/{kind}/{name}';
const act = {
  method: 'POST',
  tag: 'actions',
  params: functionParams,
  query: noQuery,
  headers: actionHeaders,
  answer: actionAnswer,
  faults,
} as const;

export const scaleFunction = endpoint({
  ...act,
  id: 'scaleFunction',
  path: `${onFunction}/scale`,
  summary: 'Set the number of replicas, through the scale subresource',
  body: plainBody.extend({ replicas: count.max(100_000) }),
  examples: {
    'Scale out': { replicas: 5, reason: 'load after the match' },
    'Only if there are three': { replicas: 5, expect: { replicas: 3 } },
    'Scale to zero': { replicas: 0, confirm: 'waf', reason: 'maintenance' },
    'Try it': { replicas: 5, dryRun: true },
  },
});

export const restartFunction = endpoint({
  ...act,
  id: 'restartFunction',
  path: `${onFunction}/restart`,
  summary: 'Replace every pod by the rollout strategy, as kubectl rollout restart does',
  body: plainBody,
  examples: { Restart: { reason: 'new certificate' } },
});

export const rollBackFunction = endpoint({
  ...act,
  id: 'rollBackFunction',
  path: `${onFunction}/rollback`,
  summary: 'Go back to the template of a revision, as kubectl rollout undo does',
  body: plainBody.extend({
    toRevision: z.number().int().min(1).optional().meta({ description: 'The one before, without it' }),
  }),
  examples: { 'To a revision': { toRevision: 3, reason: 'v2.25.0 drops sessions' }, 'To the one before': {} },
});

export const pauseFunction = endpoint({
  ...act,
  id: 'pauseFunction',
  path: `${onFunction}/pause`,
  summary: 'Hold the rollout of a Deployment',
  body: plainBody,
  examples: { Pause: { reason: 'looking at the first new pod' } },
});

export const resumeFunction = endpoint({
  ...act,
  id: 'resumeFunction',
  path: `${onFunction}/resume`,
  summary: 'Let the rollout of a Deployment go on',
  body: plainBody,
  examples: { Resume: {} },
});

export const setAutoscalerBounds = endpoint({
  ...act,
  id: 'setAutoscalerBounds',
  path: `${onFunction}/autoscaler`,
  summary: 'Set the bounds of the HorizontalPodAutoscaler that scales the function',
  body: plainBody.extend(bounds).refine(ordered, notOrdered),
  examples: {
    'Keep at least five': { min: 5, max: 10, reason: 'load after the match' },
    'Only if it is from 2 to 6': { min: 5, max: 10, expect: { min: 2, max: 6 } },
  },
});

export const evictPod = endpoint({
  ...act,
  id: 'evictPod',
  path: '/api/v1/pods/{namespace}/{name}/evict',
  summary: 'Evict a pod; refused where a PodDisruptionBudget does not allow it',
  params: namespaced,
  body: z.strictObject({
    ...common,
    expect: z
      .strictObject({ uid: z.string().max(64).optional() })
      .optional()
      .meta({ description: 'A StatefulSet makes a pod of the same name again, with another uid' }),
  }),
  examples: { Evict: { reason: 'node-1 is losing packets' } },
});

const plannedPod = z.object({ name: text, node: text.nullable(), ready: z.boolean(), turn: count });

export const previewAction = endpoint({
  id: 'previewAction',
  method: 'POST',
  path: `${onFunction}/preview`,
  summary: 'What an action would do; nothing is changed',
  tag: 'actions',
  params: functionParams,
  query: noQuery,
  body: actionRequest,
  examples: { 'Scale out': { action: 'scale', replicas: 5 }, Restart: { action: 'restart' } },
  answer: z
    .object({
      request: actionRequest,
      target: functionParams,
      refused: coded.nullable().meta({ description: 'Why it does not apply' }),
      missing: z
        .array(
          z.object({
            verb: text,
            group: text,
            resource: text,
            subresource: text.optional(),
            namespace: text.optional(),
            name: text.optional(),
          }),
        )
        .meta({ description: 'Rights that the caller lacks' }),
      freeze: z
        .object({
          scope: text,
          by: text,
          reason: text,
          until: text.nullable(),
          unreadable: text.nullable(),
        })
        .nullable(),
      confirm: coded.extend({ name: text }).nullable(),
      from: ends,
      to: ends,
      plan: z.object({
        order: z.enum(planOrders),
        restarts: z.array(plannedPod),
        removes: z.array(plannedPod),
        adds: z.object({ count, names: z.array(text) }),
        stays: z.array(text),
        unavailable: count,
        surge: count,
      }),
      budgets: z.array(
        z.object({
          name: text,
          allowed: z.number().nullable(),
          healthy: z.number().nullable(),
          needed: z.number().nullable(),
          lowest: z.number().nullable(),
        }),
      ),
      autoscaler: z
        .object({
          name: text,
          min: count,
          max: count,
          desired: z.number().nullable(),
          undoes: z.boolean(),
          offer: z.object({ min: count, max: count, command: text }).nullable(),
        })
        .nullable(),
      quota: z
        .object({
          state: z.enum(['ok', 'none', 'exceeded', 'unknown']),
          exceeded: z.array(z.object({ quota: text, resource: text, hard: text, used: text, added: text })),
          why: z.enum(['forbidden', 'unreadable']).nullable(),
        })
        .nullable()
        .meta({ description: 'What the namespace allows; null for an action that starts no pod' }),
      owner: z
        .object({ manager: z.enum(['helm', 'argo-cd', 'flux']), name: text, reconciles: z.boolean() })
        .nullable(),
      commit: text
        .nullable()
        .meta({ description: 'The change as YAML, to commit where the owner reads from' }),
      write: z
        .object({ method: text, path: text, contentType: text, body: z.unknown() })
        .nullable()
        .meta({ description: 'The request to the API server' }),
      command: text,
      undo: actionRequest.nullable(),
      warnings: z.array(coded),
      dryRun: z
        .object({ ok: z.boolean(), detail: text })
        .nullable()
        .meta({ description: 'What the API server says to it; null where it was not asked' }),
      resourceVersion: text,
      generation: z.number().nullable(),
      freshness,
    })
    .meta({ id: 'ActionPreview' }),
  faults,
});

const recorded = z
  .object({
    id: text,
    action: z.enum(actionNames),
    at: time,
    by: text,
    why: text.nullable(),
    summary: text,
    namespace: text,
    object: z.object({ kind: text, name: text }),
    parameters: z.record(text, z.union([text, z.number(), z.boolean()])),
    overrode: text.nullable(),
    outcome: z
      .object({ state: z.enum(['done', 'refused', 'unknown']), at: time, detail: text })
      .nullable()
      .meta({ description: 'Null while it is under way, or where the console ended in the middle of it' }),
  })
  .meta({ id: 'ActionRecord' });
export type RecordedAction = z.output<typeof recorded>;

export const listAudit = endpoint({
  id: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'What was done through the console, newest first, as long as the cluster keeps its Events',
  tag: 'actions',
  params: noParams,
  query: z.object({ since: time.optional(), namespace: labelName.optional() }),
  answer: listOf(recorded),
  faults: ['unauthenticated', 'forbidden', 'unreachable'],
});

export const getAction = endpoint({
  id: 'getAction',
  method: 'GET',
  path: '/api/v1/actions/{id}',
  summary: 'How far an action has come: wait until `state` is no longer `running`',
  tag: 'actions',
  params: z.object({ id: z.string().regex(/^[a-z0-9]{8,40}$/, 'must be the id of an action') }),
  query: noQuery,
  answer: recorded.extend({
    state: z.enum(progressStates),
    message: text,
    pods: z.array(z.object({ name: text, reasons: z.array(reason) })),
    freshness,
  }),
  faults: ['unauthenticated', 'forbidden', 'not-found', 'unreachable'],
});

const freezeScope = {
  namespace: labelName,
  chain: z.string().min(1).max(63).optional().meta({ description: 'The whole namespace, without it' }),
};
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
  ...act,
  id: 'freeze',
  method: 'PUT',
  path: '/api/v1/freezes',
  summary: 'Freeze a namespace or a chain: actions are refused unless the freeze is overridden with a reason',
  params: noParams,
  body: z.strictObject({
    ...freezeScope,
    reason: why.refine((value) => value !== '', 'must say why'),
    until: time.optional(),
  }),
  examples: {
    'A chain, over the weekend': {
      namespace: 'cnf-edge',
      chain: 'internet-edge',
      reason: 'final on Saturday',
      until: '2026-11-30T06:00:00Z',
    },
  },
});

export const unfreeze = endpoint({
  ...act,
  id: 'unfreeze',
  method: 'POST',
  path: '/api/v1/freezes/lift',
  summary: 'Lift the freeze of a namespace or a chain',
  params: noParams,
  body: z.strictObject({ ...freezeScope, reason: why.optional() }),
  examples: { 'A chain': { namespace: 'cnf-edge', chain: 'internet-edge' } },
});

export const actingEndpoints = [
  previewAction,
  scaleFunction,
  restartFunction,
  rollBackFunction,
  pauseFunction,
  resumeFunction,
  setAutoscalerBounds,
  evictPod,
  getAction,
  listAudit,
  listFreezes,
  freeze,
  unfreeze,
] as const;
