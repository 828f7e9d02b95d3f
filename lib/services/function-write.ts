import type { ActionRequest, ActionTarget, ActionWrite } from '#lib/domain/action/action.ts';
import { type Refusal, refusalOf, targetRevision } from '#lib/domain/action/allowed.ts';
import { autoscalerOf } from '#lib/domain/action/autoscaler-offer.ts';
import { actionState } from '#lib/domain/action/preview.ts';
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
import { rightTo } from '#lib/kube/read-workload.ts';
import { running } from '#lib/live/running.ts';
import type { Subject } from './function-subject.ts';

export type OnWorkload = Exclude<ActionRequest, { action: 'evict' }>;

/** The right that an action needs, as its write is sent. */
export function rightOf({ action }: ActionRequest, target: ActionTarget): Right {
  // A DaemonSet has no scale subresource that anybody could have a right to.
  if (action === 'scale' && target.kind !== 'daemonsets') return rightTo('update', target, 'scale');
  if (action === 'setAutoscalerBounds') {
    const { namespace } = target;
    const name = watchedAutoscaler(target);
    const resource = 'horizontalpodautoscalers';
    return { verb: 'patch', group: 'autoscaling', resource, namespace, ...(name && { name }) };
  }
  if (action !== 'evict') return rightTo('patch', target);
  return {
    verb: 'create',
    group: '',
    resource: 'pods',
    subresource: 'eviction',
    namespace: target.namespace,
  };
}

function watchedAutoscaler(target: ActionTarget): string | undefined {
  return autoscalerOf([...running().hub.stores.horizontalpodautoscalers.values()], target)?.metadata.name;
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
