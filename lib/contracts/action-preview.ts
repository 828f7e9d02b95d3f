import { z } from 'zod';
import { planOrders } from '#lib/domain/action/rollout-plan.ts';
import { actionRequest, changeFaults, coded, ends } from './change.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, noQuery } from './names.ts';
import { right } from './rights.ts';
import { freshness } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);

const plannedPod = z.object({ name: text, node: text.nullable(), ready: z.boolean(), turn: count });

export const previewAction = endpoint({
  id: 'previewAction',
  method: 'POST',
  path: '/api/v1/functions/{namespace}/{kind}/{name}/preview',
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
      missing: z.array(right).meta({ description: 'Rights that the caller lacks' }),
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
      spec: z
        .record(text, z.unknown())
        .meta({ description: 'Of the function as it was read for this: to see what is different later' }),
      resourceVersion: text,
      generation: z.number().nullable(),
      freshness,
    })
    .meta({ id: 'ActionPreview' }),
  faults: changeFaults,
});
