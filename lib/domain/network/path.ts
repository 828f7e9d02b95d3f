/** A way into a pod, from the outermost hop to the pod's port. */
export interface WayIn {
  kind: 'ingress' | 'load-balancer' | 'node-port' | 'external-ip' | 'cluster-ip' | 'headless';
  service: {
    name: string;
    type: string;
    clusterIP: string | null;
    /** `name.namespace.svc`: the cluster's domain is not known to the API, so it is left out. */
    dnsName: string;
    ready: number;
    total: number;
  };
  port: { name: string | null; protocol: string; port: number; targetPort: string; nodePort: number | null };
  /** What the outside connects to: `http://host/path` for Ingress, addresses for LoadBalancer, node addresses for NodePort. */
  entrances: string[];
  /** The Ingress object's name, for `ingress`. */
  ingress: string | null;
  /** Whether this pod itself is among the ready endpoints. */
  podReady: boolean;
}

/** How the pod's own connections leave the cluster. */
export interface WayOut {
  interface: string;
  /** The address the outside sees; null where the cluster does not show it. */
  seenAs: string | null;
  /**
   * - `node-snat`: the pod network's default, translated to the node's address
   * - `host-network`: the pod uses the node's own address
   * - `direct`: a secondary interface, not translated by Kubernetes
   */
  how: 'node-snat' | 'host-network' | 'direct';
  /** True where it is a convention of the pod network and not something the API shows. */
  assumed: boolean;
}

export interface PodPath {
  in: WayIn[];
  out: WayOut[];
  node: { name: string; address: string | null } | null;
  podNetwork: PodNetwork;
}

/** The cluster's pod network, as far as the cluster shows it: never a guess. */
export interface PodNetwork {
  cni: 'calico' | 'cilium' | 'flannel' | 'ovn-kubernetes' | 'antrea' | 'unknown';
  encapsulation: 'vxlan' | 'ipip' | 'geneve' | 'gre' | 'wireguard' | 'none' | 'unknown';
  /** What it was read from: `DaemonSet kube-system/calico-node: CALICO_IPV4POOL_IPIP=Always`. */
  source: string | null;
}
