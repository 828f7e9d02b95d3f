import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { workloadManifest } from '#lib/kube/workload-manifest.ts';
import { callerOf } from './caller.ts';
import type { FunctionParams } from './get-function.ts';

/** The manifest as YAML, read now. */
export async function getManifest({ params, request }: Call<FunctionParams, unknown>) {
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const manifest = await workloadManifest(caller.value.connection, params);
  if (!manifest.ok) return manifest;
  const headers = { 'content-type': 'text/yaml; charset=utf-8', 'cache-control': 'no-store' };
  return ok(new Response(manifest.value, { headers }));
}
