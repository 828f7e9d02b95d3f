import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { podItem } from './pod-item.ts';
import { mayRead, viewerOf } from './viewer.ts';

/** One pod with everything that is watched about it. */
export async function getPod({ params, request }: Call<{ namespace: string; name: string }, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const may = mayRead(viewer.value, 'pods', params);
  if (!may.ok) return may;
  const { hub } = viewer.value;
  const pod = hub.pod(params.namespace, params.name);
  if (!pod) return fail('not-found', `There is no pod ${params.name} in namespace ${params.namespace}.`);
  return ok({ ...podItem(pod, new Date(), hub.cluster().version), freshness: hub.freshness() });
}
