import type { Pod, Workload } from '../kubernetes.ts';
import { isReady } from '../workload/versions.ts';
import type { ActionRequest } from './action.ts';

export const confirmationCodes = ['scale-to-zero', 'last-of-chain', 'last-ready-pod'] as const;

/** What has to be typed before an action that stops a function is done. */
export interface Confirmation {
  code: (typeof confirmationCodes)[number];
  params: Record<string, string | number>;
  /** The name to type: the workload's, or the pod's. */
  name: string;
}

/** The confirmation that an action needs, or null: scaling to zero, and evicting the last pod that is ready. */
export function confirmationOf({
  request,
  workload,
  pods,
  chain,
}: {
  request: ActionRequest;
  workload: Workload;
  /** Pods that are neither ending nor ended. */
  pods: readonly Pod[];
  chain: string | null;
}): Confirmation | null {
  const { name } = workload.object.metadata;
  const params = { name, chain: chain ?? '' };
  if (request.action === 'scale') {
    if (request.replicas !== 0 || workload.kind === 'daemonsets') return null;
    if ((workload.object.spec.replicas ?? 1) === 0) return null;
    return { code: chain === null ? 'scale-to-zero' : 'last-of-chain', params, name };
  }
  if (request.action === 'evict') {
    const ready = pods.filter(isReady);
    const isLast = ready.length === 1 && ready[0]?.metadata.name === request.pod;
    return isLast
      ? { code: 'last-ready-pod', params: { ...params, pod: request.pod }, name: request.pod }
      : null;
  }
  return null;
}

/** Why it is asked for, as one English sentence. */
export function confirmationText({ code, params }: Confirmation): string {
  switch (code) {
    case 'scale-to-zero':
      return `With 0 replicas ${params.name} no longer serves.`;
    case 'last-of-chain':
      return `With 0 replicas of ${params.name} the chain ${params.chain} passes no traffic.`;
    case 'last-ready-pod':
      return `${params.pod} is the last pod of ${params.name} that is ready.`;
  }
}
