import { runView } from '#lib/contracts/runs.ts';
import type { ControllerRevision } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { ChainRun } from '#lib/domain/run/chain-run.ts';
import type { Run } from '#lib/domain/run/run.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { runAnnotation, type StoredRecord, sealAnnotation, updateRecord } from '#lib/kube/run-record.ts';
import { running } from '#lib/live/running.ts';
import { isSealed, sealRecord } from './run-seal.ts';

/** A run with what its record says about itself. */
export interface KnownRun {
  run: Run;
  sealed: boolean;
  stored: StoredRecord;
}

/** Annotations of one object may have 262,144 bytes together. */
const maxBytes = 200_000;
const shape = runView.omit({ allowed: true }).loose();

export const placeOf = ({ namespace, name }: Pick<StoredRecord, 'namespace' | 'name'>): string =>
  `${namespace}/${name}`;

/** A record read; null for what is none: anybody may write such an object. */
export async function openRecord(stored: StoredRecord): Promise<KnownRun | null> {
  let value: unknown;
  try {
    value = JSON.parse(stored.json);
  } catch {
    return null;
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success || stored.name !== `cnf-run-${parsed.data.id}`) return null;
  if (parsed.data.target.namespace !== stored.namespace) return null;
  const sealed = await isSealed(placeOf(stored), stored.json, stored.seal);
  // What only the console writes is whole where the seal is good; without it nothing is done by it.
  return { run: value as Run, sealed, stored };
}

/** A run, or a chain's, as it is written: bounded. */
export async function closeRecord(
  place: { namespace: string; name: string },
  run: Run | ChainRun,
): Promise<Result<{ json: string; seal: string }>> {
  const json = JSON.stringify(run);
  if (Buffer.byteLength(json) > maxBytes)
    return fail('refused', `The run's record would have more than ${maxBytes} bytes: fewer pods at a time.`);
  return ok({ json, seal: await sealRecord(placeOf(place), json) });
}

/** Records a run anew; `conflict` where somebody else did since it was read. */
export async function saveRun(connection: Connection, known: KnownRun, run: Run): Promise<Result<KnownRun>> {
  const saved = await saveRecord(connection, known.stored, run);
  return saved.ok ? ok({ run, sealed: true, stored: saved.value }) : saved;
}

/** Fault `conflict` where somebody else wrote the record since it was read. */
export async function saveRecord(
  connection: Connection,
  stored: StoredRecord,
  run: Run | ChainRun,
): Promise<Result<StoredRecord>> {
  const closed = await closeRecord(stored, run);
  return closed.ok ? updateRecord(connection, stored, closed.value.json, closed.value.seal) : closed;
}

/** What was read of an object that has not changed since: records are large, and looked at twice a second. */
const opened = new WeakMap<ControllerRevision, KnownRun | null>();

async function openRevision(revision: ControllerRevision): Promise<KnownRun | null> {
  const { name, namespace = '', resourceVersion, annotations } = revision.metadata;
  const json = annotations?.[runAnnotation];
  if (json === undefined) return null;
  const known = opened.get(revision);
  // A seal that is not good may become so with another secret.
  if (known?.sealed || known === null) return known;
  const read = await openRecord({
    name,
    namespace,
    resourceVersion,
    json,
    seal: annotations?.[sealAnnotation] ?? '',
  });
  opened.set(revision, read);
  return read;
}

/** The runs that are recorded, as they are watched; the newest first. */
export async function watchedRuns(): Promise<KnownRun[]> {
  const found: KnownRun[] = [];
  for (const revision of running().hub.stores.controllerrevisions.values()) {
    const known = await openRevision(revision);
    if (known) found.push(known);
  }
  return found.sort((a, b) => Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt));
}
