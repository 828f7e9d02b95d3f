import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { keptRevisionsOf, readRevisionTexts } from '#lib/kube/config-revisions.ts';
import type { Connection } from '#lib/kube/connection.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import { askedConfig } from './asked-config.ts';
import type { ConfigParams } from './config-subject.ts';
import { watchedHistory } from './list-configs.ts';

/** The whole text of one revision of a ConfigMap's history. */
export async function getConfigRevision({
  params,
  request,
}: Call<ConfigParams & { revision: number }, unknown>) {
  const asked = await askedConfig(params, request);
  if (!asked.ok) return asked;
  const { caller, hub, subject } = asked.value;
  const { known } = subject;
  const data = await revisionTexts(
    caller.connection,
    hub,
    known.metadata.uid,
    params.namespace,
    params.revision,
  );
  if (!data.ok) return data;
  const listed = watchedHistory(hub, known).find(({ revision }) => revision === params.revision);
  if (listed === undefined) return fail('not-found', `There is no revision ${params.revision}.`);
  return ok({ ...listed, data: data.value, binaryKeys: known.binaryKeys ?? [] });
}

/** The texts of a revision by its number. */
export async function revisionTexts(
  connection: Connection,
  { stores }: Pick<LiveView, 'stores'>,
  uid: string,
  namespace: string,
  revision: number,
): Promise<Result<Record<string, string>>> {
  const kept = keptRevisionsOf(uid, stores.controllerrevisions.values()).find(
    (one) => one.revision === revision,
  );
  if (kept === undefined) return fail('not-found', `The history has no revision ${revision}, or no longer.`);
  return readRevisionTexts(connection, namespace, kept.name);
}
