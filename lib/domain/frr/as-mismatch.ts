import type { RoutingSession, RoutingSummary } from './routing-summary.ts';

/** A pod as far as it matters to which of its sessions meets which. */
export interface RouterPod {
  namespace: string;
  name: string;
  interfaces: readonly { addresses: readonly string[] }[];
  routing: Pick<RoutingSummary, 'down'> | null;
}

/** A session that cannot come up: the router expects another AS of its peer than the peer has. */
export interface AsMismatch {
  router: string;
  /** The address that the router is set up to speak with, and the pod that has it. */
  peer: string;
  pod: { namespace: string; name: string };
  expected: number;
  actual: number;
}

/**
 * Sessions of a router whose other end is a pod that is known, and has another AS than is expected of it. FRR itself says no more than
 * that the session is down, or `Bad Peer AS` where the last attempt is still remembered (RFC 4271 section 6.2).
 */
export function asMismatches(router: RouterPod, pods: Iterable<RouterPod>): AsMismatch[] {
  const down = downOf(router).filter(({ remoteAs }) => remoteAs !== null);
  if (down.length === 0) return [];
  const own = addressesOf(router);
  const found = new Map<string, AsMismatch>();
  for (const pod of pods) {
    if (pod.namespace === router.namespace && pod.name === router.name) continue;
    // The session as its other end sees it: the same address in another network is another router.
    const back = downOf(pod).find(({ peer, localAs }) => localAs !== undefined && own.has(peer));
    if (back?.localAs === undefined) continue;
    const theirs = addressesOf(pod);
    for (const { peer, remoteAs } of down)
      if (theirs.has(peer) && remoteAs !== null && remoteAs !== back.localAs)
        found.set(peer, {
          router: router.name,
          peer,
          pod: { namespace: pod.namespace, name: pod.name },
          expected: remoteAs,
          actual: back.localAs,
        });
  }
  return [...found.values()];
}

const downOf = ({ routing }: RouterPod): RoutingSession[] =>
  routing?.down.filter(({ protocol }) => protocol === 'bgp') ?? [];

const addressesOf = ({ interfaces }: RouterPod): Set<string> =>
  new Set(interfaces.flatMap(({ addresses }) => addresses.map((one) => one.split('/')[0] ?? one)));
