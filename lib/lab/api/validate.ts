import { array, isRecord, type LabObject, record, sameJson, text } from './object.ts';
import type { Resource } from './resources.ts';
import { selectorMatcher } from './selectors.ts';
import { invalid, type StatusCause } from './status-error.ts';
import {
  checkLabels,
  forbiddenField,
  invalidValue,
  required,
  validateMetadata,
} from './validate-metadata.ts';

type Fields = Record<string, unknown>;

const configMapLimit = 1024 * 1024;
const workloads = new Set(['deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'replicasets.apps']);

/** The refusals that users meet when they write objects, in Kubernetes' words. Throws 422 with a cause per field. */
export function validate(resource: Resource, object: LabObject, before: LabObject | undefined): void {
  const causes = [
    ...(before === undefined
      ? validateMetadata(resource, object)
      : checkLabels('metadata.labels', object.metadata.labels)),
    ...validateKind(resource, object, before),
  ];
  const name = object.metadata.name || object.metadata.generateName || '';
  if (causes.length > 0) throw invalid(resource, name, causes);
}

function validateKind(resource: Resource, object: LabObject, before: LabObject | undefined): StatusCause[] {
  const spec = record(object.spec);
  if (workloads.has(resource.storage)) return validateWorkload(resource, spec, before && record(before.spec));
  switch (resource.storage) {
    case 'pods':
      return before === undefined
        ? validatePodSpec(spec, 'spec')
        : validatePodUpdate(spec, record(before.spec));
    case 'configmaps':
      return validateConfigMap(object, before);
    case 'services':
      return validateService(spec, before && record(before.spec));
    case 'horizontalpodautoscalers.autoscaling':
      return Number(spec.maxReplicas ?? 0) < Number(spec.minReplicas ?? 1)
        ? [
            invalidValue(
              'spec.maxReplicas',
              spec.maxReplicas ?? 0,
              'must be greater than or equal to `minReplicas`',
            ),
          ]
        : [];
    default:
      return [];
  }
}

function validateWorkload(resource: Resource, spec: Fields, before: Fields | undefined): StatusCause[] {
  const causes = replicas(spec);
  const selector = spec.selector;
  const template = record(spec.template);
  const labels = record(template.metadata).labels;
  if (!isRecord(selector)) causes.push(required('spec.selector'));
  else if (Object.keys(record(selector.matchLabels)).length + array(selector.matchExpressions).length === 0) {
    causes.push(
      invalidValue('spec.selector', selector, `empty selector is invalid for ${resource.kind.toLowerCase()}`),
    );
  } else if (!selectorMatcher(selector)({ metadata: { labels } } as unknown as LabObject)) {
    causes.push(
      invalidValue(
        'spec.template.metadata.labels',
        labels ?? null,
        '`selector` does not match template `labels`',
      ),
    );
  }
  causes.push(...checkLabels('spec.template.metadata.labels', labels));
  causes.push(...validatePodSpec(record(template.spec), 'spec.template.spec'));
  if (before !== undefined) causes.push(...validateWorkloadUpdate(resource, spec, before));
  return causes;
}

function replicas(spec: Fields): StatusCause[] {
  if (spec.replicas === undefined || (Number.isInteger(spec.replicas) && Number(spec.replicas) >= 0))
    return [];
  return [invalidValue('spec.replicas', spec.replicas, 'must be greater than or equal to 0')];
}

const statefulSetChangeable = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

function validateWorkloadUpdate(resource: Resource, spec: Fields, before: Fields): StatusCause[] {
  if (resource.storage === 'statefulsets.apps') {
    const rest = (fields: Fields) =>
      Object.fromEntries(Object.entries(fields).filter(([key]) => !statefulSetChangeable.includes(key)));
    if (sameJson(rest(spec), rest(before))) return [];
    return [
      forbiddenField(
        'spec',
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      ),
    ];
  }
  return sameJson(spec.selector, before.selector)
    ? []
    : [invalidValue('spec.selector', spec.selector, 'field is immutable')];
}

function validatePodSpec(spec: Fields, field: string): StatusCause[] {
  const containers = array(spec.containers).map(record);
  if (containers.length === 0) return [required(`${field}.containers`)];
  const volumes = new Set(array(spec.volumes).map((volume) => text(record(volume).name)));
  const names = new Set<string>();
  return containers.flatMap((container, index) => {
    const at = `${field}.containers[${index}]`;
    const name = text(container.name);
    const causes: StatusCause[] = [];
    if (name === '') causes.push(required(`${at}.name`));
    else if (names.has(name)) {
      causes.push({
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${JSON.stringify(name)}`,
        field: `${at}.name`,
      });
    }
    names.add(name);
    if (text(container.image) === '') causes.push(required(`${at}.image`));
    for (const [position, mount] of array(container.volumeMounts).map(record).entries()) {
      if (volumes.has(text(mount.name))) continue;
      causes.push({
        reason: 'FieldValueNotFound',
        message: `Not found: ${JSON.stringify(text(mount.name))}`,
        field: `${at}.volumeMounts[${position}].name`,
      });
    }
    return causes;
  });
}

/** Images, deadlines, grace and tolerations may change; nothing else of a pod. */
function validatePodUpdate(spec: Fields, before: Fields): StatusCause[] {
  const fixed = (fields: Fields) => {
    const {
      activeDeadlineSeconds: _d,
      terminationGracePeriodSeconds: _g,
      tolerations: _t,
      schedulingGates: _s,
      ...rest
    } = fields;
    const withoutImage = (list: unknown) => array(list).map((item) => ({ ...record(item), image: '' }));
    return {
      ...rest,
      containers: withoutImage(fields.containers),
      initContainers: withoutImage(fields.initContainers),
    };
  };
  if (sameJson(fixed(spec), fixed(before))) return [];
  return [
    forbiddenField(
      'spec',
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    ),
  ];
}

function validateConfigMap(object: LabObject, before: LabObject | undefined): StatusCause[] {
  const causes: StatusCause[] = [];
  let size = 0;
  for (const [field, entries] of [
    ['data', record(object.data)],
    ['binaryData', record(object.binaryData)],
  ] as const) {
    for (const [key, value] of Object.entries(entries)) {
      if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
        causes.push(
          invalidValue(
            `${field}[${key}]`,
            key,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
          ),
        );
      }
      size +=
        field === 'data' ? Buffer.byteLength(String(value)) : Buffer.from(String(value), 'base64').length;
    }
  }
  if (size > configMapLimit) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: must have at most ${configMapLimit} bytes`,
      field: '[]',
    });
  }
  if (before?.immutable === true) {
    const frozen = 'field is immutable when `immutable` is set';
    if (object.immutable !== true) causes.push(forbiddenField('immutable', frozen));
    if (!sameJson(object.data, before.data)) causes.push(forbiddenField('data', frozen));
    if (!sameJson(object.binaryData, before.binaryData)) causes.push(forbiddenField('binaryData', frozen));
  }
  return causes;
}

function validateService(spec: Fields, before: Fields | undefined): StatusCause[] {
  if (spec.type === 'ExternalName') return [];
  const causes: StatusCause[] = [];
  if (array(spec.ports).length === 0 && spec.clusterIP !== 'None') causes.push(required('spec.ports'));
  if (before?.clusterIP && spec.clusterIP !== before.clusterIP) {
    causes.push(invalidValue('spec.clusterIP', spec.clusterIP ?? '', 'field is immutable'));
  }
  return causes;
}
