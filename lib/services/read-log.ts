import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { z } from 'zod';
import type { readLog as contract } from '#lib/contracts/log.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { streamLog } from '#lib/kube/log.ts';
import { running } from '#lib/live/running.ts';
import { callerOf } from './caller.ts';

type Query = z.output<typeof contract.query>;

/** A container's log as plain text; ends when the client goes. */
export async function readLog({ params, query, request }: Call<{ namespace: string; name: string }, Query>) {
  const { hub } = running();
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const pod = hub.pod(params.namespace, params.name);
  if (!pod) return fail('not-found', `There is no pod ${params.name} in namespace ${params.namespace}.`);
  const container = query.container ?? pod.containers.find(({ init }) => !init)?.name;
  if (container === undefined) return fail('refused', `The pod ${params.name} has no container.`);
  const log = await streamLog(caller.value.connection, {
    namespace: params.namespace,
    pod: params.name,
    container,
    follow: query.follow ?? false,
    tail: query.tail ?? null,
    previous: query.previous ?? false,
    timestamps: query.timestamps ?? false,
    signal: request.signal,
  });
  if (!log.ok) return log;
  return ok(new Response(webStream(log.value), { headers }));
}

const headers = {
  'content-type': 'text/plain; charset=utf-8',
  // A proxy that waits for more, or compresses, would hold the last lines back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

function webStream(body: Readable): BodyInit {
  const stream: ReadableStream = Readable.toWeb(body);
  return stream as unknown as BodyInit;
}
