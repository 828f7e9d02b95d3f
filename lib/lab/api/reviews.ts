import { withAuthenticated } from './authenticate.ts';
import type { LabUser } from './hooks.ts';
import type { Call } from './lab-context.ts';
import { array, record, text } from './object.ts';
import { authorize, boundRules } from './rbac.ts';
import { groupVersion } from './resources.ts';

/** Answers the create-only review resources. */
export function review(call: Call, body: Record<string, unknown>): Record<string, unknown> {
  const { resource, user } = call;
  const spec = record(body.spec);
  const answer = (status: Record<string, unknown>) => ({
    kind: resource.kind,
    apiVersion: groupVersion(resource),
    metadata: { creationTimestamp: null },
    ...(body.spec === undefined ? {} : { spec }),
    status,
  });
  switch (resource.plural) {
    case 'selfsubjectaccessreviews':
      return answer(access(call, user, spec));
    case 'subjectaccessreviews':
      return answer(access(call, { name: text(spec.user), groups: array(spec.groups).map(text) }, spec));
    case 'selfsubjectrulesreviews':
      return answer(rules(call, text(spec.namespace)));
    case 'selfsubjectreviews':
      return answer({ userInfo: userInfo(user) });
    default:
      return answer(tokenStatus(call, text(spec.token)));
  }
}

function access({ lab }: Call, user: LabUser, spec: Record<string, unknown>): Record<string, unknown> {
  const asked = record(spec.resourceAttributes);
  if (spec.resourceAttributes === undefined) {
    // Non-resource paths: discovery and health are open to everybody who has signed in.
    return {
      allowed: user.groups.includes('system:masters') || record(spec.nonResourceAttributes).verb === 'get',
    };
  }
  const subresource = text(asked.subresource);
  const decision = authorize(lab.store, withAuthenticated(user), {
    verb: text(asked.verb),
    group: text(asked.group),
    resource: subresource === '' ? text(asked.resource) : `${text(asked.resource)}/${subresource}`,
    name: text(asked.name) || undefined,
    namespace: text(asked.namespace) || undefined,
  });
  return { allowed: decision.allowed, ...(decision.reason === '' ? {} : { reason: decision.reason }) };
}

function rules({ lab, user }: Call, namespace: string): Record<string, unknown> {
  const all = user.groups.includes('system:masters')
    ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]
    : boundRules(lab.store, user, namespace || undefined).map(({ rule }) => ({
        verbs: rule.verbs,
        apiGroups: rule.apiGroups,
        resources: rule.resources,
        ...(rule.resourceNames.length > 0 ? { resourceNames: rule.resourceNames } : {}),
      }));
  return {
    resourceRules: all,
    nonResourceRules: [
      {
        verbs: ['get'],
        nonResourceURLs: [
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
        ],
      },
    ],
    incomplete: false,
  };
}

function tokenStatus({ lab }: Call, token: string): Record<string, unknown> {
  const user = lab.faults.deniedTokens.has(token) ? undefined : lab.users.get(token);
  if (user === undefined) return { authenticated: false, user: {}, error: '[invalid bearer token]' };
  return { authenticated: true, user: userInfo(withAuthenticated(user)) };
}

function userInfo(user: LabUser): Record<string, unknown> {
  return { username: user.name, ...(user.uid === undefined ? {} : { uid: user.uid }), groups: user.groups };
}
