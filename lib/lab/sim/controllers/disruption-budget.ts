import { type LabObject, record, timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Pod, Selector } from '../objects.ts';
import { scaled, selects } from '../selector.ts';
import type { Simulation } from '../simulation.ts';
import { isReady } from './pod-state.ts';
import { reconciler } from './reconciler.ts';

const budgets = resourceOf('poddisruptionbudgets');
const pods = resourceOf('pods');

/** Counts how many pods may be evicted now (pkg/controller/disruption). */
export function startDisruptionBudgets(sim: Simulation): void {
  const enqueue = reconciler(sim, (namespace, name) => {
    const budget = sim.store.get(budgets, namespace, name);
    if (budget !== undefined) write(sim, budget);
  });
  sim.subscribe(budgets, ({ type, object }) => {
    if (type !== 'DELETED') enqueue(object.metadata.namespace ?? '', object.metadata.name);
  });
  sim.subscribe(pods, ({ object, previous, type }) => {
    const pod = object as Pod;
    const before = previous as Pod | undefined;
    const same =
      before !== undefined &&
      isReady(before) === isReady(pod) &&
      before.metadata.deletionTimestamp === pod.metadata.deletionTimestamp;
    if (type === 'MODIFIED' && same) return;
    for (const budget of sim.store.list(budgets, pod.metadata.namespace)) {
      if (selects(record(budget.spec).selector as Selector, pod.metadata.labels))
        enqueue(budget.metadata.namespace ?? '', budget.metadata.name);
    }
  });
}

function write(sim: Simulation, budget: LabObject): void {
  const spec = record(budget.spec);
  const { namespace, name } = budget.metadata;
  const covered = (sim.store.list(pods, namespace) as Pod[]).filter(
    (pod) =>
      selects(spec.selector as Selector, pod.metadata.labels) &&
      pod.status.phase !== 'Succeeded' &&
      pod.status.phase !== 'Failed',
  );
  const expected = covered.filter((pod) => pod.metadata.deletionTimestamp === undefined).length;
  const healthy = covered.filter(
    (pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined,
  ).length;
  const desired =
    spec.maxUnavailable === undefined
      ? scaled(spec.minAvailable as number | string, expected, true)
      : Math.max(0, expected - scaled(spec.maxUnavailable as number | string, expected, true));
  const allowed = Math.max(0, healthy - desired);
  const condition = {
    type: 'DisruptionAllowed',
    status: allowed > 0 ? 'True' : 'False',
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: budget.metadata.generation,
  };
  sim.store.modify(
    budgets,
    namespace,
    name,
    (copy) => {
      const before = (
        record(copy.status).conditions as { status: string; lastTransitionTime: string }[] | undefined
      )?.[0];
      const same = before?.status === condition.status ? before.lastTransitionTime : undefined;
      copy.status = {
        conditions: [{ ...condition, lastTransitionTime: same ?? timestamp(new Date(sim.clock.now())) }],
        currentHealthy: healthy,
        desiredHealthy: desired,
        disruptionsAllowed: allowed,
        expectedPods: expected,
        observedGeneration: copy.metadata.generation,
      };
    },
    { subresource: 'status' },
  );
}
