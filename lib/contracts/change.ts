import { z } from 'zod';
import { maximumReason, reasonProblem } from '#lib/domain/action/reason-text.ts';
import { objectName } from './names.ts';

/** What the contracts of everything that changes the cluster have in common. */
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

/** What every change takes. */
export const changeOptions = {
  reason: why.optional(),
  dryRun: z.boolean().optional().meta({ description: 'The API server checks everything and stores nothing' }),
  overrideFreeze: z.boolean().optional().meta({ description: 'Act during a freeze; needs a reason' }),
};

export const actionHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({ description: 'The same key with the same request acts once, and gets the same answer' }),
});

export const changeFaults = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'unexpected',
  'refused',
  'unreachable',
] as const;

/** A reason as a code and its numbers and names, to be said in the reader's language. */
export const coded = z.object({ code: text, params: z.record(text, z.union([text, z.number()])) });

/** What a function is set to, before an action or after it. */
export const ends = z.object({
  replicas: count.nullable(),
  revision: z.number().nullable(),
  paused: z.boolean().nullable(),
  bounds: z
    .object({ min: count, max: count })
    .nullable()
    .meta({ description: 'Of the autoscaler; null without one' }),
});
/** HorizontalPodAutoscaler: `minReplicas` 0 needs an alpha feature and external metrics, and switches it off meanwhile. */
export const bounds = {
  min: z.number().int().min(1).max(100_000),
  max: z.number().int().min(1).max(100_000),
};
export const ordered = ({ min, max }: { min: number; max: number }): boolean => min <= max;
export const notOrdered = { path: ['max'], message: 'must not be less than min' };
export const actionRequest = z
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
