import { chainOf, chainOrder } from '../chain/chain-views.ts';
import type { ConfigMap, Pod, PodDisruptionBudget, Workload } from '../kubernetes.ts';
import type { PodRow } from '../pod/pod-view.ts';
import type { FunctionRow } from './function-view.ts';
import { isRouting } from './is-routing.ts';
import { mainContainer } from './main-container.ts';
import { managedBy } from './managed-by.ts';
import { rolloutState } from './rollout.ts';
import { versionOfImage } from './version.ts';
import { functionVersions } from './versions.ts';

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
}

/** A workload as lists and chains show it. */
export function functionRow(workload: Workload, context: FunctionContext): FunctionRow {
  const { metadata, spec } = workload.object;
  const main = mainContainer(spec.template);
  const image = spec.template.spec.containers.find((c) => c.name === main)?.image;
  return {
    namespace: metadata.namespace ?? '',
    kind: workload.kind,
    name: metadata.name,
    component:
      metadata.labels?.['app.kubernetes.io/component'] ??
      metadata.labels?.['app.kubernetes.io/name'] ??
      metadata.name,
    chain: chainOf(metadata.labels),
    order: chainOrder(metadata.annotations),
    versions: functionVersions(context.pods, main),
    targetVersion: image ? versionOfImage(image) : null,
    desired: 0,
    ready: 0,
    health: 'ok',
    reasons: [],
    approach: 'pod-network',
    routing: isRouting(spec.template.spec, context.configMap),
    sessions: null,
    role: 'other',
    managedBy: managedBy(metadata),
    rollout: rolloutState(workload),
    createdAt: metadata.creationTimestamp,
  };
}
