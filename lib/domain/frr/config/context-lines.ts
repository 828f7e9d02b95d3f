/** A context of FRR's configuration, by the command that opens it. */
export interface Opened {
  kind: string;
  /** What the command names: the AS number and VRF, the interface, the route-map. */
  name: string;
}

interface Opener {
  kind: string;
  form: RegExp;
}

const opener = (kind: string, form: RegExp): Opener => ({ kind, form });

// Which command opens which context, in which one. Source: the `install_node` and `install_element` calls of FRR's
// vtysh/vtysh.c, and `ctx_keywords` of tools/frr-reload.py (10.3).
const top: readonly Opener[] = [
  opener('router bgp', /^router bgp( .*)?$/),
  opener('router', /^router (?:ospf|ospf6|isis|rip|ripng|eigrp|babel|openfabric|pim|pim6)( .*)?$/),
  opener('interface', /^interface (\S+.*)$/),
  opener('vrf', /^vrf (\S+)$/),
  opener('route-map', /^route-map (\S+ (?:permit|deny) \d+)$/),
  opener('line', /^line (vty)$/),
  opener('key chain', /^key chain (\S+)$/),
  opener('l2vpn', /^l2vpn (\S+.*)$/),
  opener('mpls ldp', /^mpls ldp()$/),
  opener('rpki', /^rpki( vrf .*)?$/),
  opener('bfd', /^bfd()$/),
  opener('segment-routing', /^segment-routing()$/),
  opener('nexthop-group', /^nexthop-group (\S+)$/),
  opener('pbr-map', /^pbr-map (\S+ seq \d+)$/),
];

const inside: Readonly<Record<string, readonly Opener[]>> = {
  'router bgp': [
    opener('address-family', /^address-family (\S+.*)$/),
    opener('vnc', /^vnc (\S+.*)$/),
    opener('vrf-policy', /^vrf-policy (\S+)$/),
    opener('segment-routing srv6', /^segment-routing (srv6)$/),
  ],
  'address-family': [opener('vni', /^vni (\d+)$/)],
  'key chain': [opener('key', /^key (\d+)$/)],
  l2vpn: [opener('member', /^member pseudowire (\S+)$/)],
  'mpls ldp': [opener('ldp address-family', /^address-family (\S+)$/)],
  'ldp address-family': [opener('ldp interface', /^interface (\S+)$/)],
  bfd: [opener('bfd peer', /^peer (\S+.*)$/), opener('bfd profile', /^profile (\S+)$/)],
  'segment-routing': [opener('traffic-eng', /^traffic-eng()$/), opener('srv6', /^srv6()$/)],
  'traffic-eng': [
    opener('segment-list', /^segment-list (\S+)$/),
    opener('policy', /^policy (\S+.*)$/),
    opener('pcep', /^pcep()$/),
  ],
  policy: [opener('candidate-path', /^candidate-path (\S+.*)$/)],
  pcep: [opener('pce', /^(?:pce|pce-config) (\S+)$/), opener('pcc', /^pcc()$/)],
  srv6: [opener('locators', /^locators()$/), opener('encapsulation', /^encapsulation()$/)],
  locators: [opener('locator', /^locator (\S+)$/)],
};

/** The context that a command opens in one of the kind `within` (null: at the top); null where it opens none there. */
export function opens(within: string | null, text: string): Opened | null {
  const openers = within === null ? top : Object.hasOwn(inside, within) ? (inside[within] ?? []) : [];
  for (const { kind, form } of openers) {
    const match = form.exec(text);
    if (match) return { kind, name: (match[1] ?? '').trim() };
  }
  return null;
}
