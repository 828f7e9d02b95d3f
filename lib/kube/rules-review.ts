import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { list, record, strings } from './trim/wire.ts';

/** What somebody may do with resources; `*` stands for all. With names, only to objects of these names. */
export interface ResourceRule {
  verbs: readonly string[];
  groups: readonly string[];
  resources: readonly string[];
  names: readonly string[];
}

export interface Rules {
  rules: ResourceRule[];
  /** An authorizer (a webhook, say) cannot list its rules: what is not in them may be allowed, and what is in them denied. */
  incomplete: boolean;
}

/**
 * Everything the connection's user may do in a namespace, in one request.
 * Source: authorization.k8s.io/v1 SelfSubjectRulesReview, as `kubectl auth can-i --list` asks.
 */
export async function reviewRules(
  connection: Connection,
  namespace: string,
): Promise<Result<Rules, RequestFault>> {
  const answer = await requestJson(connection, '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    }),
  });
  if (!answer.ok) return answer;
  const status = record(record(answer.value).status);
  const rules = list(status.resourceRules)
    .map(record)
    .map((rule) => ({
      verbs: strings(rule.verbs) ?? [],
      groups: strings(rule.apiGroups) ?? [],
      resources: strings(rule.resources) ?? [],
      names: strings(rule.resourceNames) ?? [],
    }));
  // A server that does not say is not taken for complete.
  return ok({ rules, incomplete: status.incomplete !== false });
}

/** Whether the rules allow it; @param name of the object, absent for all of them, which a rule for some names does not give */
export function rulesAllow(
  rules: readonly ResourceRule[],
  { verb, group, resource, name }: { verb: string; group: string; resource: string; name?: string },
): boolean {
  const has = (values: readonly string[], wanted: string) => values.includes(wanted) || values.includes('*');
  return rules.some(
    (rule) =>
      has(rule.verbs, verb) &&
      has(rule.groups, group) &&
      has(rule.resources, resource) &&
      (rule.names.length === 0 || (name !== undefined && rule.names.includes(name))),
  );
}
