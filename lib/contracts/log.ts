import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { labelName, namespaced } from './names.ts';

const truth = z.enum(['true', 'false']).transform((value) => value === 'true');

/** The longest `tail`; the log's own bound in bytes holds besides. */
const maxTail = 100_000;

export const readLog = endpoint({
  id: 'readLog',
  method: 'GET',
  path: '/api/v1/pods/{namespace}/{name}/log',
  summary: "A container's log as text; with `follow=true` until the client goes or the container ends",
  tag: 'pods',
  params: namespaced,
  query: z.object({
    container: labelName.optional().meta({ description: "The pod's first container where it is not said" }),
    follow: truth.optional(),
    tail: z.coerce
      .number()
      .int()
      .min(0)
      .max(maxTail)
      .optional()
      .meta({ description: 'Lines from the end to begin with' }),
    previous: truth.optional().meta({ description: "The container's run before its last restart" }),
    timestamps: truth.optional(),
  }),
  answer: 'text/plain',
  faults: ['unauthenticated', 'forbidden', 'not-found', 'refused', 'unreachable'],
});
