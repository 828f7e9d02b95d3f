import { array, type LabObject, numberOr, record, text, timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Workload } from '../objects.ts';
import type { Simulation } from '../simulation.ts';

const autoscalers = resourceOf('horizontalpodautoscalers');
const interval = 15_000;

/** Compares the load with the target every 15 seconds, and scales (pkg/controller/podautoscaler). */
export function startAutoscalers(sim: Simulation): void {
  for (const item of sim.store.list(autoscalers)) evaluate(sim, item);
  sim.clock.every(interval, () => {
    for (const item of sim.store.list(autoscalers)) evaluate(sim, item);
  });
}

function evaluate(sim: Simulation, autoscaler: LabObject): void {
  const spec = record(autoscaler.spec);
  const { namespace, name } = autoscaler.metadata;
  const reference = record(spec.scaleTargetRef);
  const resource = resourceOf(text(reference.kind) || 'Deployment', 'apps');
  const target = sim.store.get(resource, namespace, text(reference.name)) as Workload | undefined;
  if (target === undefined) return;
  const replicas = target.spec.replicas ?? 1;
  const goal = numberOr(
    record(record(record(array(spec.metrics)[0]).resource).target).averageUtilization,
    80,
  );
  const load = sim.scenario.loads.find((item) => item.namespace === namespace && item.name === name);
  const total =
    ((load?.percent ?? goal * replicas * 0.8) * sim.random.between(`${name}/${sim.clock.now()}`, 96, 104)) /
    100;
  const utilization = Math.round(total / Math.max(1, replicas));
  const ratio = utilization / goal;
  const wanted = Math.abs(ratio - 1) <= 0.1 ? replicas : Math.ceil(total / goal);
  const desired =
    replicas === 0
      ? 0
      : Math.min(numberOr(spec.maxReplicas, 10), Math.max(numberOr(spec.minReplicas, 1), wanted));
  if (desired !== replicas) {
    sim.store.modify(resource, namespace, target.metadata.name, (copy) => {
      (copy as Workload).spec.replicas = desired;
    });
    const why =
      desired > replicas
        ? 'cpu resource utilization (percentage of request) above target'
        : 'All metrics below target';
    sim.events.record(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${why}`, {
      component: 'horizontal-pod-autoscaler',
    });
  }
  const now = timestamp(new Date(sim.clock.now()));
  sim.store.modify(
    autoscalers,
    namespace,
    name,
    (copy) => {
      const before = record(copy.status);
      const known = array(before.conditions).map(record);
      const condition = (type: string, status: string, reason: string, message: string) => {
        const same = known.find((item) => item.type === type && item.status === status);
        return { type, status, lastTransitionTime: same?.lastTransitionTime ?? now, reason, message };
      };
      copy.status = {
        ...(desired !== replicas
          ? { lastScaleTime: now }
          : before.lastScaleTime
            ? { lastScaleTime: before.lastScaleTime }
            : {}),
        currentReplicas: replicas,
        desiredReplicas: desired,
        currentMetrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              current: { averageUtilization: utilization, averageValue: `${utilization * 2}m` },
            },
          },
        ],
        conditions: [
          condition('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size'),
          condition(
            'ScalingActive',
            replicas === 0 ? 'False' : 'True',
            replicas === 0 ? 'ScalingDisabled' : 'ValidMetricFound',
            replicas === 0
              ? 'scaling is disabled since the replica count of the target is zero'
              : 'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
          ),
          condition(
            'ScalingLimited',
            'False',
            'DesiredWithinRange',
            'the desired count is within the acceptable range',
          ),
        ],
      };
    },
    { subresource: 'status' },
  );
}
