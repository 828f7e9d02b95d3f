import type { NetworkAttachmentDefinition, Pod } from '../kubernetes.ts';
import type { PodInterfaces } from './interface.ts';
import type { PodNetwork } from './path.ts';

/** What a pod's interfaces are read with. */
export interface InterfacesContext {
  definition(namespace: string, name: string): NetworkAttachmentDefinition | undefined;
  definitionsKnown: boolean;
  podNetwork: PodNetwork;
}

/** A pod's interfaces, requested against reported. */
export function podInterfaces(_pod: Pod, _context: InterfacesContext): PodInterfaces {
  return { interfaces: [], reasons: [], unreadable: {} };
}
