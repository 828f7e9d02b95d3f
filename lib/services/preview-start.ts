import { stringify } from 'yaml';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { createFault, createManifest } from '#lib/kube/create-manifest.ts';
import { codeOf } from '#lib/kube/request.ts';
import { checkStart } from './start-check.ts';
import { planStart, type StartBody } from './start-plan.ts';
import { viewerOf } from './viewer.ts';

/**
 * The manifests of a new FRR, each tried as the caller, and its configuration checked; one that is refused does not keep the
 * others from being tried.
 */
export async function previewStart({ body, request }: Call<unknown, unknown, StartBody>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { caller } = viewer.value;
  const made = await planStart(caller, body);
  if (!made.ok) return made;
  const checking = checkStart(viewer.value, body);
  const tries = await Promise.all(
    made.value.map(async (manifest) => ({
      manifest,
      tried: await createManifest(caller.connection, manifest, true),
    })),
  );
  const check = await checking;
  if (!check.ok) return check;
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
    check: check.value,
  });
}
