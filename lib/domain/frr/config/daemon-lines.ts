/**
 * Which daemon takes which lines. zebra and staticd always run and are not here. Source: FRR's vtysh/vtysh.h and the daemons'
 * own manuals (10.3).
 */
const takes: readonly [daemon: string, line: RegExp][] = [
  ['bgpd', /^router bgp\b/],
  ['ospfd', /^router ospf\b|^\s+ip ospf\b/],
  ['ospf6d', /^router ospf6\b|^\s+ipv6 ospf6\b/],
  ['isisd', /^router isis\b|^\s+(?:ip|ipv6) router isis\b|^\s+isis\b/],
  ['ripd', /^router rip\b|^\s+ip rip\b/],
  ['ripngd', /^router ripng\b|^\s+ipv6 ripng\b/],
  ['eigrpd', /^router eigrp\b/],
  ['babeld', /^router babel\b|^\s+babel\b/],
  ['fabricd', /^router openfabric\b|^\s+(?:ip|ipv6) router openfabric\b/],
  ['ldpd', /^mpls ldp\b/],
  ['bfdd', /^bfd\b|^\s+(?:neighbor \S+|ip ospf|ipv6 ospf6|isis) bfd\b/],
  ['pimd', /^router pim\b|^ip pim\b|^\s+ip (?:pim|igmp)\b/],
  ['pim6d', /^router pim6\b|^ipv6 pim\b|^\s+ipv6 (?:pim|mld)\b/],
  ['nhrpd', /^nhrp\b|^\s+(?:ip|ipv6) nhrp\b/],
  ['pbrd', /^pbr-map\b|^\s+pbr-policy\b/],
  ['vrrpd', /^\s+vrrp\b/],
  ['pathd', /^segment-routing\b/],
];

/** The daemon whose line it is, as it stands with its indentation; null for zebra, staticd and everything shared. */
export const daemonOf = (line: string): string | null =>
  takes.find(([, form]) => form.test(line))?.[0] ?? null;

/** The daemons that a text has lines for, with the number of the first, from 1; in the order of the table. */
export function daemonsIn(text: string): Map<string, number> {
  const first = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const daemon = daemonOf(line);
    if (daemon !== null && !first.has(daemon)) first.set(daemon, index + 1);
  }
  return new Map(
    takes.flatMap(([daemon]) => {
      const line = first.get(daemon);
      return line === undefined ? [] : [[daemon, line] as const];
    }),
  );
}
