import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { z } from 'zod';
import type { readLog as contract } from '#lib/contracts/log.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { streamLog } from '#lib/kube/log.ts';
import { readPod } from '#lib/kube/read-object.ts';
import type { Viewer } from './viewer.ts';
import { viewerOf } from './viewer.ts';

type Query = z.output<typeof contract.query>;

/** A container's log as plain text; ends when the client goes. */
export async function readLog({ params, query, request }: Call<{ namespace: string; name: string }, Query>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { caller } = viewer.value;
  const container =
    query.container === undefined ? await firstContainer(viewer.value, params) : ok(query.container);
  if (!container.ok) return container;
  const log = await streamLog(caller.connection, {
    namespace: params.namespace,
    pod: params.name,
    container: container.value,
    follow: query.follow ?? false,
    tail: query.tail ?? null,
    previous: query.previous ?? false,
    timestamps: query.timestamps ?? false,
    signal: request.signal,
  });
  if (!log.ok) return log;
  return ok(new Response(webStream(log.value), { headers }));
}

/** The pod's first container: as it is watched, or read now by who may not list pods and yet may get this one. */
async function firstContainer(
  { hub, caller, sees }: Viewer,
  { namespace, name }: { namespace: string; name: string },
): Promise<Result<string>> {
  const seen = hub.stores.pods.get(`${namespace}/${name}`);
  if (!seen && sees('pods', namespace))
    return fail('not-found', `There is no pod ${name} in namespace ${namespace}.`);
  const pod = seen ? ok(seen) : await readPod(caller.connection, namespace, name);
  if (!pod.ok) return pod;
  const [first] = pod.value.spec.containers;
  return first ? ok(first.name) : fail('refused', `The pod ${name} has no container.`);
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
