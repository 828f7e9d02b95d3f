/**
 * The commands that are offered while one types, node by node, as vtysh's help writes them: words as they are, `<what>`
 * for what is put in, `(a|b)` for one of several, `[x]` for what may follow. This is a memory aid, not the grammar: what
 * is right is said by vtysh of the version that will run it.
 */
export const frrNodes = [
  'top',
  'bgp',
  'bgp-af',
  'bgp-evpn',
  'ospf',
  'ospf6',
  'isis',
  'interface',
  'route-map',
  'bfd',
  'bfd-peer',
  'vrf',
  'line',
  'key-chain',
] as const;
export type FrrNode = (typeof frrNodes)[number];

const peer = '(<neighbor>|<peer-group>)';
const list = (text: string): string[] => text.trim().split(/\n\s*/);

const neighborInFamily = list(`
  neighbor ${peer} activate
  neighbor ${peer} route-map <route-map> (in|out)
  neighbor ${peer} prefix-list <prefix-list> (in|out)
  neighbor ${peer} filter-list <as-path-list> (in|out)
  neighbor ${peer} soft-reconfiguration inbound
  neighbor ${peer} next-hop-self [force]
  neighbor ${peer} default-originate [route-map <route-map>]
  neighbor ${peer} maximum-prefix <count> [(warning-only|restart <minutes>)]
  neighbor ${peer} send-community [(standard|extended|large|both|all)]
  neighbor ${peer} route-reflector-client
  neighbor ${peer} allowas-in [<count>]
  neighbor ${peer} as-override
  neighbor ${peer} remove-private-AS [all]
  neighbor ${peer} addpath-tx-all-paths
  neighbor ${peer} unsuppress-map <route-map>
  neighbor ${peer} weight <number>
`);

const times = '(connected|static|kernel|ospf|ospf6|isis|bgp|rip)';

