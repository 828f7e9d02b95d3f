import { z } from 'zod';
import { actionHeaders, changeFaults, changeOptions, coded } from './change.ts';
import { arrival, configKey, effect } from './configs.ts';
import { endpoint } from './endpoint.ts';
import { namespaced, noQuery, time } from './names.ts';
import { runStrategyInput } from './runs.ts';
import { functionRef } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);

const texts = z.record(configKey, z.string().max(1_400_000).nullable());

const one = '/api/v1/configs/{namespace}/{name}';

const applied = z
  .object({
    id: text.nullable().meta({ description: 'Of the action; null for a dry run' }),
    namespace: text,
    name: text,
    resourceVersion: text,
    dryRun: z.boolean(),
    changed: z.array(text).meta({ description: 'Keys that are other than before' }),
    revision: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'In the history; null where it could not be kept' }),
    by: text,
    at: time,
    why: text.nullable(),
    summary: text,
    warnings: z.array(coded),
  })
  .meta({ id: 'ConfigApplied' });
export type ConfigApplied = z.output<typeof applied>;

/** One place where both sides changed the same lines. Lines count from 1, in the merged text with its markers. */
const mergeConflict = z.object({
  line: count,
  lines: count,
  base: z.array(text),
  yours: z.array(text),
  theirs: z.array(text),
});

/** What a 409 carries beside the problem. */
export const editConflict = z
  .object({
    resourceVersion: text.meta({ description: 'Of theirs: what to send next' }),
    keys: z.array(
      z.object({
        key: text,
        base: text
          .nullable()
          .meta({ description: 'Null where it is not known, or where the key was not there' }),
        baseKnown: z.boolean(),
        yours: text.nullable().meta({ description: 'Null: deleted' }),
        theirs: text.nullable(),
        merge: z.object({
          clean: z.boolean(),
          text: text.nullable().meta({ description: 'With markers where it is not clean' }),
          conflicts: z.array(mergeConflict),
        }),
      }),
    ),
    clean: z.boolean(),
    changedBy: z.object({ by: text, at: text }).nullable(),
  })
  .meta({ id: 'EditConflict' });
export type EditConflict = z.output<typeof editConflict>;

export const applyConfig = endpoint({
  id: 'applyConfig',
  method: 'PUT',
  path: one,
  summary:
    'Change keys of a ConfigMap; 409 with base, yours, theirs and the merge where somebody else was faster',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  headers: actionHeaders,
  body: z.strictObject({
    data: texts.meta({ description: 'Keys that change; null takes a key away; others stay as they are' }),
    resourceVersion: z.string().min(1).max(64).meta({ description: 'That was read' }),
    base: texts.optional().meta({ description: 'The texts that were read, for the merge' }),
    merge: z.boolean().optional().meta({
      description:
        'Where somebody else was faster and changed other lines, store the merge instead of a 409; needs `base`',
    }),
    unchecked: z.boolean().optional().meta({ description: 'Store it even where FRR refuses it' }),
    ...changeOptions,
  }),
  // Twice what a ConfigMap can hold, and JSON makes two characters of a tab or a quotation mark.
  maxBodyBytes: 4 * 1_048_576 + 65_536,
  examples: {
    Apply: {
      data: { 'frr.conf': 'router bgp 65001\n' },
      resourceVersion: '1234',
      reason: 'new customer prefix',
    },
  },
  answer: applied,
  faults: changeFaults,
});

export const restoreConfig = endpoint({
  id: 'restoreConfig',
  method: 'POST',
  path: `${one}/restore`,
  summary: 'Put the texts of an earlier revision in force again, by the same path as an edit',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  headers: actionHeaders,
  body: z.strictObject({
    revision: z.number().int().min(1),
    resourceVersion: z.string().min(1).max(64),
    keys: z.array(configKey).optional().meta({ description: 'Only these; all that are other, without it' }),
    unchecked: z.boolean().optional().meta({ description: 'Store it even where FRR refuses it' }),
    ...changeOptions,
  }),
  examples: { Restore: { revision: 3, resourceVersion: '1234', reason: 'sessions flap' } },
  answer: applied,
  faults: changeFaults,
});

export const rolloutMethods = ['reload', 'restart'] as const;
const method = z.enum(rolloutMethods);

const rolloutPlan = z
  .object({
    resourceVersion: text,
    hash: text,
    pods: z.array(
      z.object({
        pod: text,
        function: functionRef.nullable(),
        arrival,
        path: text.nullable(),
        reaches: z
          .enum(['stdin', 'mount', 'never'])
          .meta({ description: 'How the text would reach FRR by a live reload' }),
        drift: z.enum(['same', 'different', 'unknown']),
        effect,
        delete: z.array(text),
        add: z.array(text),
        detail: text.nullable(),
      }),
    ),
    methods: z.array(
      z.object({
        method,
        functions: z.array(functionRef),
        refused: coded.nullable(),
        warnings: z.array(coded),
        restarts: z.array(text).meta({ description: 'Pods that restart, in order' }),
      }),
    ),
    recommended: method.nullable(),
  })
  .meta({ id: 'ConfigRolloutPlan' });
export type RolloutPlan = z.output<typeof rolloutPlan>;

export const planConfigRollout = endpoint({
  id: 'planConfigRollout',
  method: 'GET',
  path: `${one}/rollout`,
  summary: 'What a roll-out would do to each router, by either method; nothing is changed',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  answer: rolloutPlan,
  faults: changeFaults,
});

const rollout = z
  .object({
    runs: z.array(text).meta({
      description: 'Runs that it became, one for each workload: /api/v1/upgrades/{id}; none for a dry run',
    }),
    notBegun: z
      .array(z.object({ function: functionRef, why: text }))
      .meta({ description: 'Workloads that use it as well, whose run was refused' }),
    method,
    by: text,
    at: time,
    summary: text,
  })
  .meta({ id: 'ConfigRollout' });
export type ConfigRollout = z.output<typeof rollout>;

export const rolloutConfig = endpoint({
  id: 'rolloutConfig',
  method: 'POST',
  path: `${one}/rollout`,
  summary: 'Bring the present text into the routers: live, or by restarting them; a run, one pod at a time',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  headers: actionHeaders,
  body: z.strictObject({
    method,
    resourceVersion: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'That was looked at; 412 where it is another' }),
    strategy: runStrategyInput.optional(),
    ...changeOptions,
  }),
  examples: {
    'Live reload': { method: 'reload', reason: 'new customer prefix' },
    Restart: { method: 'restart' },
  },
  answer: rollout,
  status: 202,
  faults: changeFaults,
});

export const configActs = [applyConfig, restoreConfig, planConfigRollout, rolloutConfig] as const;
