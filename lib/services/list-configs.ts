import type { Config } from '#lib/contracts/configs.ts';
import { changeAnnotation, historyOf, noteOf, readChange } from '#lib/domain/config/history.ts';
import { keyKind } from '#lib/domain/config/key-kind.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { configHash, keptRevisionsOf, sizeOf } from '#lib/kube/config-revisions.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import { driftOf } from './config-drift.ts';
import {
  type ConfigParams,
  type ConfigSubject,
  configPods,
  configSubject,
  configSubjects,
} from './config-subject.ts';
import { mayList, mayRead, viewerOf } from './viewer.ts';

/** A ConfigMap as the API shows it. */
function configView(hub: LiveView, { known, usedBy }: ConfigSubject): Config {
  const { metadata, data, binaryKeys = [], immutable = false, keys } = known;
  const { namespace = '', name, resourceVersion } = metadata;
  return {
    namespace,
    name,
    resourceVersion,
    immutable,
    data: data ?? null,
    binaryKeys,
    keys: keys.map((key) => ({ key, kind: keyKind(key), size: Buffer.byteLength(data?.[key] ?? '') })),
    size: sizeOf(data ?? {}),
    usedBy,
    pods: configPods(hub, { namespace, name }),
    history: watchedHistory(hub, known),
    drift: driftOf(namespace, name),
  };
}

/** The history by what is watched: managedFields are not, so a change from elsewhere has neither manager nor time yet. */
export function watchedHistory(
  { stores }: Pick<LiveView, 'stores'>,
  { metadata, data }: ConfigSubject['known'],
) {
  const kept = keptRevisionsOf(metadata.uid, stores.controllerrevisions.values());
  if (data === undefined) return historyOf(kept, null);
  const hash = configHash(data);
  const change = readChange(metadata.annotations?.[changeAnnotation], hash);
  const now = new Date().toISOString();
  const first = kept.length === 0;
  const last = first ? { manager: '', at: metadata.creationTimestamp } : null;
  const present = noteOf({ hash, size: sizeOf(data), changed: [], change, last, first, now });
  return historyOf(kept, present);
}

export async function listConfigs({ query, request }: Call<unknown, { namespace?: string | undefined }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const may = mayList(viewer.value, ['configmaps'], query.namespace);
  if (!may.ok) return may;
  const { hub } = viewer.value;
  const items = configSubjects(hub)
    .filter(({ known }) => query.namespace === undefined || known.metadata.namespace === query.namespace)
    .map((subject) => configView(hub, subject));
  return ok({ items, freshness: hub.freshness() });
}

export async function getConfig({ params, request }: Call<ConfigParams, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const may = mayRead(viewer.value, 'configmaps', params);
  if (!may.ok) return may;
  const { hub } = viewer.value;
  const found = configSubject(hub, params);
  if (!found.ok) return found;
  return ok({ ...configView(hub, found.value), freshness: hub.freshness() });
}
