import type { ActionRequest } from '#lib/domain/action/action.ts';
import type { ActionPreview } from '#lib/domain/action/preview.ts';
import { type QuotaHeadroom, quotaHeadroom, unknownQuota } from '#lib/domain/action/quota.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { isServing } from '#lib/domain/workload/versions.ts';
import { podNeeds, readQuotas } from '#lib/kube/read-quotas.ts';
import type { Caller } from './caller.ts';
import type { Subject } from './function-subject.ts';

/** Whether the namespace's quotas leave room for an action; null for one that starts no pod. */
export async function quotaOf(
  caller: Caller,
  subject: Subject,
  { request, plan, to }: ActionPreview,
): Promise<Result<QuotaHeadroom | null>> {
  const { namespace } = subject.input.target;
  const serving = subject.input.pods.filter(isServing).length;
  const added = addedBy(request, to.replicas, serving, plan.surge);
  if (added === 0 && plan.restarts.length === 0) return ok(null);
  const quotas = await readQuotas(caller.connection, namespace);
  if (!quotas.ok) return quotas.fault.kind === 'forbidden' ? ok(unknownQuota) : quotas;
  const before = podNeeds(subject.raw);
  const earlier = subject.revisions.find(({ revision }) => revision === to.revision);
  const needs = request.action === 'rollback' && earlier ? podNeeds(earlier.source) : before;
  return ok(quotaHeadroom(quotas.value, { added, replaced: plan.restarts.length, needs, before }));
}

/** A pod that is replaced is gone, or ends, before the next one is counted; a rollout's surge comes on top. */
function addedBy({ action }: ActionRequest, wanted: number | null, serving: number, surge: number): number {
  if (action === 'scale') return Math.max(0, (wanted ?? 0) - serving);
  return action === 'evict' ? 0 : surge;
}
