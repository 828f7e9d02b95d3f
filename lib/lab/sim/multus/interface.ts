/** A network interface in a pod's network namespace. */
export interface Interface {
  name: string;
  /** As network-status names it: `namespace/name` of the definition, or the pod network's own name. */
  network: string;
  /** Interfaces on the same segment reach each other. */
  segment: string;
  mac: string;
  mtu: number;
  /** With prefix length. */
  addresses: string[];
  /** Index of the veth's other end on the node, printed as `eth0@if12`; none for a device moved into the pod. */
  peerIndex?: number;
  /** The default route leaves here, by this gateway. */
  gateway?: string;
  routes: { destination: string; gateway?: string }[];
  /** What network-status says of the device behind it (SR-IOV, vDPA …). */
  deviceInfo?: Record<string, unknown>;
  /** A point-to-point pod network: a /32 and a link-local gateway, as Calico sets it up. */
  routed?: boolean;
  /** Multus could not learn these from the CNI result (Calico reports no interface of the pod). */
  anonymous?: boolean;
}
