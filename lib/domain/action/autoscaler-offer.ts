import type { HorizontalPodAutoscaler } from '../kubernetes.ts';
import type { ActionRequest, ActionTarget } from './action.ts';
import { shellCommand } from './shell-quote.ts';
import { objectKind } from './write.ts';

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

/**
 * Whether an autoscaler would take a manual scale back, at its next look (15 s by default).
 * Source: pkg/controller/podautoscaler/horizontal.go `reconcileAutoscaler`, v1.34: replicas 0 disables it.
 */
export function autoscalerOffer(
  autoscalers: readonly HorizontalPodAutoscaler[],
  { namespace, kind, name }: ActionTarget,
  request: ActionRequest,
): AutoscalerOffer | null {
  const found = autoscalers.find(
    ({ metadata, spec: { scaleTargetRef } }) =>
      metadata.namespace === namespace &&
      scaleTargetRef.kind === objectKind[kind] &&
      scaleTargetRef.name === name,
  );
  if (found === undefined) return null;
  const { spec, status, metadata } = found;
  const min = spec.minReplicas ?? 1;
  const max = spec.maxReplicas;
  const known = { name: metadata.name, min, max, desired: status.desiredReplicas ?? null };
  if (request.action !== 'scale' || request.replicas === 0) return { ...known, undoes: false, offer: null };
  const { replicas } = request;
  // Upwards the lower bound holds the number, downwards the upper one does.
  const wanted =
    replicas >= (status.desiredReplicas ?? min)
      ? { min: replicas, max: Math.max(max, replicas) }
      : { min: Math.min(min, replicas), max: replicas };
  const patch = JSON.stringify({ spec: { minReplicas: wanted.min, maxReplicas: wanted.max } });
  const command = shellCommand(
    'kubectl',
    'patch',
    'hpa',
    metadata.name,
    '-n',
    namespace,
    '--type=merge',
    '-p',
    patch,
  );
  return { ...known, undoes: true, offer: { ...wanted, command } };
}
