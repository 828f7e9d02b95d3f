import { array, numberOr, record, text } from '../object.ts';
import { age, humanDuration } from './age.ts';
import { columns, containersAndImages, formatLabels, formatSelector, type Printer } from './printer.ts';

const count = (value: unknown) => numberOr(value, 0);
const templateSpec = (spec: Record<string, unknown>) => record(spec.template).spec;

export const deploymentPrinter: Printer = {
  columns: columns(
    'Name',
    'Ready',
    'Up-to-date#',
    'Available#',
    'Age',
    'Containers+',
    'Images+',
    'Selector+',
  ),
  cells: ({ metadata, spec, status }, now) => {
    const wanted = record(spec);
    const seen = record(status);
    return [
      metadata.name,
      `${count(seen.readyReplicas)}/${count(wanted.replicas)}`,
      count(seen.updatedReplicas),
      count(seen.availableReplicas),
      age(metadata.creationTimestamp, now),
      ...containersAndImages(templateSpec(wanted)),
      formatSelector(wanted.selector),
    ];
  },
};

export const statefulSetPrinter: Printer = {
  columns: columns('Name', 'Ready', 'Age', 'Containers+', 'Images+'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    `${count(record(status).readyReplicas)}/${count(record(spec).replicas)}`,
    age(metadata.creationTimestamp, now),
    ...containersAndImages(templateSpec(record(spec))),
  ],
};

export const daemonSetPrinter: Printer = {
  columns: columns(
    'Name',
    'Desired#',
    'Current#',
    'Ready#',
    'Up-to-date#',
    'Available#',
    'Node Selector',
    'Age',
    'Containers+',
    'Images+',
    'Selector+',
  ),
  cells: ({ metadata, spec, status }, now) => {
    const wanted = record(spec);
    const seen = record(status);
    return [
      metadata.name,
      count(seen.desiredNumberScheduled),
      count(seen.currentNumberScheduled),
      count(seen.numberReady),
      count(seen.updatedNumberScheduled),
      count(seen.numberAvailable),
      formatLabels(record(templateSpec(wanted)).nodeSelector),
      age(metadata.creationTimestamp, now),
      ...containersAndImages(templateSpec(wanted)),
      formatSelector(wanted.selector),
    ];
  },
};

export const replicaSetPrinter: Printer = {
  columns: columns('Name', 'Desired#', 'Current#', 'Ready#', 'Age', 'Containers+', 'Images+', 'Selector+'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    count(record(spec).replicas),
    count(record(status).replicas),
    count(record(status).readyReplicas),
    age(metadata.creationTimestamp, now),
    ...containersAndImages(templateSpec(record(spec))),
    formatSelector(record(spec).selector),
  ],
};

export const jobPrinter: Printer = {
  columns: columns('Name', 'Status', 'Completions', 'Duration', 'Age', 'Containers+', 'Images+', 'Selector+'),
  cells: ({ metadata, spec, status }, now) => {
    const wanted = record(spec);
    const seen = record(status);
    const start = Date.parse(text(seen.startTime));
    const end = seen.completionTime === undefined ? now.getTime() : Date.parse(text(seen.completionTime));
    return [
      metadata.name,
      jobStatus(seen, metadata.deletionTimestamp !== undefined),
      `${count(seen.succeeded)}/${numberOr(wanted.completions, 1)}`,
      Number.isNaN(start) || Number.isNaN(end) ? '' : humanDuration(end - start),
      age(metadata.creationTimestamp, now),
      ...containersAndImages(templateSpec(wanted)),
      formatSelector(wanted.selector),
    ];
  },
};

function jobStatus(status: Record<string, unknown>, isDeleted: boolean): string {
  const holds = (type: string) =>
    array(status.conditions).some((item) => record(item).type === type && record(item).status === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (isDeleted) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  if (holds('FailureTarget')) return 'FailureTarget';
  if (holds('SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

export const controllerRevisionPrinter: Printer = {
  columns: columns('Name', 'Controller', 'Revision#', 'Age'),
  cells: ({ metadata, revision }, now) => {
    const owner = metadata.ownerReferences?.find((reference) => reference.controller === true);
    const group = owner?.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
    return [
      metadata.name,
      owner === undefined ? '<none>' : `${owner.kind.toLowerCase()}${group}/${owner.name}`,
      count(revision),
      age(metadata.creationTimestamp, now),
    ];
  },
};

export const autoscalerPrinter: Printer = {
  columns: columns('Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas#', 'Age'),
  cells: ({ metadata, spec, status }, now) => {
    const wanted = record(spec);
    const target = record(wanted.scaleTargetRef);
    return [
      metadata.name,
      `${text(target.kind)}/${text(target.name)}`,
      autoscalerTargets(array(wanted.metrics), array(record(status).currentMetrics)),
      wanted.minReplicas === undefined ? '<unset>' : String(wanted.minReplicas),
      count(wanted.maxReplicas),
      count(record(status).currentReplicas),
      age(metadata.creationTimestamp, now),
    ];
  },
};

function autoscalerTargets(metrics: unknown[], current: unknown[]): string {
  const parts = metrics.map((metric, index) => {
    const resource = record(record(metric).resource);
    const target = record(resource.target);
    const now = record(record(record(current[index]).resource).current);
    const name = text(resource.name);
    const prefix = name === '' ? '' : `${name}: `;
    if (target.averageUtilization !== undefined) {
      const seen = now.averageUtilization === undefined ? '<unknown>' : `${String(now.averageUtilization)}%`;
      return `${prefix}${seen}/${String(target.averageUtilization)}%`;
    }
    return `${prefix}${text(now.averageValue) || '<unknown>'}/${text(target.averageValue) || '<unknown>'}`;
  });
  if (parts.length === 0) return '<none>';
  return parts.length > 2
    ? `${parts.slice(0, 2).join(', ')} + ${parts.length - 2} more...`
    : parts.join(', ');
}

export const disruptionBudgetPrinter: Printer = {
  columns: columns('Name', 'Min Available', 'Max Unavailable', 'Allowed Disruptions#', 'Age'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    String(record(spec).minAvailable ?? 'N/A'),
    String(record(spec).maxUnavailable ?? 'N/A'),
    count(record(status).disruptionsAllowed),
    age(metadata.creationTimestamp, now),
  ],
};
