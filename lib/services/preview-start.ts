import { stringify } from 'yaml';
import type { z } from 'zod';
import type { previewStart as contract } from '#lib/contracts/start-frr.ts';
import { startManifests } from '#lib/domain/frr/start/manifests.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { requestJson } from '#lib/kube/request.ts';
import { write } from '#lib/kube/write.ts';
import { callerOf } from './caller.ts';

type Body = z.output<NonNullable<typeof contract.body>>;

const resources: Record<string, string> = {
  ConfigMap: 'configmaps',
  PodDisruptionBudget: 'poddisruptionbudgets',
  StatefulSet: 'statefulsets',
  Deployment: 'deployments',
};

/** The manifests of a new FRR, each tried as the caller; one that is refused does not keep the others from being tried. */
export async function previewStart({ body, request }: Call<unknown, unknown, Body>) {
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const { connection } = caller.value;
  const served = await requestJson(connection, '/apis/policy/v1');
  if (!served.ok && served.fault.kind !== 'not-found') return served;
  const made = startManifests(body, { budgetVersion: served.ok ? 'policy/v1' : 'policy/v1beta1' });
  const objects = await Promise.all(
    made.map(async (manifest) => {
      const { apiVersion, kind } = manifest;
      const { namespace, name } = manifest.metadata;
      const resource = resources[kind] ?? '';
      const [version = '', group = ''] = apiVersion.split('/').reverse();
      const root = group === '' ? `/api/${version}` : `/apis/${apiVersion}`;
      const tried = await write(
        connection,
        {
          method: 'POST',
          path: `${root}/namespaces/${namespace}/${resource}`,
          contentType: 'application/json',
          body: manifest,
        },
        { right: { verb: 'create', group, resource, namespace }, dryRun: true },
      );
      return {
        apiVersion,
        kind,
        name,
        yaml: stringify(manifest),
        accepted: tried.ok,
        refusal: tried.ok ? null : tried.fault.detail,
      };
    }),
  );
  return ok({ yaml: objects.map(({ yaml }) => yaml).join('---\n'), objects });
}
