import type { LabObject } from './object.ts';
import { record } from './object.ts';
import type { Resource } from './resources.ts';
import { badRequest } from './status-error.ts';

export type Matcher = (object: LabObject) => boolean;

/** One requirement of a label selector. */
interface Requirement {
  key: string;
  operator: 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  values: string[];
}

const keyPattern = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const setBased = new RegExp(`^(${keyPattern})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equality = new RegExp(`^(${keyPattern})\\s*(==|!=|=|>|<)\\s*([-A-Za-z0-9_.]*)$`);
const existence = new RegExp(`^(!?)\\s*(${keyPattern})$`);

/** A label selector in text: `a=b,c!=d,e in (f,g),!h,i>1`. Throws 400 for what cannot be read. */
export function labelMatcher(selector: string): Matcher {
  const requirements = splitOutsideParentheses(selector).map((part) => parseRequirement(part, selector));
  return (object) =>
    requirements.every((requirement) => satisfies(object.metadata.labels ?? {}, requirement));
}

function splitOutsideParentheses(selector: string): string[] {
  const parts = selector.split(/,(?![^(]*\))/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function parseRequirement(part: string, selector: string): Requirement {
  const set = setBased.exec(part);
  if (set) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return { key: set[1] ?? '', operator: set[2] === 'in' ? 'in' : 'notin', values };
  }
  const equal = equality.exec(part);
  if (equal) {
    const operators = { '=': 'in', '==': 'in', '!=': 'notin', '>': 'gt', '<': 'lt' } as const;
    const operator = operators[equal[2] as keyof typeof operators];
    return { key: equal[1] ?? '', operator, values: [equal[3] ?? ''] };
  }
  const exists = existence.exec(part);
  if (exists) return { key: exists[2] ?? '', operator: exists[1] === '!' ? '!' : 'exists', values: [] };
  throw badRequest(`unable to parse requirement: invalid label selector "${part}" in "${selector}"`);
}

function satisfies(labels: Record<string, string>, { key, operator, values }: Requirement): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
    default: {
      const left = Number(value);
      const right = Number(values[0]);
      if (value === undefined || !Number.isInteger(left) || !Number.isInteger(right)) return false;
      return operator === 'gt' ? left > right : left < right;
    }
  }
}

/** A metav1.LabelSelector object, as in spec.selector. Empty selects everything. */
export function selectorMatcher(selector: unknown): Matcher {
  const { matchLabels, matchExpressions } = record(selector);
  const requirements: Requirement[] = Object.entries(record(matchLabels)).map(([key, value]) => ({
    key,
    operator: 'in',
    values: [String(value)],
  }));
  for (const item of Array.isArray(matchExpressions) ? matchExpressions : []) {
    const { key, operator, values } = record(item);
    const operators: Record<string, Requirement['operator']> = {
      In: 'in',
      NotIn: 'notin',
      Exists: 'exists',
      DoesNotExist: '!',
    };
    requirements.push({
      key: String(key),
      operator: operators[String(operator)] ?? 'in',
      values: Array.isArray(values) ? values.map(String) : [],
    });
  }
  return (object) =>
    requirements.every((requirement) => satisfies(object.metadata.labels ?? {}, requirement));
}

const selectableFields: Record<string, readonly string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  secrets: ['type'],
  'replicasets.apps': ['status.replicas'],
  'jobs.batch': ['status.successful'],
};

/** A field selector in text: `a=b,c!=d`, on the fields Kubernetes can select. Throws 400 for any other field. */
export function fieldMatcher(resource: Resource, selector: string): Matcher {
  const known = ['metadata.name', 'metadata.namespace', ...(selectableFields[resource.storage] ?? [])];
  const terms = selector
    .split(',')
    .filter((term) => term.trim() !== '')
    .map((term) => {
      const parsed = /^\s*([^=!\s]+)\s*(==|!=|=)\s*(.*?)\s*$/.exec(term);
      if (parsed === null)
        throw badRequest(`invalid field selector: '${selector}'; can't understand '${term}'`);
      const field = parsed[1] ?? '';
      if (!known.includes(field)) {
        const groupVersion = `${resource.group}/${resource.version}`;
        throw badRequest(
          `Unable to find "${groupVersion}, Resource=${resource.plural}" that match label selector "", field selector "${selector}": field label not supported: ${field}`,
        );
      }
      return { path: field.split('.'), equal: parsed[2] !== '!=', value: parsed[3] ?? '' };
    });
  return (object) => terms.every((term) => (fieldText(object, term.path) === term.value) === term.equal);
}

function fieldText(object: LabObject, path: string[]): string {
  let value: unknown = object;
  // Event sources are selected by their component.
  for (const key of path.join('.') === 'source' ? ['source', 'component'] : path) value = record(value)[key];
  return value === undefined || value === null ? '' : String(value);
}

/** Label and field selector of a request together; undefined when there is none. */
export function requestMatcher(resource: Resource, query: URLSearchParams): Matcher | undefined {
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  if (labels === '' && fields === '') return undefined;
  const byLabel = labelMatcher(labels);
  const byField = fieldMatcher(resource, fields);
  return (object) => byLabel(object) && byField(object);
}
