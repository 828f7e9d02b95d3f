import type { LiveKind } from '#lib/contracts/live.ts';
import { fail } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { execWith } from '#lib/kube/exec-with.ts';
import { createLiveReader } from './live-reader.ts';
import { mayRead, viewerOf } from './viewer.ts';

const bounds = { timeoutMs: 10_000, maxBytes: 4 * 1024 * 1024 };

type Reader = ReturnType<typeof createLiveReader>;
const readers = new WeakMap<Connection, Reader>();

/** One reader per identity: what one user may read is not shared with another. */
function readerOf(connection: Connection): Reader {
  const known = readers.get(connection);
  if (known) return known;
  const exec = execWith(connection, bounds);
  const reader = createLiveReader({ exec, now: () => new Date() });
  readers.set(connection, reader);
  return reader;
}

/** Reads interfaces, routes, routing sessions or the version in a pod, now. */
export async function readLive({
  params,
  request,
}: Call<{ namespace: string; name: string; what: LiveKind }, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub, caller } = viewer.value;
  const may = mayRead(viewer.value, 'pods', params);
  if (!may.ok) return may;
  const pod = hub.pod(params.namespace, params.name);
  if (!pod) return fail('not-found', `There is no pod ${params.name} in namespace ${params.namespace}.`);
  return readerOf(caller.connection).read(pod, params.what);
}
