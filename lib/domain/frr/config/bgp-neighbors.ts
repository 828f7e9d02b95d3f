import type { ConfigLine } from './parse.ts';

/** One `router bgp` with what is said of its neighbors. */
export interface BgpInstance {
  line: number;
  as: string;
  vrf: string;
  /** `bgp ebgp-requires-policy`, which FRR has on unless a line or `frr defaults datacenter` says otherwise (RFC 8212). */
  requiresPolicy: boolean;
  /** `bgp default ipv4-unicast`: every neighbor has that address family unless it is said otherwise; on by default. */
  defaultIpv4: boolean;
  neighbors: Map<string, BgpNeighbor>;
}

export interface BgpNeighbor {
  /** The first line that names it. */
  line: number;
  remoteAs: string | null;
  peerGroup: string | null;
  isGroup: boolean;
  /** By address family, the directions that have a policy. */
  policies: Map<string, Set<'in' | 'out'>>;
  activated: Set<string>;
  deactivated: Set<string>;
  /** It need not be directly connected: `ebgp-multihop`, `disable-connected-check`, `ttl-security hops`. */
  mayBeFar: boolean;
}

/** Reads the BGP part of a configuration, as far as it says who the neighbors are and what filters them. */
export function bgpInstances(lines: readonly ConfigLine[]): BgpInstance[] {
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  const lax = lines.some(({ text }) => text === 'frr defaults datacenter');
  const instances = new Map<number, BgpInstance>();
  for (const line of lines) {
    if (line.kind !== 'command') continue;
    if (line.opened?.kind === 'router bgp') {
      const [as = '', ...rest] = line.opened.name.split(' ');
      const at = rest.findIndex((word) => word === 'vrf' || word === 'view');
      const vrf = at < 0 ? 'default' : (rest[at + 1] ?? 'default');
      const known = [...instances.values()].find((one) => one.as === as && one.vrf === vrf);
      instances.set(
        line.number,
        known ?? {
          line: line.number,
          as,
          vrf,
          requiresPolicy: !lax,
          defaultIpv4: true,
          neighbors: new Map(),
        },
      );
      continue;
    }
    let around = line.parent === null ? undefined : byNumber.get(line.parent);
    const family = around?.opened?.kind === 'address-family' ? around.opened.name : null;
    if (family !== null) around = around?.parent == null ? undefined : byNumber.get(around.parent);
    const instance = around && instances.get(around.number);
    if (instance) take(instance, family ?? 'ipv4 unicast', family !== null, line);
  }
  return [...new Set(instances.values())];
}

function take(instance: BgpInstance, family: string, inFamily: boolean, { text, number }: ConfigLine): void {
  if (text === 'no bgp ebgp-requires-policy') instance.requiresPolicy = false;
  if (text === 'bgp ebgp-requires-policy') instance.requiresPolicy = true;
  if (/^(no )?bgp default ipv4-unicast$/.test(text)) instance.defaultIpv4 = !text.startsWith('no ');
  const match = /^(no )?neighbor (\S+) (.*)$/.exec(text);
  if (!match) return;
  const [, no, name = '', rest = ''] = match;
  const neighbor = instance.neighbors.get(name) ?? fresh(number);
  if (no !== undefined && !instance.neighbors.has(name) && rest !== 'activate') return;
  instance.neighbors.set(name, neighbor);
  if (no !== undefined) {
    if (rest === 'activate') neighbor.deactivated.add(family);
    return;
  }
  const words = rest.split(' ');
  const as = words.indexOf('remote-as');
  if (as >= 0) neighbor.remoteAs = words[as + 1] ?? null;
  const group = words.indexOf('peer-group');
  if (group >= 0 && words[group + 1] !== undefined) neighbor.peerGroup = words[group + 1] ?? null;
  else if (group === 0) neighbor.isGroup = true;
  if (/^(ebgp-multihop|disable-connected-check|ttl-security hops)\b/.test(rest)) neighbor.mayBeFar = true;
  if (rest === 'activate' && inFamily) neighbor.activated.add(family);
  const filter = /^(?:route-map|prefix-list|filter-list|distribute-list) \S+ (in|out)$/.exec(rest)?.[1];
  if (filter === 'in' || filter === 'out') {
    const directions = neighbor.policies.get(family) ?? new Set();
    neighbor.policies.set(family, directions.add(filter));
  }
}

const fresh = (line: number): BgpNeighbor => ({
  line,
  remoteAs: null,
  peerGroup: null,
  isGroup: false,
  policies: new Map(),
  activated: new Set(),
  deactivated: new Set(),
  mayBeFar: false,
});
