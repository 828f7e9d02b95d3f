import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { podItem } from './pod-item.ts';

/** One pod with everything that is watched about it. */
export function getPod({ params }: Call<{ namespace: string; name: string }, unknown>) {
  const { hub } = running();
  const pod = hub.pod(params.namespace, params.name);
  if (!pod) return fail('not-found', `There is no pod ${params.name} in namespace ${params.namespace}.`);
  return ok({ ...podItem(pod, new Date(), hub.cluster().version), freshness: hub.freshness() });
}
