/** What somebody who starts an FRR says. Everything has been checked for its form: names, addresses, numbers. */
export interface StartInput {
  namespace: string;
  name: string;
  /** With its tag: quay.io/frrouting/frr:10.3.0. */
  image: string;
  kind: 'deployments' | 'statefulsets';
  replicas: number;
  chain: { name: string; position: number } | null;
  networks: readonly StartNetwork[];
  config: { text: string } | StartRouting;
}

/** An interface besides eth0: net1, net2 … in this order. */
export interface StartNetwork {
  /** A NetworkAttachmentDefinition: `name`, or `namespace/name`. */
  network: string;
  /** With prefix length; none where the network assigns one. */
  addresses: readonly string[];
}

export interface StartRouting {
  asn: number;
  /** Dotted quad. */
  routerId: string;
  neighbors: readonly { address: string; asn: number; description: string | null }[];
  /** Prefixes to announce. */
  announce: readonly string[];
}
