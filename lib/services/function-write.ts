import type { ActionRequest, ActionTarget, ActionWrite } from '#lib/domain/action/action.ts';
import { type Refusal, refusalOf, targetRevision } from '#lib/domain/action/allowed.ts';
import { actionState } from '#lib/domain/action/preview.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import {
  boundsWrite,
  deploymentRollbackWrite,
  pauseWrite,
  restartedAt,
  restartWrite,
  revisionRollbackWrite,
  scaleWrite,
} from '#lib/domain/action/write.ts';
import type { Right } from '#lib/domain/result.ts';
import type { Subject } from './function-subject.ts';

export type OnWorkload = Exclude<ActionRequest, { action: 'evict' }>;

/** Every right that an action needs; the first is the one that its write is sent with. */
export function rightsTo(request: ActionRequest, target: ActionTarget): Right[] {
  const { namespace } = target;
  return request.action === 'evict'
    ? rightsFor('evict', { namespace, name: request.pod })
    : rightsFor(request.action, target);
}

/** Why an action does not apply to the function as it is, or null. */
export function refusalNow(subject: Subject, request: OnWorkload, at: string): Refusal | null {
  const refusal = refusalOf(actionState(subject.input), request);
  if (refusal) return refusal;
  const { template } = subject.workload.object.spec;
  const { name } = subject.workload.object.metadata;
  // kubectl: "if restart has already been triggered within the past second, please wait"
  return request.action === 'restart' && template.metadata?.annotations?.[restartedAt] === at
    ? { code: 'restarted-this-second', params: { name } }
    : null;
}

/** The request to the API server. Only for an action that applies; @param at RFC 3339 in seconds, for a restart */
export function functionWrite(subject: Subject, request: OnWorkload, at: string): ActionWrite | null {
  const { input, version, raw, revisions, autoscaler } = subject;
  switch (request.action) {
    case 'scale':
      return scaleWrite(input.target, version, request.replicas);
    case 'restart':
      return restartWrite(input.target, version, at);
    case 'pause':
    case 'resume':
      return pauseWrite(input.target, version, request.action === 'pause');
    case 'setAutoscalerBounds':
      if (autoscaler === null) return null;
      return boundsWrite(autoscaler.path, autoscaler.autoscaler.metadata, request);
    case 'rollback': {
      const number = targetRevision(input, request.toRevision);
      const revision = revisions.find((one) => one.revision === number);
      if (revision === undefined) return null;
      return input.target.kind === 'deployments'
        ? deploymentRollbackWrite(input.target, version, raw, revision.source)
        : revisionRollbackWrite(input.target, version, revision.source);
    }
  }
}

/** Now, in seconds: as kubectl writes it. */
export const secondsNow = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
