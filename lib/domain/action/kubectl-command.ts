import type { WorkloadKind } from '../kubernetes.ts';
import type { ActionRequest, ActionTarget } from './action.ts';
import type { AutoscalerBounds } from './autoscaler-offer.ts';
import { shellCommand, shellQuote } from './shell-quote.ts';

const singular = {
  deployments: 'deployment',
  statefulsets: 'statefulset',
  daemonsets: 'daemonset',
} as const satisfies Record<WorkloadKind, string>;

/** What would do the same on a command line. `from` is the number of replicas the caller sees. */
export function kubectlCommand(
  request: ActionRequest,
  target: ActionTarget,
  from: number,
  autoscaler: string | null = null,
): string {
  const object = `${singular[target.kind]}/${target.name}`;
  const place = ['-n', target.namespace];
  switch (request.action) {
    case 'scale':
      return shellCommand(
        'kubectl',
        'scale',
        object,
        ...place,
        `--replicas=${request.replicas}`,
        `--current-replicas=${from}`,
      );
    case 'rollback': {
      const to = request.toRevision === undefined ? [] : [`--to-revision=${request.toRevision}`];
      return shellCommand('kubectl', 'rollout', 'undo', object, ...place, ...to);
    }
    case 'evict':
      return evictCommand(target.namespace, request.pod);
    case 'setAutoscalerBounds':
      return boundsCommand(target.namespace, autoscaler ?? target.name, request);
    default:
      return shellCommand('kubectl', 'rollout', request.action, object, ...place);
  }
}

/** kubectl has no command that evicts one pod: `delete` would not ask the PodDisruptionBudget. */
export function evictCommand(namespace: string, pod: string): string {
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } };
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/eviction`;
  return `echo ${shellQuote(JSON.stringify(body))} | kubectl create --raw ${shellQuote(path)} -f -`;
}

export function boundsCommand(namespace: string, autoscaler: string, { min, max }: AutoscalerBounds): string {
  const patch = JSON.stringify({ spec: { minReplicas: min, maxReplicas: max } });
  return shellCommand('kubectl', 'patch', 'hpa', autoscaler, '-n', namespace, '--type=merge', '-p', patch);
}
