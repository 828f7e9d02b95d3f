import type { z } from 'zod';
import type { previewStart } from '#lib/contracts/start-frr.ts';
import { type Manifest, startManifests } from '#lib/domain/frr/start/manifests.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { requestJson } from '#lib/kube/request.ts';
import { dangerIn } from './apply-config.ts';
import type { Caller } from './caller.ts';

export type StartBody = z.output<NonNullable<typeof previewStart.body>>;

/** The objects of a new FRR for this cluster. Fault `refused` for a text that does something when FRR reads it. */
export async function planStart({ connection }: Caller, body: StartBody): Promise<Result<Manifest[]>> {
  const danger = 'text' in body.config ? dangerIn({ 'frr.conf': body.config.text }) : null;
  if (danger) return danger;
  const served = await requestJson(connection, '/apis/policy/v1');
  if (!served.ok && served.fault.kind !== 'not-found') return served;
  return ok(startManifests(body, { budgetVersion: served.ok ? 'policy/v1' : 'policy/v1beta1' }));
}

/** The command that takes objects away again, those that use others first. */
export function takeBack(namespace: string, objects: readonly Manifest[]): string {
  const names = objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`).reverse();
  return `kubectl delete -n ${namespace} ${names.join(' ')}`;
}
