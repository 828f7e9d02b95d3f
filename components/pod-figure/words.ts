import type { Reason } from '#lib/domain/health.ts';
import type { PodNetwork, WayIn } from '#lib/domain/network/path.ts';

/** The words on a figure, in the reader's language; the layout needs them to know how much room they take. */
export interface FigureWords {
  pod: string;
  node: string;
  noNode: string;
  podNetwork: string;
  unknownNetwork: string;
  unknownKind: string;
  defaultRoute: string;
  notReported: string;
  notRequested: string;
  noAddress: string;
  more: (count: number) => string;
  reason: (reason: Reason) => string;
  podNetworkKind: (network: PodNetwork) => string;
  outside: string;
  inCluster: string;
  kind: Record<WayIn['kind'], string>;
  ready: (ready: number, total: number) => string;
  podNotReady: string;
  noWayIn: string;
  pending: string;
  dnat: string;
  proxied: string;
  noNat: string;
  snat: string;
  direct: string;
  hostNetwork: string;
  addressUnknown: string;
  assumed: string;
}
