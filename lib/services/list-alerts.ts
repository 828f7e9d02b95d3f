import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { deliveryState } from './alert-delivery.ts';
import { mayList, viewerOf } from './viewer.ts';

/** Alerts that are open, the worst first. */
export async function listAlerts({ query, request }: Call<unknown, { namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, workloadKinds, query.namespace);
  if (!may.ok) return may;
  const items = hub
    .alerts()
    .filter(({ namespace }) => query.namespace === undefined || namespace === query.namespace);
  return ok({ items, delivery: deliveryState(), freshness: hub.freshness() });
}
