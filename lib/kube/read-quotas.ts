import type { ContainerNeeds, PodNeeds, Quota } from '#lib/domain/action/quota.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { list, record, strings, text, type Wire } from './trim/wire.ts';

/** The ResourceQuotas of a namespace, with what is used of them. */
export async function readQuotas(
  connection: Connection,
  namespace: string,
): Promise<Result<Quota[], RequestFault>> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/resourcequotas`;
  const right = { verb: 'list', group: '', resource: 'resourcequotas', namespace };
  const answer = await requestJson(connection, path, { right });
  if (!answer.ok) return answer;
  return ok(list(record(answer.value).items).map((item) => quotaOf(record(item))));
}

function quotaOf({ metadata, spec, status }: Wire): Quota {
  const { hard, scopes, scopeSelector } = record(spec);
  const now = record(status);
  const selected = list(record(scopeSelector).matchExpressions)
    .map(record)
    .map(({ scopeName, operator, values }) => ({
      name: text(scopeName) ?? '',
      operator: text(operator) ?? 'Exists',
      values: strings(values) ?? [],
    }));
  const plain = (strings(scopes) ?? []).map((name) => ({ name, operator: 'Exists', values: [] }));
  return {
    name: text(record(metadata).name) ?? '',
    hard: amounts(hard),
    used: amounts(now.used),
    scopes: [...plain, ...selected],
  };
}

/** What a pod asks for. @param object whose `spec.template` it is made of, as the API server gave it */
export function podNeeds(object: Wire): PodNeeds {
  const spec = record(record(record(object.spec).template).spec);
  const init = list(spec.initContainers)
    .map(record)
    .map((one) => needsOf(one, one.restartPolicy === 'Always' ? 'sidecar' : 'init'));
  const main = list(spec.containers).map((one) => needsOf(record(one), 'main'));
  return {
    containers: [...init, ...main],
    overhead: amounts(spec.overhead),
    priorityClass: text(spec.priorityClassName) || null,
    terminating: typeof spec.activeDeadlineSeconds === 'number',
  };
}

function needsOf({ resources }: Wire, role: ContainerNeeds['role']): ContainerNeeds {
  const { requests, limits } = record(resources);
  return { role, requests: amounts(requests), limits: amounts(limits) };
}

/** Quantities by name; the API server writes whole numbers as text, a CRD's may be numbers. */
function amounts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value)).flatMap(([name, amount]) =>
      typeof amount === 'string' || typeof amount === 'number' ? [[name, String(amount)]] : [],
    ),
  );
}