export const frrCommands: Readonly<Record<FrrNode, readonly string[]>> = {
  top: list(`
    hostname <name>
    frr defaults (traditional|datacenter)
    log (stdout|syslog) [(errors|warnings|notifications|informational|debugging)]
    log file <path> [(errors|warnings|notifications|informational|debugging)]
    log timestamp precision <digits>
    service integrated-vtysh-config
    service password-encryption
    password <secret>
    router bgp <asn> [(vrf <vrf>|view <name>)]
    router ospf [(vrf <vrf>|<instance>)]
    router ospf6 [vrf <vrf>]
    router isis <tag> [vrf <vrf>]
    interface <interface> [vrf <vrf>]
    vrf <vrf>
    bfd
    route-map <route-map> (permit|deny) <sequence>
    ip prefix-list <prefix-list> seq <sequence> (permit|deny) (<prefix>|any) [(ge <length>|le <length>)]
    ipv6 prefix-list <prefix-list> seq <sequence> (permit|deny) (<prefix>|any) [(ge <length>|le <length>)]
    ip route <prefix> (<address>|<interface>|blackhole|reject|Null0) [(tag <tag>|table <table>|vrf <vrf>|nexthop-vrf <vrf>)]
    ipv6 route <prefix> (<address>|<interface>|blackhole|reject|Null0) [(tag <tag>|table <table>|vrf <vrf>|nexthop-vrf <vrf>)]
    bgp as-path access-list <as-path-list> seq <sequence> (permit|deny) <regex>
    bgp community-list (standard|expanded) <community-list> seq <sequence> (permit|deny) <community>
    bgp large-community-list (standard|expanded) <community-list> seq <sequence> (permit|deny) <community>
    access-list <name> seq <sequence> (permit|deny) (<prefix>|any)
    ip forwarding
    ipv6 forwarding
    ip nht resolve-via-default
    ip router-id <address>
    key chain <name>
    line vty
    debug bgp (neighbor-events|updates|zebra|keepalives|bfd)
    debug ospf (event|nsm|ism|zebra)
    agentx
  `),
  bgp: [
    ...list(`
    bgp router-id <address>
    bgp log-neighbor-changes
    bgp graceful-restart [(preserve-fw-state|restart-time <seconds>|stalepath-time <seconds>)]
    bgp graceful-shutdown
    bgp bestpath as-path multipath-relax
    bgp bestpath compare-routerid
    bgp cluster-id <address>
    bgp confederation (identifier <asn>|peers <asn>)
    bgp default (ipv4-unicast|ipv6-unicast|local-preference <number>|show-hostname)
    bgp ebgp-requires-policy
    bgp deterministic-med
    bgp always-compare-med
    bgp listen (range <prefix> peer-group <peer-group>|limit <count>)
    bgp network import-check
    bgp suppress-fib-pending
    bgp enforce-first-as
    timers bgp <keepalive> <hold>
    neighbor <address> remote-as (<asn>|internal|external)
    neighbor <interface> interface remote-as (<asn>|internal|external)
    neighbor <name> peer-group
    neighbor <neighbor> peer-group <peer-group>
    neighbor ${peer} remote-as (<asn>|internal|external)
    neighbor ${peer} description <text>
    neighbor ${peer} bfd [(profile <bfd-profile>|check-control-plane-failure)]
    neighbor ${peer} timers (<keepalive> <hold>|connect <seconds>)
    neighbor ${peer} update-source (<address>|<interface>)
    neighbor ${peer} ebgp-multihop [<hops>]
    neighbor ${peer} ttl-security hops <hops>
    neighbor ${peer} password <secret>
    neighbor ${peer} local-as <asn> [no-prepend] [replace-as]
    neighbor ${peer} advertisement-interval <seconds>
    neighbor ${peer} graceful-restart
    neighbor ${peer} graceful-shutdown
    neighbor ${peer} passive
    neighbor ${peer} shutdown [message <text>]
    neighbor ${peer} capability extended-nexthop
    neighbor ${peer} disable-connected-check
    address-family (ipv4|ipv6) (unicast|multicast|vpn|labeled-unicast|flowspec)
    address-family l2vpn evpn
  `),
  ],
  'bgp-af': [
    ...list(`
    network <prefix> [route-map <route-map>]
    aggregate-address <prefix> [(summary-only|as-set|route-map <route-map>)]
    redistribute ${times} [(route-map <route-map>|metric <number>)]
    maximum-paths [ibgp] <count>
    table-map <route-map>
    distance bgp <external> <internal> <local>
    import vrf <vrf>
    rd vpn export <rd>
    rt vpn (import|export|both) <rt>
    label vpn export auto
  `),
    ...neighborInFamily,
    'exit-address-family',
  ],
  'bgp-evpn': list(`
    neighbor ${peer} activate
    neighbor ${peer} route-map <route-map> (in|out)
    advertise-all-vni
    advertise (ipv4|ipv6) unicast [route-map <route-map>]
    advertise-default-gw
    vni <vni>
    exit-address-family
  `),
  ospf: list(`
    ospf router-id <address>
    network <prefix> area <area>
    area <area> (stub|nssa) [no-summary]
    area <area> range <prefix>
    area <area> authentication [message-digest]
    passive-interface (default|<interface>)
    redistribute ${times} [(route-map <route-map>|metric <number>|metric-type <type>)]
    default-information originate [(always|metric <number>|route-map <route-map>)]
    log-adjacency-changes [detail]
    auto-cost reference-bandwidth <megabits>
    max-metric router-lsa (administrative|on-startup <seconds>)
    timers throttle spf <delay> <initial> <maximum>
    maximum-paths <count>
    graceful-restart [grace-period <seconds>]
    distance <distance>
  `),
  ospf6: list(`
    ospf6 router-id <address>
    area <area> (stub|nssa) [no-summary]
    area <area> range <prefix>
    redistribute ${times} [(route-map <route-map>|metric <number>)]
    default-information originate [(always|metric <number>|route-map <route-map>)]
    log-adjacency-changes [detail]
    auto-cost reference-bandwidth <megabits>
    maximum-paths <count>
  `),
  isis: list(`
    net <net>
    is-type (level-1|level-1-2|level-2-only)
    metric-style (narrow|transition|wide)
    log-adjacency-changes
    redistribute (ipv4|ipv6) (connected|static|kernel|ospf|bgp) (level-1|level-2) [route-map <route-map>]
    default-information originate (ipv4|ipv6) (level-1|level-2) [always]
    set-overload-bit [on-startup <seconds>]
    spf-interval <seconds>
    lsp-mtu <bytes>
    area-password (clear|md5) <secret>
    domain-password (clear|md5) <secret>
    topology ipv6-unicast
  `),
  interface: list(`
    description <text>
    ip address <prefix>
    ipv6 address <prefix>
    shutdown
    bandwidth <megabits>
    ip ospf area <area>
    ip ospf cost <cost>
    ip ospf (hello-interval|dead-interval|retransmit-interval|priority) <number>
    ip ospf network (broadcast|non-broadcast|point-to-multipoint|point-to-point)
    ip ospf passive
    ip ospf bfd [profile <bfd-profile>]
    ip ospf authentication [message-digest]
    ip ospf message-digest-key <id> md5 <secret>
    ip ospf mtu-ignore
    ipv6 ospf6 area <area>
    ipv6 ospf6 (cost|hello-interval|dead-interval|priority) <number>
    ipv6 ospf6 network (broadcast|point-to-point)
    ipv6 ospf6 passive
    ipv6 ospf6 bfd [profile <bfd-profile>]
    ip router isis <tag>
    ipv6 router isis <tag>
    isis (metric|priority|hello-interval|hello-multiplier) <number>
    isis circuit-type (level-1|level-1-2|level-2-only)
    isis network point-to-point
    isis passive
    isis bfd [profile <bfd-profile>]
    no ipv6 nd suppress-ra
    ipv6 nd ra-interval <seconds>
    mpls enable
  `),
  'route-map': list(`
    description <text>
    match ip address (prefix-list <prefix-list>|<name>)
    match ipv6 address (prefix-list <prefix-list>|<name>)
    match ip next-hop (prefix-list <prefix-list>|address <address>)
    match as-path <as-path-list>
    match community <community-list> [exact-match]
    match large-community <community-list>
    match peer (<neighbor>|local)
    match interface <interface>
    match metric <number>
    match tag <tag>
    match local-preference <number>
    match origin (egp|igp|incomplete)
    match source-protocol ${times}
    match evpn route-type (macip|multicast|prefix)
    set local-preference <number>
    set metric <number>
    set weight <number>
    set tag <tag>
    set community <community> [additive]
    set large-community <community> [additive]
    set comm-list <community-list> delete
    set as-path prepend (<asn>|last-as <count>)
    set as-path exclude <asn>
    set ip next-hop (<address>|peer-address|unchanged)
    set ipv6 next-hop (global <address>|peer-address|prefer-global)
    set origin (egp|igp|incomplete)
    set src <address>
    call <route-map>
    on-match (next|goto <sequence>)
  `),
  bfd: list(`
    peer <address> [(local-address <address>|interface <interface>|multihop|vrf <vrf>)]
    profile <bfd-profile>
  `),
  'bfd-peer': list(`
    detect-multiplier <count>
    receive-interval <milliseconds>
    transmit-interval <milliseconds>
    echo-mode
    passive-mode
    minimum-ttl <hops>
    profile <bfd-profile>
    shutdown
  `),
  vrf: list(`
    vni <vni>
    ip route <prefix> (<address>|<interface>|blackhole|reject|Null0)
    ipv6 route <prefix> (<address>|<interface>|blackhole|reject|Null0)
    exit-vrf
  `),
  line: list(`
    access-class <name>
    exec-timeout <minutes> [<seconds>]
  `),
  'key-chain': list(`
    key <id>
    key-string <secret>
    cryptographic-algorithm (md5|hmac-sha-1|hmac-sha-256|hmac-sha-384|hmac-sha-512)
  `),
};

/** The node that the line which opens it names. */
export function nodeOf(opener: string): FrrNode {
  const words = opener.split(/\s+/);
  switch (words[0]) {
    case 'router':
      return words[1] === 'bgp'
        ? 'bgp'
        : words[1] === 'ospf6'
          ? 'ospf6'
          : words[1] === 'isis'
            ? 'isis'
            : 'ospf';
    case 'address-family':
      return words[1] === 'l2vpn' ? 'bgp-evpn' : 'bgp-af';
    case 'interface':
      return 'interface';
    case 'route-map':
      return 'route-map';
    case 'bfd':
      return 'bfd';
    case 'peer':
    case 'profile':
      return 'bfd-peer';
    case 'vrf':
      return 'vrf';
    case 'line':
      return 'line';
    case 'key':
      return 'key-chain';
    default:
      return 'top';
  }
}
