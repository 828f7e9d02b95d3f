import { removeOptions } from './delete-object.ts';
import type { Call } from './lab-context.ts';
import { array, type LabObject, numberOr, record, text, timestamp } from './object.ts';
import { resourceOf } from './resources.ts';
import { selectorMatcher } from './selectors.ts';
import { badRequest, notFound, StatusError, tooManyRequests } from './status-error.ts';

const pods = resourceOf('pods');
const budgets = resourceOf('poddisruptionbudgets');
const refusal = "Cannot evict pod as it would violate the pod's disruption budget.";

/** POST of an Eviction (pkg/registry/core/pod/storage/eviction.go): deletes the pod if its disruption budget allows it. */
export function evictPod(call: Call, body: Record<string, unknown>): Record<string, unknown> {
  const { lab, path } = call;
  const name = path.name ?? '';
  const bodyName = record(body.metadata).name;
  if (bodyName !== undefined && bodyName !== name)
    throw badRequest('name in URL does not match name in Eviction object');
  const pod = lab.store.get(pods, path.namespace, name);
  if (pod === undefined) throw notFound(pods, name);
  const options = removeOptions(call, record(body.deleteOptions));
  if (!needsNoBudget(pod)) takeFromBudget(call, pod, options.dryRun === true);
  lab.store.remove(pods, path.namespace, name, options);
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}

function needsNoBudget(pod: LabObject): boolean {
  const phase = text(record(pod.status).phase);
  return (
    pod.metadata.deletionTimestamp !== undefined ||
    phase === 'Succeeded' ||
    phase === 'Failed' ||
    phase === 'Pending'
  );
}

function takeFromBudget({ lab }: Call, pod: LabObject, dryRun: boolean): void {
  const matching = lab.store
    .list(budgets, pod.metadata.namespace)
    .filter((budget) => selectorMatcher(record(budget.spec).selector)(pod));
  const [budget] = matching;
  if (budget === undefined) return;
  if (matching.length > 1) {
    throw new StatusError(
      500,
      'InternalError',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  const status = record(budget.status);
  const healthy = numberOr(status.currentHealthy, 0);
  const needed = numberOr(status.desiredHealthy, 0);
  // A pod that is not ready takes nothing from a budget that is met.
  if (!isReady(pod) && healthy >= needed && needed > 0) return;
  if (numberOr(status.observedGeneration, 0) < (budget.metadata.generation ?? 1)) {
    refuse(`The disruption budget ${budget.metadata.name} is still being processed by the server.`);
  }
  const allowed = numberOr(status.disruptionsAllowed, 0);
  if (allowed <= 0) {
    refuse(
      `The disruption budget ${budget.metadata.name} needs ${needed} healthy pods and has ${healthy} currently`,
    );
  }
  if (dryRun) return;
  lab.store.modify(
    budgets,
    budget.metadata.namespace,
    budget.metadata.name,
    (copy) => {
      copy.status = {
        ...status,
        disruptionsAllowed: allowed - 1,
        disruptedPods: { ...record(status.disruptedPods), [pod.metadata.name]: timestamp(lab.store.now()) },
      };
    },
    { subresource: 'status' },
  );
}

function refuse(message: string): never {
  throw tooManyRequests(refusal, [{ reason: 'DisruptionBudget', message }]);
}

function isReady(pod: LabObject): boolean {
  return array(record(pod.status).conditions)
    .map(record)
    .some((condition) => condition.type === 'Ready' && condition.status === 'True');
}
