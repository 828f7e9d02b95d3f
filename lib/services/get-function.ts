import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { podItem } from './pod-item.ts';
import { mayRead, viewerOf } from './viewer.ts';

export interface FunctionParams {
  namespace: string;
  kind: WorkloadKind;
  name: string;
}

/** One function with everything that is watched about it, and its pods. */
export async function getFunction({ params, request }: Call<FunctionParams, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const may = mayRead(viewer.value, params.kind, params);
  if (!may.ok) return may;
  const { hub } = viewer.value;
  const { namespace, kind, name } = params;
  const found = hub.function(namespace, kind, name);
  if (!found) return fail('not-found', `There is no ${name} among the ${kind} of namespace ${namespace}.`);
  const now = new Date();
  const { version } = hub.cluster();
  const pods = hub
    .pods()
    .filter(({ function: ref }) => ref?.namespace === namespace && ref.kind === kind && ref.name === name)
    .map((row) => podItem(row, now, version));
  return ok({ ...found, pods, upgrade: null, freshness: hub.freshness() });
}
