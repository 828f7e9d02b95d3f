import type { ActionTarget } from '#lib/domain/action/action.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Revision } from '#lib/domain/workload/function-view.ts';
import { revisions } from '#lib/domain/workload/revisions.ts';
import type { Connection } from './connection.ts';
import type { FreshWorkload } from './read-workload.ts';
import { type RequestFault, requestJson } from './request.ts';
import { trim } from './trim/trim.ts';
import { list, record, type Wire } from './trim/wire.ts';

/** A revision with what it was made of: a whole ReplicaSet, or a ControllerRevision's `data`. */
export interface FreshRevision extends Revision {
  source: Wire;
}

const options = { resource: '', keepsData: () => false };

/**
 * A workload's revisions as they are now, the newest first, with their whole templates: what is watched has only the
 * parts that are shown.
 */
export async function readRevisions(
  connection: Connection,
  { namespace, kind }: ActionTarget,
  { workload, raw }: FreshWorkload,
): Promise<Result<FreshRevision[], RequestFault>> {
  const resource = kind === 'deployments' ? 'replicasets' : 'controllerrevisions';
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${resource}`;
  const selector = selectorText(record(record(raw.spec).selector));
  const query = selector === '' ? '' : `?labelSelector=${encodeURIComponent(selector)}`;
  const answer = await requestJson(connection, `${path}${query}`, {
    right: { verb: 'list', group: 'apps', resource, namespace },
  });
  if (!answer.ok) return answer;
  const items = list(record(answer.value).items).map(record);
  const none = { pods: [], replicaSets: [], controllerRevisions: [] };
  const found =
    resource === 'replicasets'
      ? revisions(workload, { ...none, replicaSets: items.map((item) => trim('replicasets', item, options)) })
      : revisions(workload, {
          ...none,
          controllerRevisions: items.map((item) => trim('controllerrevisions', item, options)),
        });
  return ok(
    found.flatMap((revision) => {
      const item = items.find((one) => record(one.metadata).name === revision.name);
      if (item === undefined) return [];
      return [{ ...revision, source: resource === 'replicasets' ? item : record(item.data) }];
    }),
  );
}

/** A label selector as a query has it. Source: kubernetes.io, Labels and Selectors, API. */
export function selectorText(selector: Wire): string {
  const equal = Object.entries(record(selector.matchLabels)).map(([key, value]) => `${key}=${String(value)}`);
  const sets = list(selector.matchExpressions)
    .map(record)
    .map(({ key, operator, values }) => {
      const set = `(${list(values).map(String).join(',')})`;
      if (operator === 'In') return `${String(key)} in ${set}`;
      if (operator === 'NotIn') return `${String(key)} notin ${set}`;
      return operator === 'Exists' ? String(key) : `!${String(key)}`;
    });
  return [...equal, ...sets].join(',');
}
