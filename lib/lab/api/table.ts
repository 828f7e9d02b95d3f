import { shownAs } from './encode.ts';
import type { LabObject } from './object.ts';
import * as cluster from './print/cluster.ts';
import * as network from './print/network.ts';
import { podPrinter } from './print/pods.ts';
import type { Printer } from './print/printer.ts';
import * as workloads from './print/workloads.ts';
import type { Resource } from './resources.ts';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

const printers: Record<string, Printer> = {
  pods: podPrinter,
  services: network.servicePrinter,
  endpoints: network.endpointsPrinter,
  'endpointslices.discovery.k8s.io': network.endpointSlicePrinter,
  'ingresses.networking.k8s.io': network.ingressPrinter,
  nodes: cluster.nodePrinter,
  namespaces: cluster.namespacePrinter,
  events: cluster.eventPrinter,
  configmaps: cluster.configMapPrinter,
  secrets: cluster.secretPrinter,
  serviceaccounts: cluster.serviceAccountPrinter,
  resourcequotas: cluster.quotaPrinter,
  'leases.coordination.k8s.io': cluster.leasePrinter,
  'roles.rbac.authorization.k8s.io': cluster.rolePrinter,
  'clusterroles.rbac.authorization.k8s.io': cluster.rolePrinter,
  'customresourcedefinitions.apiextensions.k8s.io': cluster.rolePrinter,
  'rolebindings.rbac.authorization.k8s.io': cluster.roleBindingPrinter,
  'clusterrolebindings.rbac.authorization.k8s.io': cluster.roleBindingPrinter,
  'deployments.apps': workloads.deploymentPrinter,
  'statefulsets.apps': workloads.statefulSetPrinter,
  'daemonsets.apps': workloads.daemonSetPrinter,
  'replicasets.apps': workloads.replicaSetPrinter,
  'controllerrevisions.apps': workloads.controllerRevisionPrinter,
  'jobs.batch': workloads.jobPrinter,
  'horizontalpodautoscalers.autoscaling': workloads.autoscalerPrinter,
  'poddisruptionbudgets.policy': workloads.disruptionBudgetPrinter,
};

export interface TableOptions {
  now: Date;
  version: 'v1' | 'v1beta1';
  include: IncludeObject;
  /** Left out after the first event of a watch. */
  columns: boolean;
  metadata: Record<string, unknown>;
}

/** meta.k8s.io Table as JSON: the columns and cells that kubectl prints. */
export function encodeTable(resource: Resource, objects: LabObject[], options: TableOptions): string {
  const printer = printers[resource.storage] ?? cluster.defaultPrinter;
  const columnDefinitions = printer.columns.map((column) => ({
    name: column.name,
    type: column.type ?? 'string',
    format: column.name === 'Name' ? 'name' : '',
    description: '',
    priority: column.wide ? 1 : 0,
  }));
  const rows = objects.map((object) => ({
    cells: printer.cells(object, options.now),
    ...(options.include === 'None' ? {} : { object: included(resource, object, options) }),
  }));
  return JSON.stringify({
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata: options.metadata,
    columnDefinitions: options.columns ? columnDefinitions : null,
    rows,
  });
}

function included(resource: Resource, object: LabObject, options: TableOptions): unknown {
  if (options.include === 'Object') return shownAs(resource, object);
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata: object.metadata,
  };
}
