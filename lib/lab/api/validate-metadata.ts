import { isRecord, type LabObject, record } from './object.ts';
import type { Resource } from './resources.ts';
import type { StatusCause } from './status-error.ts';

// Wording and expressions: apimachinery/pkg/util/validation/validation.go.
const label1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain1123 = `${label1123}(\\.${label1123})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${qualifiedName})?`;

const rules = {
  subdomain: {
    pattern: new RegExp(`^${subdomain1123}$`),
    length: 253,
    message: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain1123}')`,
  },
  label: {
    pattern: new RegExp(`^${label1123}$`),
    length: 63,
    message: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label1123}')`,
  },
  service: {
    pattern: new RegExp(`^${label1035}$`),
    length: 63,
    message: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${label1035}')`,
  },
};

export function invalidValue(field: string, value: unknown, why: string): StatusCause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}`, field };
}

export function required(field: string, why = ''): StatusCause {
  return {
    reason: 'FieldValueRequired',
    message: why === '' ? 'Required value' : `Required value: ${why}`,
    field,
  };
}

export function forbiddenField(field: string, why: string): StatusCause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field };
}

/** Name, labels and annotations of a new object. */
export function validateMetadata(resource: Resource, object: LabObject): StatusCause[] {
  const { name, generateName } = object.metadata;
  if (!name && !generateName) return [required('metadata.name', 'name or generateName is required')];
  const causes: StatusCause[] = [];
  if (name && resource.group !== 'rbac.authorization.k8s.io') causes.push(...checkName(resource, name));
  return [...causes, ...checkLabels('metadata.labels', object.metadata.labels)];
}

function checkName(resource: Resource, name: string): StatusCause[] {
  const rule =
    resource.storage === 'services'
      ? rules.service
      : resource.storage === 'namespaces'
        ? rules.label
        : rules.subdomain;
  const causes: StatusCause[] = [];
  if (name.length > rule.length) {
    causes.push(invalidValue('metadata.name', name, `must be no more than ${rule.length} characters`));
  }
  if (!rule.pattern.test(name)) causes.push(invalidValue('metadata.name', name, rule.message));
  return causes;
}

/** Keys and values of a map of labels. */
export function checkLabels(field: string, labels: unknown): StatusCause[] {
  const causes: StatusCause[] = [];
  if (labels !== undefined && labels !== null && !isRecord(labels))
    return [invalidValue(field, labels, 'must be a map')];
  for (const [key, value] of Object.entries(record(labels))) {
    const name = key.slice(key.indexOf('/') + 1);
    if (!new RegExp(`^${qualifiedName}$`).test(name) || name.length > 63) {
      causes.push(
        invalidValue(
          field,
          key,
          `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedName}')`,
        ),
      );
    }
    const text = String(value);
    if (text.length > 63) causes.push(invalidValue(field, text, 'must be no more than 63 characters'));
    if (!new RegExp(`^${labelValue}$`).test(text)) {
      causes.push(
        invalidValue(
          field,
          text,
          `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${labelValue}')`,
        ),
      );
    }
  }
  return causes;
}
