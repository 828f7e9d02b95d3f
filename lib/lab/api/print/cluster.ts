import { array, type LabObject, numberOr, record, text } from '../object.ts';
import { age } from './age.ts';
import { columns, type Printer } from './printer.ts';

const size = (value: unknown) => Object.keys(record(value)).length;

export const nodePrinter: Printer = {
  columns: columns(
    'Name',
    'Status',
    'Roles',
    'Age',
    'Version',
    'Internal-IP+',
    'External-IP+',
    'OS-Image+',
    'Kernel-Version+',
    'Container-Runtime+',
  ),
  cells: ({ metadata, spec, status }, now) => {
    const info = record(record(status).nodeInfo);
    const address = (type: string) =>
      text(record(array(record(status).addresses).find((item) => record(item).type === type)).address) ||
      '<none>';
    return [
      metadata.name,
      nodeStatus(record(spec), record(status)),
      nodeRoles(metadata.labels ?? {}),
      age(metadata.creationTimestamp, now),
      text(info.kubeletVersion),
      address('InternalIP'),
      address('ExternalIP'),
      text(info.osImage) || '<unknown>',
      text(info.kernelVersion) || '<unknown>',
      text(info.containerRuntimeVersion) || '<unknown>',
    ];
  },
};

function nodeStatus(spec: Record<string, unknown>, status: Record<string, unknown>): string {
  const ready = array(status.conditions)
    .map(record)
    .find((condition) => condition.type === 'Ready');
  const state = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec.unschedulable === true ? `${state},SchedulingDisabled` : state;
}

function nodeRoles(labels: Record<string, string>): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.entries(labels).flatMap(([key, value]) => {
    if (key.startsWith(prefix)) return key.length > prefix.length ? [key.slice(prefix.length)] : [];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return roles.length === 0 ? '<none>' : [...new Set(roles)].sort().join(',');
}

export const namespacePrinter: Printer = {
  columns: columns('Name', 'Status', 'Age'),
  cells: ({ metadata, status }, now) => [
    metadata.name,
    text(record(status).phase),
    age(metadata.creationTimestamp, now),
  ],
};

export const eventPrinter: Printer = {
  columns: columns(
    'Last Seen',
    'Type',
    'Reason',
    'Object',
    'Subobject+',
    'Source+',
    'Message',
    'First Seen+',
    'Count+#',
    'Name+',
  ),
  cells: (event, now) => {
    const series = record(event.series);
    const first = event.firstTimestamp ?? event.eventTime;
    const last = series.lastObservedTime ?? event.lastTimestamp ?? first;
    const object = record(event.involvedObject);
    const source = record(event.source);
    const component = text(source.component) || text(event.reportingComponent);
    const host = text(source.host);
    return [
      age(last, now),
      text(event.type),
      text(event.reason),
      `${text(object.kind).toLowerCase()}/${text(object.name)}`,
      text(object.fieldPath),
      host === '' ? component : `${component}, ${host}`,
      text(event.message).trim(),
      age(first, now),
      numberOr(series.count ?? event.count, 1),
      event.metadata.name,
    ];
  },
};

export const configMapPrinter: Printer = {
  columns: columns('Name', 'Data#', 'Age'),
  cells: ({ metadata, data, binaryData }, now) => [
    metadata.name,
    size(data) + size(binaryData),
    age(metadata.creationTimestamp, now),
  ],
};

export const secretPrinter: Printer = {
  columns: columns('Name', 'Type', 'Data#', 'Age'),
  cells: ({ metadata, type, data }, now) => [
    metadata.name,
    text(type),
    size(data),
    age(metadata.creationTimestamp, now),
  ],
};

export const serviceAccountPrinter: Printer = {
  columns: columns('Name', 'Secrets#', 'Age'),
  cells: ({ metadata, secrets }, now) => [
    metadata.name,
    array(secrets).length,
    age(metadata.creationTimestamp, now),
  ],
};

export const leasePrinter: Printer = {
  columns: columns('Name', 'Holder', 'Age'),
  cells: ({ metadata, spec }, now) => [
    metadata.name,
    text(record(spec).holderIdentity),
    age(metadata.creationTimestamp, now),
  ],
};

export const rolePrinter: Printer = {
  columns: columns('Name', 'Created At'),
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? '<unknown>'],
};

export const roleBindingPrinter: Printer = {
  columns: columns('Name', 'Role', 'Age', 'Users+', 'Groups+', 'ServiceAccounts+'),
  cells: (binding, now) => {
    const role = record(binding.roleRef);
    return [
      binding.metadata.name,
      `${text(role.kind)}/${text(role.name)}`,
      age(binding.metadata.creationTimestamp, now),
      subjects(binding, 'User'),
      subjects(binding, 'Group'),
      subjects(binding, 'ServiceAccount'),
    ];
  },
};

function subjects(binding: LabObject, kind: string): string {
  return array(binding.subjects)
    .map(record)
    .filter((subject) => subject.kind === kind)
    .map((subject) =>
      kind === 'ServiceAccount' ? `${text(subject.namespace)}/${text(subject.name)}` : text(subject.name),
    )
    .join(', ');
}

export const quotaPrinter: Printer = {
  columns: columns('Name', 'Age', 'Request', 'Limit'),
  cells: ({ metadata, spec, status }, now) => {
    const used = record(record(status).used);
    const hard = record(record(status).hard ?? record(spec).hard);
    const lines = (isLimit: boolean) =>
      Object.keys(hard)
        .sort()
        .filter((key) => key.startsWith('limits.') === isLimit)
        .map((key) => `${key}: ${String(used[key] ?? '')}/${String(hard[key])}`)
        .join(', ');
    return [metadata.name, age(metadata.creationTimestamp, now), lines(false), lines(true)];
  },
};

export const defaultPrinter: Printer = {
  columns: columns('Name', 'Age'),
  cells: ({ metadata }, now) => [metadata.name, age(metadata.creationTimestamp, now)],
};
