import { chainRecord } from '#lib/contracts/chain-run.ts';
import type { ControllerRevision } from '#lib/domain/kubernetes.ts';
import type { ChainRun } from '#lib/domain/run/chain-run.ts';
import { recordName, runAnnotation, type StoredRecord, sealAnnotation } from '#lib/kube/run-record.ts';
import { running } from '#lib/live/running.ts';
import { isSealed } from './run-seal.ts';
import { placeOf } from './run-store.ts';

/** A chain's run with what its record says about itself. */
export interface KnownChain {
  run: ChainRun;
  sealed: boolean;
  stored: StoredRecord;
}

/** A record read; null for what is none: anybody may write such an object. */
export async function openChain(stored: StoredRecord): Promise<KnownChain | null> {
  let value: unknown;
  try {
    value = JSON.parse(stored.json);
  } catch {
    return null;
  }
  const parsed = chainRecord.safeParse(value);
  if (!parsed.success || stored.name !== recordName(parsed.data.id)) return null;
  if (parsed.data.namespace !== stored.namespace) return null;
  return { run: parsed.data, sealed: await isSealed(placeOf(stored), stored.json, stored.seal), stored };
}

const opened = new WeakMap<ControllerRevision, KnownChain | null>();

/** The chains' runs that are recorded, as they are watched; the newest first. */
export async function watchedChains(): Promise<KnownChain[]> {
  const found: KnownChain[] = [];
  for (const revision of running().hub.stores.controllerrevisions.values()) {
    const { name, namespace = '', resourceVersion, annotations } = revision.metadata;
    const json = annotations?.[runAnnotation];
    if (json === undefined || !name.startsWith(recordName('c')) || /-\d+$/.test(name)) continue;
    let known = opened.get(revision);
    if (known === undefined || known?.sealed === false) {
      const seal = annotations?.[sealAnnotation] ?? '';
      known = await openChain({ name, namespace, resourceVersion, json, seal });
      opened.set(revision, known);
    }
    if (known) found.push(known);
  }
  return found.sort((a, b) => Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt));
}
