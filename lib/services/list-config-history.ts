import { historyOf } from '#lib/domain/config/history.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { keptRevisionsOf, presentNote } from '#lib/kube/config-revisions.ts';
import { askedConfig } from './asked-config.ts';
import type { ConfigParams } from './config-subject.ts';

/** The history of a ConfigMap, with who changed it elsewhere and when, as far as managedFields tell. */
export async function listConfigHistory({ params, request }: Call<ConfigParams, unknown>) {
  const asked = await askedConfig(params, request);
  if (!asked.ok) return asked;
  const { caller, hub } = asked.value;
  const fresh = await readConfigMap(caller.connection, params.namespace, params.name);
  if (!fresh.ok) return fresh;
  const kept = keptRevisionsOf(fresh.value.uid, hub.stores.controllerrevisions.values());
  return ok({ items: historyOf(kept, presentNote(fresh.value, kept, null)), freshness: hub.freshness() });
}
