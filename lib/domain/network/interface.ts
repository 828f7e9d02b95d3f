import type { Reason } from '../health.ts';

/** What a secondary interface is made of, in the words of network-status' `device-info`. */
export interface DeviceInfo {
  type: 'pci' | 'vdpa' | 'vhost-user' | 'memif' | 'other';
  /** The address or path that names the device: a PCI address, a vDPA device, a socket. */
  address: string | null;
  /** The physical function of an SR-IOV virtual function. */
  parent: string | null;
  rdma: string | null;
}

/** One interface of a pod: what was asked for, and what the CNI plugin said it made. eth0 comes first. */
export interface NetworkInterface {
  /** `eth0`, `net1`, … */
  name: string;
  /** `namespace/name` of the NetworkAttachmentDefinition, or the pod network's own name; null where nobody says. */
  network: string | null;
  /** The first plugin's `type` (`macvlan`, `bridge`, `sriov`, …), the pod network's CNI, or null where unknown. */
  kind: string | null;
  /** All plugins in order, the first being the kind: `['macvlan', 'tuning']`. */
  plugins: string[];
  /** `ipam.type` of the first plugin that has one; null for none or unknown. */
  ipam: string | null;
  /** True where network-status says `default: true`; null where nobody says. */
  isDefaultRoute: boolean | null;
  mac: string | null;
  mtu: number | null;
  /** As reported, without prefix length (network-status has none); requested addresses where nothing was reported. */
  addresses: string[];
  device: DeviceInfo | null;
  /** The SR-IOV or device-plugin resource the definition names. */
  resourceName: string | null;
  /** In the annotation `networks` (eth0: always). */
  requested: boolean;
  /** In the annotation `network-status` (eth0 also by `status.podIP`). */
  reported: boolean;
  problem: Reason | null;
}

/** A pod's interfaces, with what could not be read kept as it was. */
export interface PodInterfaces {
  interfaces: NetworkInterface[];
  /** Problems of an annotation as a whole; those of one interface are on it. */
  reasons: Reason[];
  /** Annotations that could not be parsed: name → the original text, cut to 4,096 characters. */
  unreadable: Record<string, string>;
}
