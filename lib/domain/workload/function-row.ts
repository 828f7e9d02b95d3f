import { chainOf, chainOrder } from '../chain/chain-views.ts';
import { healthOf } from '../health.ts';
import type { ConfigMap, Pod, PodDisruptionBudget, Workload } from '../kubernetes.ts';
import { networksAnnotation } from '../network/pod-interfaces.ts';
import type { PodRow } from '../pod/pod-view.ts';
import type { RunBrief } from '../run/run-row.ts';
import { functionReasons } from './function-health.ts';
import type { FunctionRow, NetworkApproach } from './function-view.ts';
import { isRouting } from './is-routing.ts';
import { mainContainer } from './main-container.ts';
import { managedBy } from './managed-by.ts';
import { rolloutState } from './rollout.ts';
import { versionOfImage } from './version.ts';
import { functionVersions, isServing } from './versions.ts';

/** Everything a function's row is made of beside the workload itself. */
export interface FunctionContext {
  now: Date;
  /** The pods that the workload controls (`workloadOf`). */
  pods: readonly Pod[];
  /** Their rows, in any order. */
  podRows: readonly PodRow[];
  /** The PodDisruptionBudgets of the workload's namespace. */
  budgets: readonly PodDisruptionBudget[];
  /** Looks up a ConfigMap of the workload's namespace. */
  configMap(name: string): ConfigMap | undefined;
  /** Whether another member of its chain has an order (`shownChains`), which makes it one; taken as false where absent. */
  inChain?: boolean;
  /** The run that has it now; none where absent. */
  upgrade?: RunBrief | null;
}

/** A workload as lists and chains show it. */
export function functionRow(workload: Workload, context: FunctionContext): FunctionRow {
  const { metadata, spec } = workload.object;
  const labels = metadata.labels ?? {};
  const main = mainContainer(spec.template);
  const image = spec.template.spec.containers.find((c) => c.name === main)?.image;
  const chain = chainOf(metadata.labels);
  const order = chainOrder(metadata.annotations);
  const isMember = chain !== null && (order !== null || context.inChain === true);
  const routing = isRouting(spec.template.spec, context.configMap);
  const approach = approachOf(workload, context.podRows);
  const facts = {
    desired: desiredReplicas(workload),
    ready: readyReplicas(workload),
    versions: functionVersions(context.pods, main),
    rollout: rolloutState(workload),
    isMember,
  };
  const servingNames = new Set(context.pods.filter(isServing).map((pod) => pod.metadata.name));
  const servingRows = context.podRows.filter((row) => servingNames.has(row.name));
  const reasons = functionReasons(workload, {
    ...facts,
    podRows: servingRows,
    budgets: context.budgets,
    now: context.now,
  });
  return {
    namespace: metadata.namespace ?? '',
    kind: workload.kind,
    name: metadata.name,
    component: labels['app.kubernetes.io/component'] || labels['app.kubernetes.io/name'] || metadata.name,
    chain,
    order,
    versions: facts.versions,
    targetVersion: image ? versionOfImage(image) : null,
    desired: facts.desired,
    ready: facts.ready,
    health: healthOf(reasons),
    reasons,
    approach,
    routing,
    sessions: sessionsOf(servingRows),
    role: isMember ? 'chain' : routing ? 'routing' : approach === 'multus' ? 'networks' : 'other',
    managedBy: managedBy(metadata),
    rollout: facts.rollout,
    upgrade: context.upgrade ?? null,
    createdAt: metadata.creationTimestamp,
  };
}

/** Pods asked for; a DaemonSet asks for one on each node that fits. Absent replicas are 1: apps/v1 defaulting. */
export function desiredReplicas(workload: Workload): number {
  return workload.kind === 'daemonsets'
    ? (workload.object.status.desiredNumberScheduled ?? 0)
    : (workload.object.spec.replicas ?? 1);
}

function readyReplicas(workload: Workload): number {
  return (
    (workload.kind === 'daemonsets'
      ? workload.object.status.numberReady
      : workload.object.status.readyReplicas) ?? 0
  );
}

function approachOf(workload: Workload, podRows: readonly PodRow[]): NetworkApproach {
  const { template } = workload.object.spec;
  if (template.spec.hostNetwork) return 'host-network';
  const asks = (template.metadata?.annotations?.[networksAnnotation] ?? '').trim() !== '';
  return asks || podRows.some((row) => row.interfaces.length > 1) ? 'multus' : 'pod-network';
}

function sessionsOf(podRows: readonly PodRow[]): FunctionRow['sessions'] {
  const read = podRows.flatMap(({ routing }) => (routing && !routing.unread ? routing : []));
  if (read.length === 0) return null;
  return {
    established: read.reduce((sum, r) => sum + r.established, 0),
    configured: read.reduce((sum, r) => sum + r.configured, 0),
    ...(read.some(({ problem }) => problem !== null) && { incomplete: true }),
  };
}
