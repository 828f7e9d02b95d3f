import { objectKind } from '#lib/domain/action/write.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { RunKind, RunTarget } from '#lib/domain/run/run.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { list, record, text } from './trim/wire.ts';

/** On the ControllerRevision the record, on the workload the id of the run that has it. */
export const runAnnotation = 'cnf-console/run';
export const sealAnnotation = 'cnf-console/run-seal';
export const runLabel = 'cnf-console/run';

/** A record as the API server has it. */
export interface StoredRecord {
  name: string;
  namespace: string;
  resourceVersion: string;
  json: string;
  seal: string;
}

export const recordName = (id: string): string => `cnf-run-${id}`;

const pathOf = (namespace: string, name = ''): string =>
  `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/controllerrevisions${name && `/${encodeURIComponent(name)}`}`;
const right = (verb: string, namespace: string) => ({
  verb,
  group: 'apps',
  resource: 'controllerrevisions',
  namespace,
});

/** What belongs to the workload and goes with it; not as its controller, which would take it for a revision. */
export const ownedBy = ({ kind, name, uid }: RunTarget) => [
  { apiVersion: 'apps/v1', kind: objectKind[kind], name, uid },
];

function stored(value: unknown): StoredRecord {
  const meta = record(record(value).metadata);
  const annotations = record(meta.annotations);
  return {
    name: text(meta.name) ?? '',
    namespace: text(meta.namespace) ?? '',
    resourceVersion: text(meta.resourceVersion) ?? '',
    json: text(annotations[runAnnotation]) ?? '',
    seal: text(annotations[sealAnnotation]) ?? '',
  };
}

/** Creates a run's record. Fault `conflict` where there is one of that id. */
export async function createRecord(
  connection: Connection,
  run: {
    id: string;
    kind: RunKind | 'chain';
    target: RunTarget;
    number: number;
    /** Besides the target. */
    others?: readonly RunTarget[];
  },
  json: string,
  seal: string,
): Promise<Result<StoredRecord, RequestFault>> {
  const { namespace } = run.target;
  const answer = await requestJson(connection, pathOf(namespace), {
    method: 'POST',
    right: right('create', namespace),
    body: JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: recordName(run.id),
        namespace,
        labels: { [runLabel]: run.kind },
        annotations: { [runAnnotation]: json, [sealAnnotation]: seal },
        ownerReferences: [run.target, ...(run.others ?? [])].flatMap(ownedBy),
      },
      // Mandatory, and never changed: the record that changes is the annotation.
      data: { run: run.id },
      revision: run.number,
    }),
  });
  return answer.ok ? ok(stored(answer.value)) : answer;
}

/** Replaces what is recorded. Fault `conflict` where somebody else did so since it was read. */
export async function updateRecord(
  connection: Connection,
  before: Pick<StoredRecord, 'namespace' | 'name' | 'resourceVersion'>,
  json: string,
  seal: string,
): Promise<Result<StoredRecord, RequestFault>> {
  const answer = await requestJson(connection, pathOf(before.namespace, before.name), {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    right: right('patch', before.namespace),
    body: JSON.stringify({
      metadata: {
        resourceVersion: before.resourceVersion,
        annotations: { [runAnnotation]: json, [sealAnnotation]: seal },
      },
    }),
  });
  return answer.ok ? ok(stored(answer.value)) : answer;
}

export async function readRecord(
  connection: Connection,
  namespace: string,
  id: string,
): Promise<Result<StoredRecord, RequestFault>> {
  const answer = await requestJson(connection, pathOf(namespace, recordName(id)), {
    right: right('get', namespace),
  });
  return answer.ok ? ok(stored(answer.value)) : answer;
}

/** The records of a namespace. */
export async function listRecords(
  connection: Connection,
  namespace: string,
): Promise<Result<StoredRecord[], RequestFault>> {
  const answer = await requestJson(
    connection,
    `${pathOf(namespace)}?labelSelector=${encodeURIComponent(runLabel)}`,
    {
      right: right('list', namespace),
    },
  );
  return answer.ok ? ok(list(record(answer.value).items).map(stored)) : answer;
}

export async function deleteRecord(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<unknown, RequestFault>> {
  return requestJson(connection, pathOf(namespace, name), {
    method: 'DELETE',
    right: right('delete', namespace),
  });
}
