/** A routing session that is configured, in the protocol's own state words. */
export interface RoutingSession {
  protocol: 'bgp' | 'ospf' | 'isis' | 'bfd';
  /** Peer address (BGP, BFD), router ID (OSPF) or system ID (IS-IS). */
  peer: string;
  /** VRF and address family (`default ipv4Unicast`), interface, or circuit. */
  context: string;
  /** `Established`, `Active`, `Full/Backup`, `Up`, … */
  state: string;
  up: boolean;
  /** Seconds in the state, where the protocol tells. */
  seconds: number | null;
  /** Prefixes received; BGP only. */
  prefixesReceived: number | null;
  prefixesSent: number | null;
  remoteAs: number | null;
  description: string | null;
  /** BGP's `peerState`: `OK`, `Policy`, `Admin`, …; why it was last reset. */
  detail: string | null;
}

/** What was read of a pod's routing the last time. */
export interface RoutingSummary {
  /** When it was read, RFC 3339. */
  at: string;
  established: number;
  /** Sessions that should be up: administratively shut ones do not count. */
  configured: number;
  /** Sessions that are configured and not up. Bounded to 20. */
  down: RoutingSession[];
  /** What could not be read, in FRR's own words: `bgpd is not running`. */
  problem: string | null;
}
