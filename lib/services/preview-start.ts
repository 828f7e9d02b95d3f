import { stringify } from 'yaml';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { createFault, createManifest } from '#lib/kube/create-manifest.ts';
import { codeOf } from '#lib/kube/request.ts';
import { callerOf } from './caller.ts';
import { planStart, type StartBody } from './start-plan.ts';

/** The manifests of a new FRR, each tried as the caller; one that is refused does not keep the others from being tried. */
export async function previewStart({ body, request }: Call<unknown, unknown, StartBody>) {
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const made = await planStart(caller.value, body);
  if (!made.ok) return made;
  const tries = await Promise.all(
    made.value.map(async (manifest) => ({
      manifest,
      tried: await createManifest(caller.value.connection, manifest, true),
    })),
  );
  const objects = tries.map(({ manifest, tried }) => ({
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    name: manifest.metadata.name,
    yaml: stringify(manifest, { aliasDuplicateObjects: false }),
    accepted: tried.ok,
    refusal: tried.ok ? null : createFault(tried.fault, manifest).detail,
  }));
  return ok({
    namespaceExists: !tries.some(({ tried }) => !tried.ok && codeOf(tried.fault) === 404),
    yaml: objects.map(({ yaml }) => yaml).join('---\n'),
    objects,
  });
}
