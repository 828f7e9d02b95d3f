import type { StartUpgradeBody } from '#lib/contracts/upgrades.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { RunChange } from '#lib/domain/run/run.ts';
import type { Call } from '#lib/http/handle.ts';
import { beginRun } from './begin-run.ts';
import type { Subject } from './function-subject.ts';
import type { FunctionParams } from './get-function.ts';

/** Starts an upgrade; it goes on whether anybody looks or not. */
export const startUpgrade = ({ params, body, request }: Call<FunctionParams, unknown, StartUpgradeBody>) =>
  beginRun(request, params, {
    action: 'upgrade',
    kind: 'upgrade',
    method: 'replace',
    change: (subject) => imageChange(subject, body.images),
    strategy: body.strategy,
    reason: body.reason,
    overrideFreeze: body.overrideFreeze,
  });

/** Which images change; fault `refused` where a container is not there, or nothing changes, or it is paused. */
export function imageChange(subject: Subject, images: Record<string, string>): Result<RunChange> {
  const still = standsStill(subject);
  if (still) return still;
  const { metadata, spec } = subject.workload.object;
  const change: RunChange = { images: {}, annotations: {}, payload: null };
  for (const [name, to] of Object.entries(images)) {
    const from = spec.template.spec.containers.find((one) => one.name === name)?.image;
    if (from === undefined) return fail('refused', `${metadata.name} has no container ${name}.`);
    if (from !== to) change.images[name] = { from, to };
  }
  if (Object.keys(change.images).length === 0)
    return fail('refused', `${metadata.name} has these images already.`);
  return ok(change);
}

/** Why no pod of a workload would be replaced; null where they would. */
export function standsStill({ workload }: Subject) {
  const { metadata } = workload.object;
  if (metadata.deletionTimestamp) return fail('refused', `${metadata.name} is being deleted.`);
  if (workload.kind === 'deployments' && workload.object.spec.paused)
    return fail('refused', `${metadata.name} is paused: resume it first.`);
  return null;
}
