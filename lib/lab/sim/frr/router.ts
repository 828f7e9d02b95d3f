import type { Interface } from '../multus/interface.ts';
import type { BgpInstance, FrrConfig, Neighbor } from './config.ts';

/** A running FRR: what it was started with. An edited ConfigMap does not change it. */
export interface Router {
  /** `namespace/pod`. */
  key: string;
  hostname: string;
  /** The image's release: 8.4.4. */
  version: string;
  /** frr.conf as it was read. */
  text: string;
  config: FrrConfig;
  /** In watchfrr's order, without watchfrr. */
  daemons: string[];
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
  adminShutdown: { reason: 'Admin. shutdown', code: 11 },
  notificationReceived: { reason: 'BGP Notification received', code: 13 },
  notificationSent: { reason: 'BGP Notification send', code: 14 },
  peerClosed: { reason: 'Peer closed the session', code: 15 },
  bfdDown: { reason: 'BFD down received', code: 24 },
  noNextHop: { reason: 'Waiting for NHT', code: 27 },
  waitingForOpen: { reason: 'Waiting for peer OPEN', code: 32 },
} satisfies Record<string, Reset>;

export const badPeerAs = { code: '0202', reason: 'OPEN Message Error/Bad Peer AS' };
