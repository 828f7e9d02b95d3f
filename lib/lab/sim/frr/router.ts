import type { Interface } from '../multus/interface.ts';
import type { BgpInstance, FrrConfig, Neighbor } from './config.ts';
import type { Section } from './config-tree.ts';

/** A running FRR. An edited ConfigMap does not change it. */
export interface Router {
  /** `namespace/pod`. */
  key: string;
  hostname: string;
  /** The image's release: 8.4.4. */
  version: string;
  /** What runs: frr.conf as it was read at the start, and what was configured since. */
  tree: Section;
  /** The part of it that decides about sessions. */
  config: FrrConfig;
  /** In watchfrr's order, without watchfrr. */
  daemons: string[];
  /** Daemons that have died, and that watchfrr cannot start again. */
  dead: string[];
  interfaces: Interface[];
  /** Milliseconds since the epoch. */
  startedAt: number;
}

export interface Reset {
  /** `lastResetDueTo`, from bgpd's peer_down_str[]. */
  reason: string;
  code: number;
  notification?: { code: string; reason: string };
}

/** One side of a BGP session. */
export interface Session {
  router: Router;
  bgp: BgpInstance;
  neighbor: Neighbor;
  state: 'Idle' | 'Idle (Admin)' | 'Active' | 'Connect' | 'Established';
  /** When it came up or went down last; undefined before the first time. */
  changedAt: number | undefined;
  established: number;
  dropped: number;
  peerHostname: string | undefined;
  reset: Reset;
  /** Per address family: accepted and sent prefixes. */
  prefixes: Map<string, { received: number; sent: number }>;
  messages: { received: number; sent: number };
  /** Since when BFD has been up or down with this neighbor. */
  bfd: { up: boolean; since: number } | undefined;
}

/** From FRR's bgpd/bgpd.c, peer_down_str[], by their codes. */
export const resets = {
  routerId: { reason: 'Router ID changed', code: 1 },
  remoteAs: { reason: 'Remote AS changed', code: 2 },
  family: { reason: 'Address family activated', code: 5 },
  removed: { reason: 'Neighbor deleted', code: 10 },
  adminShutdown: { reason: 'Admin. shutdown', code: 11 },
  notificationReceived: { reason: 'BGP Notification received', code: 13 },
  notificationSent: { reason: 'BGP Notification send', code: 14 },
  peerClosed: { reason: 'Peer closed the session', code: 15 },
  bfdDown: { reason: 'BFD down received', code: 24 },
  noNextHop: { reason: 'Waiting for NHT', code: 27 },
  waitingForOpen: { reason: 'Waiting for peer OPEN', code: 32 },
} satisfies Record<string, Reset>;

export const badPeerAs = { code: '0202', reason: 'OPEN Message Error/Bad Peer AS' };
