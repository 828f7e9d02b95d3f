import { historyOf } from '#lib/domain/config/history.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { keptRevisionsOf, presentNote } from '#lib/kube/config-revisions.ts';
import { callerOf } from './caller.ts';
import { type ConfigParams, configSubject } from './config-subject.ts';
import { viewerOf } from './viewer.ts';

/** The history of a ConfigMap, with who changed it elsewhere and when, as far as managedFields tell. */
export async function listConfigHistory({ params, request }: Call<ConfigParams, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const { hub } = viewer.value;
  const subject = configSubject(hub, params);
  if (!subject.ok) return subject;
  const fresh = await readConfigMap(caller.value.connection, params.namespace, params.name);
  if (!fresh.ok) return fresh;
  const kept = keptRevisionsOf(fresh.value.uid, hub.stores.controllerrevisions.values());
  return ok({ items: historyOf(kept, presentNote(fresh.value, kept, null)), freshness: hub.freshness() });
}
