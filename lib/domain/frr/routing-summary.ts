export const routingProtocols = ['bgp', 'ospf', 'isis', 'bfd'] as const;
export type RoutingProtocol = (typeof routingProtocols)[number];

/** A routing session that is configured, in the protocol's own state words. */
export interface RoutingSession {
  protocol: RoutingProtocol;
  /** Peer address (BGP, BFD), router ID (OSPF) or system ID (IS-IS). */
  peer: string;
  /** VRF and address family (`default ipv4Unicast`), interface, or circuit. */
  context: string;
  /** `Established`, `Active`, `Full/Backup`, `Up`, … */
  state: string;
  up: boolean;
  /** Seconds in the state, where the protocol tells. */
  seconds: number | null;
  /** RFC 3339; in a summary, since when a session is down: as FRR tells, or as it was first seen where FRR does not. */
  since?: string;
  /** Prefixes received; BGP only. */
  prefixesReceived: number | null;
  prefixesSent: number | null;
  remoteAs: number | null;
  /** The router's own, towards this peer; BGP only. */
  localAs?: number;
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
  /** Since when it is so, as far as it was seen. RFC 3339. */
  problemSince?: string;
  /** It was so when the router was first read: it may have begun before. */
  problemOrEarlier?: true;
  /** Why nothing could be read at all: the exec was refused (`forbidden`) or did not come to its end. Tells nothing of FRR. */
  unread: { forbidden: boolean; detail: string } | null;
}
