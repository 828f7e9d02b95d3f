import { z } from 'zod';
import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { endpoint } from './endpoint.ts';

const part = '[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?';
const topic = new RegExp(
  `^(?:functions|other-workloads|chains|pods|networks|events|runs|chain-runs|alerts|run:[rc][a-f0-9]{12}(?:-\\d{1,2})?|pod:${part}/${part}|function:${part}/(?:${workloadKinds.join('|')})/${part})$`,
);

/** Topics of one stream: a page needs a handful. */
const maximumTopics = 20;

/** The query of `GET /api/v1/stream`: topic names, separated by commas. */
export const streamQuery = z.object({
  scope: z
    .string({ error: 'names the topics to stream, as pods,functions' })
    .transform((text) => [...new Set(text.split(',').filter((name) => name !== ''))])
    .pipe(
      z
        .array(
          z
            .string()
            .regex(
              topic,
              'is not a topic: functions, other-workloads, chains, pods, networks, events, runs, chain-runs, alerts, pod:NAMESPACE/NAME, function:NAMESPACE/KIND/NAME or run:ID',
            ),
        )
        .min(1, 'names the topics to stream, as pods,functions')
        .max(maximumTopics, `names at most ${maximumTopics} topics`),
    ),
});

export const readStream = endpoint({
  id: 'readStream',
  method: 'GET',
  path: '/api/v1/stream',
  summary:
    'Rows as they change, as server-sent events: `snapshot`, `delta`, `freshness`; resumes by `Last-Event-ID`',
  tag: 'cluster',
  // A route without placeholders has none.
  params: z.unknown(),
  query: streamQuery,
  answer: 'text/event-stream',
  faults: ['unreachable'],
});
