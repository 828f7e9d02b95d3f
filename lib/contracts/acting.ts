import { z } from 'zod';
import { actionNames } from '#lib/domain/action/action.ts';
import { progressStates } from '#lib/domain/action/progress.ts';
import {
  actionHeaders,
  actionRequest,
  bounds,
  changeFaults,
  changeOptions,
  coded,
  ends,
  notOrdered,
  ordered,
} from './change.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, labelName, namespaced, noParams, noQuery, time } from './names.ts';
import { freshness, listOf, reason } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);

/** What every action takes. */
const common = {
  ...changeOptions,
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
  faults: changeFaults,
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

export const actingEndpoints = [
  scaleFunction,
  restartFunction,
  rollBackFunction,
  pauseFunction,
  resumeFunction,
  setAutoscalerBounds,
  evictPod,
  getAction,
  listAudit,
] as const;
