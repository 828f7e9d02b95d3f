import type { RoutingSession, RoutingSummary } from './routing-summary.ts';

/** A pod as far as it matters to which of its sessions meets which. */
export interface RouterPod {
  namespace: string;
  name: string;
  interfaces: readonly { network: string | null; addresses: readonly string[] }[];
  routing: Pick<RoutingSummary, 'down' | 'problem'> | null;
}

/** Why a BGP session of a router does not come up, as far as its other end, a pod that is known, tells. */
export type SessionCause = {
  router: string;
  /** The address that the router is set up to speak with, and the pod that has it. */
  peer: string;
  pod: { namespace: string; name: string };
} & (
  | {
      /** The router expects another AS of it than it has. */
      code: 'as-mismatch';
      expected: number;
      actual: number;
    }
  | {
      /** Something of its routing does not run, in FRR's own words. */
      code: 'peer-problem';
      problem: string;
    }
);

/**
 * Causes of the sessions of a router that are down. FRR itself says no more than that a session is down, or `Bad Peer AS` where the last
 * attempt is still remembered (RFC 4271 section 6.2).
 */
export function sessionCauses(router: RouterPod, pods: Iterable<RouterPod>): SessionCause[] {
  const down = downOf(router);
  if (down.length === 0) return [];
  const own = router.interfaces.flatMap(({ addresses }) => addresses.map(plain));
  const networks = new Set(router.interfaces.flatMap(({ network }) => network ?? []));
  const found = new Map<string, SessionCause>();
  for (const pod of pods) {
    if (pod.routing === null || (pod.namespace === router.namespace && pod.name === router.name)) continue;
    const { namespace, name } = pod;
    for (const { peer, remoteAs } of down) {
      const at = pod.interfaces.find(({ addresses }) => addresses.some((one) => plain(one) === peer));
      // The same address in another network is another router.
      if (at === undefined || at.network === null || !networks.has(at.network)) continue;
      const base = { router: router.name, peer, pod: { namespace, name } };
      const back = downOf(pod).find((one) => own.includes(one.peer));
      if (back?.localAs !== undefined && remoteAs !== null && remoteAs !== back.localAs)
        found.set(peer, { ...base, code: 'as-mismatch', expected: remoteAs, actual: back.localAs });
      else if (pod.routing.problem !== null)
        found.set(peer, { ...base, code: 'peer-problem', problem: pod.routing.problem });
    }
  }
  return [...found.values()];
}

const downOf = ({ routing }: RouterPod): RoutingSession[] =>
  routing?.down.filter(({ protocol }) => protocol === 'bgp') ?? [];

/** Without the length of its prefix. */
const plain = (address: string): string => address.split('/')[0] ?? address;
