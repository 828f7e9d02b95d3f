import { sendJson } from '#lib/client/fetcher.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionTarget, ActionWrite, FunctionAction } from '#lib/domain/action/action.ts';
import type { ActionPreview } from '#lib/domain/action/preview.ts';
import type { ActionProgress } from '#lib/domain/action/progress.ts';
import type { QuotaHeadroom } from '#lib/domain/action/quota.ts';
import type { Right } from '#lib/domain/result.ts';

/** The answer of `…/preview`. */
export interface PreviewAnswer extends Omit<ActionPreview, 'commit'> {
  missing: Right[];
  /** YAML. */
  commit: string | null;
  write: ActionWrite | null;
  dryRun: { ok: boolean; detail: string } | null;
  quota: QuotaHeadroom | null;
  /** Of the function, as it was read for this preview. */
  spec: Record<string, unknown>;
  resourceVersion: string;
  generation: number | null;
}

/** The answer of `GET /api/v1/actions/{id}`, as far as it is shown. */
export interface ProgressAnswer extends ActionProgress {
  id: string;
  summary: string;
}

/** What a person adds to an action. */
export interface Typed {
  reason: string;
  confirm: string;
  overrideFreeze: boolean;
}

const functionPath = ({ namespace, kind, name }: ActionTarget): string =>
  `/api/v1/functions/${encodeURIComponent(namespace)}/${kind}/${encodeURIComponent(name)}`;

const pathOf: Partial<Record<FunctionAction, string>> = { setAutoscalerBounds: 'autoscaler' };

export const previewPath = (target: ActionTarget): string => `${functionPath(target)}/preview`;

/**
 * The request that does what a preview showed. It says what it was shown for, so that nothing else is done where somebody
 * was faster.
 */
export function actionCall(
  preview: PreviewAnswer,
  typed: Typed,
  podUid?: string,
): { path: string; body: object } {
  const { request, target, confirm, freeze, from, generation } = preview;
  const common = {
    ...(typed.reason.trim() && { reason: typed.reason.trim() }),
    ...(confirm && { confirm: typed.confirm }),
    ...(freeze && typed.overrideFreeze && { overrideFreeze: true }),
  };
  const { action, ...parameters } = request;
  if (request.action === 'evict')
    return {
      path: `/api/v1/pods/${encodeURIComponent(target.namespace)}/${encodeURIComponent(request.pod)}/evict`,
      body: { ...common, ...(podUid !== undefined && { expect: { uid: podUid } }) },
    };
  const path = `${functionPath(target)}/${pathOf[request.action] ?? action}`;
  if (request.action === 'setAutoscalerBounds')
    return { path, body: { ...parameters, ...common, ...(from.bounds && { expect: from.bounds }) } };
  const expect = {
    ...(generation !== null && { generation }),
    ...(from.replicas !== null && { replicas: from.replicas }),
  };
  return { path, body: { ...parameters, ...common, expect } };
}

/** Acts. The same key with the same content acts once. */
export const act = (
  method: 'POST' | 'PUT',
  path: string,
  body: object,
  key: string,
): Promise<ActionAnswer | null> => sendJson<ActionAnswer>(method, path, body, { 'idempotency-key': key });
