import { z } from 'zod';
import { gatedActions } from '#lib/domain/action/rights.ts';
import { workloadKinds } from '#lib/domain/kubernetes.ts';
import type { Right } from '#lib/domain/result.ts';
import { endpoint } from './endpoint.ts';
import { labelName, noParams, objectName, time, workloadKind } from './names.ts';

const text = z.string();

/** What a name may be the name of. */
export const namedKinds = [...workloadKinds, 'pods', 'configmaps'] as const;

/** A right in Kubernetes' own terms, as `kubectl auth can-i` takes it. */
export const right = z
  .object({
    verb: text,
    group: text,
    resource: text,
    subresource: text.optional(),
    namespace: text.optional(),
    name: text.optional(),
  })
  .meta({ id: 'Right' }) satisfies z.ZodType<Right>;

const gatedRight = z
  .object({
    action: z.enum(gatedActions),
    kind: workloadKind.nullable().meta({ description: 'Null where the kind makes no difference' }),
    allowed: z.boolean(),
    needs: z.array(right),
    missing: z
      .array(right)
      .meta({ description: 'Of `needs`, what the caller lacks, the most telling first' }),
    reason: text.nullable().meta({ description: "In words, with the API server's own reason" }),
  })
  .meta({ id: 'GatedRight' });
export type GatedRight = z.output<typeof gatedRight>;

export const readRights = endpoint({
  id: 'readRights',
  method: 'GET',
  path: '/api/v1/rights',
  summary: 'What the caller may do in a namespace, for every button; an answer is at most a minute old',
  tag: 'cluster',
  params: noParams,
  query: z.object({
    namespace: labelName,
    kind: z.enum(namedKinds).optional().meta({ description: 'Only actions on objects of this kind' }),
    name: objectName.optional().meta({
      description: 'With `kind`: also rights that are given for this one object (RBAC resourceNames)',
    }),
  }),
  answer: z.object({
    namespace: text,
    name: text.nullable(),
    user: text,
    rights: z.array(gatedRight),
    at: time.meta({ description: 'When the oldest of the answers was given' }),
  }),
  faults: ['unauthenticated', 'forbidden', 'unreachable'],
});
export type Rights = z.output<Extract<typeof readRights.answer, z.ZodType>>;
