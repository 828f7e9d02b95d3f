import type { LabUser } from './hooks.ts';
import { array, type LabObject, record, text } from './object.ts';
import { resourceOf } from './resources.ts';
import { StatusError } from './status-error.ts';
import type { Store } from './store.ts';

export interface Attributes {
  verb: string;
  group: string;
  /** With its subresource: `pods/exec`. */
  resource: string;
  name?: string | undefined;
  namespace?: string | undefined;
}

export interface PolicyRule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames: string[];
  nonResourceURLs: string[];
}

export interface Decision {
  allowed: boolean;
  reason: string;
}

const roles = resourceOf('roles');
const clusterRoles = resourceOf('clusterroles');
const roleBindings = resourceOf('rolebindings');
const clusterRoleBindings = resourceOf('clusterrolebindings');

// What every Kubernetes cluster lets every signed-in user do (system:basic-user, system:discovery).
const basicRules: PolicyRule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    resourceNames: [],
    nonResourceURLs: [],
  },
  {
    verbs: ['create'],
    apiGroups: ['authentication.k8s.io'],
    resources: ['selfsubjectreviews'],
    resourceNames: [],
    nonResourceURLs: [],
  },
];

/** Judges a request by the stored roles and bindings; system:masters may do everything. */
export function authorize(store: Store, user: LabUser, asked: Attributes): Decision {
  if (user.groups.includes('system:masters')) return { allowed: true, reason: '' };
  for (const { rule, reason } of boundRules(store, user, asked.namespace)) {
    if (allows(rule, asked)) return { allowed: true, reason };
  }
  return { allowed: false, reason: '' };
}

/** Throws 403 in Kubernetes' words unless the request is allowed. */
export function requireAllowed(store: Store, user: LabUser, asked: Attributes): void {
  if (authorize(store, user, asked).allowed) return;
  throw forbiddenRequest(user, asked);
}

/** apiserver/pkg/endpoints/handlers/responsewriters/errors.go, forbiddenMessage. */
function forbiddenRequest(user: LabUser, asked: Attributes): StatusError {
  const { verb, group, resource, name, namespace } = asked;
  const plural = resource.split('/')[0] ?? resource;
  const qualified = group === '' ? plural : `${plural}.${group}`;
  const subject = name === undefined ? qualified : `${qualified} "${name}"`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return new StatusError(
    403,
    'Forbidden',
    `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
    { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: plural },
  );
}

function allows(rule: PolicyRule, asked: Attributes): boolean {
  const has = (list: string[], value: string) => list.includes('*') || list.includes(value);
  const [plural, subresource] = asked.resource.split('/');
  const names = subresource === undefined ? [] : [`${plural}/*`, `*/${subresource}`];
  return (
    has(rule.verbs, asked.verb) &&
    has(rule.apiGroups, asked.group) &&
    (has(rule.resources, asked.resource) || names.some((name) => rule.resources.includes(name))) &&
    (rule.resourceNames.length === 0 || (asked.name !== undefined && rule.resourceNames.includes(asked.name)))
  );
}

/** All rules that bind a user in a namespace (or at cluster scope), each with the binding it comes from. */
export function boundRules(
  store: Store,
  user: LabUser,
  namespace: string | undefined,
): { rule: PolicyRule; reason: string }[] {
  const found = basicRules.map((rule) => ({
    rule,
    reason: 'RBAC: allowed by ClusterRoleBinding "system:basic-user"',
  }));
  const add = (binding: LabObject) => {
    const subject = array(binding.subjects)
      .map(record)
      .find((item) => isSubject(item, user, binding.metadata.namespace));
    if (subject === undefined) return;
    const where = binding.metadata.namespace === undefined ? '' : `/${binding.metadata.namespace}`;
    const role = record(binding.roleRef);
    const reason = `RBAC: allowed by ${binding.kind} "${binding.metadata.name}${where}" of ${text(role.kind)} "${text(role.name)}" to ${text(subject.kind)} "${text(subject.name)}"`;
    for (const rule of rulesOfRole(store, role, binding.metadata.namespace)) found.push({ rule, reason });
  };
  for (const binding of store.list(clusterRoleBindings)) add(binding);
  if (namespace !== undefined) for (const binding of store.list(roleBindings, namespace)) add(binding);
  return found;
}

function isSubject(
  subject: Record<string, unknown>,
  user: LabUser,
  bindingNamespace: string | undefined,
): boolean {
  const name = text(subject.name);
  switch (subject.kind) {
    case 'User':
      return name === user.name;
    case 'Group':
      return user.groups.includes(name);
    case 'ServiceAccount':
      return user.name === `system:serviceaccount:${text(subject.namespace) || bindingNamespace}:${name}`;
    default:
      return false;
  }
}

function rulesOfRole(
  store: Store,
  role: Record<string, unknown>,
  namespace: string | undefined,
): PolicyRule[] {
  const name = text(role.name);
  const found =
    role.kind === 'ClusterRole'
      ? store.get(clusterRoles, undefined, name)
      : store.get(roles, namespace, name);
  return array(found?.rules).map((value) => {
    const rule = record(value);
    const strings = (list: unknown) => array(list).map(text);
    return {
      verbs: strings(rule.verbs),
      apiGroups: strings(rule.apiGroups),
      resources: strings(rule.resources),
      resourceNames: strings(rule.resourceNames),
      nonResourceURLs: strings(rule.nonResourceURLs),
    };
  });
}
