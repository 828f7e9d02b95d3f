import type {
  ControllerRevision,
  EndpointSet,
  HorizontalPodAutoscaler,
  Ingress,
  IntOrString,
  Node,
  PodDisruptionBudget,
  ReplicaSet,
  Service,
  Workload,
  WorkloadKind,
} from '../kubernetes.ts';
import { serviceSummary } from '../network/service-summary.ts';
import { servicesOf, waysIn } from '../network/ways-in.ts';
import { configUses } from './config-uses.ts';
import { type FunctionContext, functionRow } from './function-row.ts';
import type { Autoscaler, DisruptionBudget, FunctionDetail } from './function-view.ts';
import { revisions } from './revisions.ts';
import { matches } from './selector.ts';

/** Everything a function's page is made of beside the workload; the lists may hold objects of other namespaces. */
export interface FunctionDetailContext extends FunctionContext {
  replicaSets: readonly ReplicaSet[];
  controllerRevisions: readonly ControllerRevision[];
  services: readonly Service[];
  endpoints: readonly EndpointSet[];
  ingresses: readonly Ingress[];
  autoscalers: readonly HorizontalPodAutoscaler[];
  /** False where ConfigMaps are not allowed or not listed yet: then none is called missing. */
  configMapsKnown: boolean;
  /** Of the whole cluster. */
  nodes: readonly Node[];
}

/** As `scaleTargetRef` and `ownerReferences` name a workload. */
export const objectKinds = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
} as const satisfies Record<WorkloadKind, string>;

/** Everything about one function. */
export function functionDetail(
  workload: Workload,
  context: FunctionDetailContext,
): Omit<FunctionDetail, 'lab'> {
  const { metadata, spec } = workload.object;
  const namespace = metadata.namespace ?? '';
  const labels = spec.template.metadata?.labels;
  const target = { namespace, labels, spec: spec.template.spec, pod: null };
  const here = (o: { metadata: { namespace?: string } }) => o.metadata.namespace === namespace;
  const autoscaler = context.autoscalers
    .filter(here)
    .find(
      (a) =>
        a.spec.scaleTargetRef.kind === objectKinds[workload.kind] &&
        a.spec.scaleTargetRef.name === metadata.name,
    );
  const budget = context.budgets.filter(here).find((b) => matches(b.spec.selector, labels));
  const containers = [
    ...(spec.template.spec.initContainers ?? []).map((c) => ({
      name: c.name,
      image: c.image ?? '',
      init: true,
    })),
    ...spec.template.spec.containers.map((c) => ({ name: c.name, image: c.image ?? '', init: false })),
  ];
  return {
    ...functionRow(workload, context),
    labels: metadata.labels ?? {},
    strategy: strategyOf(workload),
    containers,
    revisions: revisions(workload, context),
    services: servicesOf(target, context).map((service) => serviceSummary(service, context.endpoints)),
    autoscaler: autoscaler ? autoscalerView(autoscaler) : null,
    disruptionBudget: budget ? budgetView(budget) : null,
    config: configUses(spec.template.spec, context.configMap, context.configMapsKnown),
    in: waysIn(target, context),
    resourceVersion: metadata.resourceVersion,
    generation: metadata.generation ?? null,
  };
}

/** Source of the defaults: apps/v1 (`RollingUpdate`; 25% and 25% for Deployments, 0 and 1 for DaemonSets are written out by the API server). */
function strategyOf(workload: Workload): FunctionDetail['strategy'] {
  const none = { maxSurge: null, maxUnavailable: null, partition: null, paused: false };
  if (workload.kind === 'deployments') {
    const { strategy, paused } = workload.object.spec;
    return {
      ...none,
      type: strategy?.type ?? 'RollingUpdate',
      ...limits(strategy?.rollingUpdate),
      paused: paused ?? false,
    };
  }
  const strategy = workload.object.spec.updateStrategy;
  const partition =
    workload.kind === 'statefulsets'
      ? (workload.object.spec.updateStrategy?.rollingUpdate?.partition ?? null)
      : null;
  return { ...none, type: strategy?.type ?? 'RollingUpdate', ...limits(strategy?.rollingUpdate), partition };
}

function limits(rolling: { maxSurge?: IntOrString; maxUnavailable?: IntOrString } | undefined) {
  return { maxSurge: text(rolling?.maxSurge), maxUnavailable: text(rolling?.maxUnavailable) };
}

/** An absent minimum is 1: autoscaling/v1 defaulting. */
function autoscalerView({ metadata, spec, status }: HorizontalPodAutoscaler): Autoscaler {
  return {
    name: metadata.name,
    min: spec.minReplicas ?? 1,
    max: spec.maxReplicas,
    current: status.currentReplicas ?? null,
    desired: status.desiredReplicas ?? null,
  };
}

function budgetView({ metadata, spec, status }: PodDisruptionBudget): DisruptionBudget {
  return {
    name: metadata.name,
    minAvailable: text(spec.minAvailable),
    maxUnavailable: text(spec.maxUnavailable),
    disruptionsAllowed: status.disruptionsAllowed ?? null,
    currentHealthy: status.currentHealthy ?? null,
    desiredHealthy: status.desiredHealthy ?? null,
  };
}

function text(value: IntOrString | undefined): string | null {
  return value === undefined ? null : String(value);
}
