import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { functionKey } from './paths.ts';

/** A secondary network with the kind of interface that reaches it. */
export interface WireNetwork {
  /** `namespace/name` */
  name: string;
  kind: string | null;
}

/** The secondary networks each function's pods are on, by function key. */
export function networksByFunction(pods: readonly PodRow[]): Map<string, Map<string, WireNetwork>> {
  const networks = new Map<string, Map<string, WireNetwork>>();
  for (const pod of pods) {
    if (!pod.function || pod.interfaces.length < 2) continue;
    const key = functionKey(pod.function);
    const mine = networks.get(key) ?? new Map<string, WireNetwork>();
    networks.set(key, mine);
    for (const one of pod.interfaces.slice(1)) {
      if (one.network !== null) mine.set(one.network, { name: one.network, kind: one.kind });
    }
  }
  return networks;
}
