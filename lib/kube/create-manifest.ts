import type { Manifest } from '#lib/domain/frr/start/manifests.ts';
import { fail, type Result, type Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault } from './request.ts';
import type { Wire } from './trim/wire.ts';
import { write } from './write.ts';

const resources: Record<string, string> = {
  ConfigMap: 'configmaps',
  Service: 'services',
  PodDisruptionBudget: 'poddisruptionbudgets',
  StatefulSet: 'statefulsets',
  Deployment: 'deployments',
};

/** Creates an object. Faults in the API server's own words; `conflict` where one of its name exists. */
export async function createManifest(
  connection: Connection,
  manifest: Manifest,
  dryRun: boolean,
): Promise<Result<Wire, RequestFault>> {
  const { apiVersion, kind, metadata } = manifest;
  const { namespace } = metadata;
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const root = group === '' ? `/api/${version}` : `/apis/${apiVersion}`;
  const resource = resources[kind] ?? '';
  const right: Right = { verb: 'create', group: group ?? '', resource, namespace };
  return write(
    connection,
    {
      method: 'POST',
      path: `${root}/namespaces/${encodeURIComponent(namespace)}/${resource}`,
      contentType: 'application/json',
      body: manifest,
    },
    { right, dryRun },
  );
}

/** A refusal with what it means where the API server's words do not say it. */
export function createFault(fault: RequestFault, { kind, metadata }: Manifest): RequestFault {
  const { name, namespace } = metadata;
  switch (codeOf(fault)) {
    case 404:
      return fail('not-found', `There is no namespace ${namespace}: create it first, or choose another.`)
        .fault;
    case 409:
      return fail('conflict', `${kind} ${name} exists already in namespace ${namespace}.`).fault;
    default:
      return fault;
  }
}
