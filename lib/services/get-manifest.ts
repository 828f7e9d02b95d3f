import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { workloadManifest } from '#lib/kube/workload-manifest.ts';
import { running } from '#lib/live/running.ts';
import type { FunctionParams } from './get-function.ts';

/** The manifest as YAML, read now. */
export async function getManifest({ params }: Call<FunctionParams, unknown>) {
  const manifest = await workloadManifest(running().connection, params);
  if (!manifest.ok) return manifest;
  const headers = { 'content-type': 'text/yaml; charset=utf-8', 'cache-control': 'no-store' };
  return ok(new Response(manifest.value, { headers }));
}
