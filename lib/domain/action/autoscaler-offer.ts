import type { HorizontalPodAutoscaler } from '../kubernetes.ts';
import type { ActionRequest, ActionTarget } from './action.ts';
import { boundsCommand } from './kubectl-command.ts';
import { objectKind } from './write.ts';

/** How few and how many replicas an autoscaler may set. */
export interface AutoscalerBounds {
  min: number;
  max: number;
}

/** The HorizontalPodAutoscaler of a workload, and the bounds that would keep the wanted number instead. */
export interface AutoscalerOffer {
  name: string;
  min: number;
  max: number;
  desired: number | null;
  /** It is switched off while a workload has no replicas. */
  undoes: boolean;
  offer: { min: number; max: number; command: string } | null;
}

/** The autoscaler whose target is a workload. */
export function autoscalerOf(
  autoscalers: readonly HorizontalPodAutoscaler[],
  { namespace, kind, name }: ActionTarget,
): HorizontalPodAutoscaler | undefined {
  return autoscalers.find(
    ({ metadata, spec: { scaleTargetRef } }) =>
      metadata.namespace === namespace &&
      scaleTargetRef.kind === objectKind[kind] &&
      scaleTargetRef.name === name,
  );
}

/** Its bounds; without a lower one it keeps one replica. */
export const boundsOf = ({ spec }: HorizontalPodAutoscaler): AutoscalerBounds => ({
  min: spec.minReplicas ?? 1,
  max: spec.maxReplicas,
});

/**
 * Whether an autoscaler would take a manual scale back, at its next look (15 s by default).
 * Source: pkg/controller/podautoscaler/horizontal.go `reconcileAutoscaler`, v1.34: replicas 0 disables it.
 */
export function autoscalerOffer(
  autoscalers: readonly HorizontalPodAutoscaler[],
  { namespace, kind, name }: ActionTarget,
  request: ActionRequest,
): AutoscalerOffer | null {
  const found = autoscalerOf(autoscalers, { namespace, kind, name });
  if (found === undefined) return null;
  const { status, metadata } = found;
  const { min, max } = boundsOf(found);
  const known = { name: metadata.name, min, max, desired: status.desiredReplicas ?? null };
  if (request.action !== 'scale' || request.replicas === 0) return { ...known, undoes: false, offer: null };
  const { replicas } = request;
  // Upwards the lower bound holds the number, downwards the upper one does.
  const wanted =
    replicas >= (status.desiredReplicas ?? min)
      ? { min: replicas, max: Math.max(max, replicas) }
      : { min: Math.min(min, replicas), max: replicas };
  const command = boundsCommand(namespace, metadata.name, wanted);
  return { ...known, undoes: true, offer: { ...wanted, command } };
}
