import { z } from 'zod';
import { actionHeaders, changeFaults, changeOptions } from './change.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, labelName, noQuery } from './names.ts';
import { runView } from './runs.ts';
import { image } from './upgrades.ts';

export const startLifecycleBody = z.strictObject({
  images: z
    .record(labelName, z.strictObject({ newer: image.optional(), older: image.optional() }))
    .optional()
    .meta({
      description:
        'By container: a later version, an earlier one. Without it the nearest of the same repository that the cluster has in use',
    }),
  limitSeconds: z
    .number()
    .int()
    .min(10)
    .max(7_200)
    .optional()
    .meta({ description: 'For each change until all pods are Ready; 180' }),
  ...changeOptions,
});
export type StartLifecycleBody = z.output<typeof startLifecycleBody>;

export const startLifecycle = endpoint({
  id: 'startLifecycle',
  method: 'POST',
  path: '/api/v1/functions/{namespace}/{kind}/{name}/lifecycle',
  summary: "CNTi's lifecycle checks on a function of a lab namespace; everything is put back at the end",
  tag: 'upgrades',
  params: functionParams,
  query: noQuery,
  headers: actionHeaders,
  body: startLifecycleBody,
  examples: {
    'With what the cluster has': { reason: 'before the certification' },
    'Two versions': {
      images: {
        waf: { newer: 'registry.example.net/waf:v2.25.0', older: 'registry.example.net/waf:v2.23.1' },
      },
    },
  },
  answer: runView,
  status: 202,
  faults: changeFaults,
});
