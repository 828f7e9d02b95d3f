import type { NetworkAttachmentDefinition } from '../kubernetes.ts';
import type { PodRow } from '../pod/pod-view.ts';
import type { NetworkView } from './network.ts';
import type { PodNetwork } from './path.ts';

/** The networks: the pod network first, then the definitions by namespace and name. */
export function networkViews(
  _definitions: readonly NetworkAttachmentDefinition[],
  _podRows: readonly PodRow[],
  _podNetwork: PodNetwork,
): NetworkView[] {
  return [];
}
