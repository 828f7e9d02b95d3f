/** What a word of an FRR configuration is, as far as it is coloured. */
export type FrrToken =
  | 'comment'
  | 'block'
  | 'leave'
  | 'negation'
  | 'command'
  | 'option'
  | 'name'
  | 'address'
  | 'number'
  | 'permit'
  | 'deny'
  | 'secret'
  | 'text';

/** First words that open a node of vtysh (`vtysh/vtysh.c`, the nodes with an exit of their own). */
const blocks: ReadonlySet<string> = new Set([
  'address-family',
  'bfd',
  'bmp',
  'interface',
  'key',
  'line',
  'mpls',
  'nexthop-group',
  'pbr-map',
  'peer',
  'policy',
  'profile',
  'pseudowire',
  'route-map',
  'router',
  'rpki',
  'segment-list',
  'segment-routing',
  'srv6',
  'traffic-eng',
  'vni',
  'vrf',
]);

const leaves: ReadonlySet<string> = new Set([
  'end',
  'exit',
  'exit-address-family',
  'exit-ldp-if',
  'exit-vnc',
  'exit-vni',
  'exit-vrf',
]);

/** First words of other commands; a word that is none of these keeps the colour of plain text, as a typing error does. */
const commands: ReadonlySet<string> = new Set(
  `access-list advertise aggregate-address agentx allowas-in area auto-cost banner bandwidth bgp call capability compatible
  coalesce-time debug default default-information default-metric default-originate description detect-multiplier distance
  distribute-list domainname echo-mode eigrp enable evpn export fpm frr graceful-restart group hello hostname hostname-dynamic
  import ip ipv6 is-type isis key-string link-params log log-adjacency-changes lsp-gen-interval lsp-mtu
  match max-metric maximum-paths metric-style minimum-ttl multicast neighbor neighbour-discovery net network no on-match
  ospf ospf6 passive-interface passive-mode passwd password ping pim rd receive-interval redistribute refresh
  retransmit-interval route route-target router-id rt send-lifetime service set set-overload-bit shutdown
  spf-interval summary-address summary-only table timers topology transmit-interval username vnc vni
  vrrp write-multiplier zebra accept-lifetime advertise-all-vni advertise-pip allow-external-route-update
  netns nexthop label discovery dual-stack mac mpls-te segment-routing`.split(/\s+/),
);

/** Words after which a name of the operator's own comes. */
const beforeName: ReadonlySet<string> = new Set([
  'access-list',
  'as-path-list',
  'community-list',
  'extcommunity-list',
  'filter-list',
  'hostname',
  'interface',
  'isis',
  'large-community-list',
  'nexthop-group',
  'pbr-map',
  'peer-group',
  'prefix-list',
  'profile',
  'route-map',
  'table-map',
  'update-source',
  'view',
  'vrf',
]);

const addressForm = /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[0-9a-f]*:[0-9a-f:.]*(?:\/\d{1,3})?)$/i;
const numberForm = /^(?:\d+(?:[.:]\d+)*|0x[0-9a-f]+)$/i;

/**
 * What the next word is, by the words before it on its line. Comments are `!` and `#` at the start of a line (vtysh reads
 * them nowhere else); the words after `description` are free text.
 */
export function frrToken(before: readonly string[], word: string): FrrToken | null {
  const [first] = before;
  if (first === undefined) {
    if (/^[!#]/.test(word)) return 'comment';
    if (word === 'no') return 'negation';
    if (blocks.has(word)) return 'block';
    if (leaves.has(word)) return 'leave';
    return commands.has(word) ? 'command' : null;
  }
  if (first === 'no') return frrToken(before.slice(1), word);
  if (/^[!#]/.test(first)) return 'comment';
  if (before.includes('description') || (first === 'banner' && before.includes('line'))) return 'text';
  const last = before[before.length - 1] ?? '';
  if (last === 'password' || last === 'key-string' || last === 'message-digest-key' || last === 'passwd')
    return 'secret';
  if (before.includes('md5') && last === 'md5') return 'secret';
  if (word === 'permit') return 'permit';
  if (word === 'deny') return 'deny';
  if (beforeName.has(last) && !(first === 'router' && last === 'bgp')) return 'name';
  if (addressForm.test(word)) return 'address';
  if (numberForm.test(word)) return 'number';
  if (first === 'router' || first === 'address-family') return before.length === 1 ? 'block' : 'name';
  return 'option';
}
