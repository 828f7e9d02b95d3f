import type { ActionTarget } from '#lib/domain/action/action.ts';
import { workloadPath } from '#lib/domain/action/write.ts';
import type { Workload } from '#lib/domain/kubernetes.ts';
import { ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { trim } from './trim/trim.ts';
import { list, record, text, type Wire } from './trim/wire.ts';

/** A workload as the API server has it now: whole, and as the domain knows it. */
export interface FreshWorkload {
  raw: Wire;
  workload: Workload;
}

const options = { resource: '', keepsData: () => false };

/** Reads a workload from the API server, not from the watch. */
export async function readWorkload(
  connection: Connection,
  target: ActionTarget,
): Promise<Result<FreshWorkload, RequestFault>> {
  const answer = await requestJson(connection, workloadPath(target), { right: rightTo('get', target) });
  if (!answer.ok) return answer;
  const raw = record(answer.value);
  return ok({ raw, workload: workloadOf(target, raw) });
}

function workloadOf({ kind }: ActionTarget, raw: Wire): Workload {
  switch (kind) {
    case 'deployments':
      return { kind, object: trim(kind, raw, options) };
    case 'statefulsets':
      return { kind, object: trim(kind, raw, options) };
    case 'daemonsets':
      return { kind, object: trim(kind, raw, options) };
  }
}

/** The right to do something to one workload, or to its subresource. */
export function rightTo(verb: string, { namespace, kind, name }: ActionTarget, subresource?: string): Right {
  return { verb, group: 'apps', resource: kind, ...(subresource && { subresource }), namespace, name };
}

/** Who changed an object last, and when, by its managedFields; null where they do not say. */
export function lastChange(raw: Wire): { manager: string; at: string } | null {
  const entries = list(record(raw.metadata).managedFields)
    .map(record)
    .filter(({ subresource, manager }) => subresource !== 'status' && manager !== 'kube-controller-manager')
    .map(({ manager, time }) => ({ manager: text(manager) ?? '', at: text(time) ?? '' }))
    .filter(({ at }) => !Number.isNaN(Date.parse(at)))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return entries[0] ?? null;
}
