import type {
  ControllerRevision,
  EndpointSet,
  HorizontalPodAutoscaler,
  Ingress,
  Node,
  ReplicaSet,
  Service,
  Workload,
} from '../kubernetes.ts';
import { type FunctionContext, functionRow } from './function-row.ts';
import type { FunctionDetail } from './function-view.ts';

/** Everything a function's page is made of beside the workload; all lists are those of the workload's namespace. */
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

/** Everything about one function. */
export function functionDetail(workload: Workload, context: FunctionDetailContext): FunctionDetail {
  const { metadata } = workload.object;
  return {
    ...functionRow(workload, context),
    labels: metadata.labels ?? {},
    strategy: { type: '', maxSurge: null, maxUnavailable: null, partition: null, paused: false },
    containers: [],
    revisions: [],
    services: [],
    autoscaler: null,
    disruptionBudget: null,
    config: [],
    in: [],
    resourceVersion: metadata.resourceVersion,
    generation: metadata.generation ?? null,
  };
}
