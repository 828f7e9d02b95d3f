import { type Effect, effects } from '../../config/config-view.ts';
import type { DeltaCommand } from './delta.ts';

interface Known {
  effect: Effect;
  code: string;
}

/** How a command takes effect in a router that runs. The first rule that fits decides. */
interface Rule extends Known {
  /** The innermost context; null for any. */
  within: RegExp | null;
  /** The command without `no`. */
  form: RegExp;
  /** Only where it is deleted, or only where it is added. */
  only?: 'delete' | 'add';
}

const rule = (
  effect: Effect,
  code: string,
  within: RegExp | null,
  form: RegExp,
  only?: Rule['only'],
): Rule => ({ effect, code, within, form, ...(only && { only }) });

const atTop = /^$/;
const bgp = /^router bgp\b/;
const peer = String.raw`^neighbor \S+ `;
const about = (words: string): RegExp => new RegExp(`${peer}(?:${words})\\b`);

/**
 * Sources: what a live reload never applies, and description, timers, maximum-prefix, network, activate and router-id, were run
 * with 8.4.4 and 10.3. The rest is read in bgpd/bgpd.c: `peer_flag_action_list` and `peer_af_flag_action_list` (`peer_change_reset`),
 * `peer_password_set`, `peer_update_source_if_set`, `peer_ebgp_multihop_set`, `peer_local_as_set`, `bgp_confederation_id_set`; and
 * in ospfd: a change of hello or dead interval, area, network type or authentication ends the adjacency.
 */
const rules: readonly Rule[] = [
  rule('restart', 'defaults', atTop, /^frr defaults\b/),
  rule('restart', 'user', atTop, /^(username|password|enable password)\b/),
  rule('restart', 'agentx', atTop, /^agentx\b/),
  rule('restart', 'service', atTop, /^service\b/),
  rule('restart', 'line-vty', atTop, /^line vty\b/),
  rule('restart', 'line-vty', /^line vty\b/, /./),
  rule('live', 'log-file', atTop, /^(log|debug|banner)\b/),
  rule(
    'live',
    'filter-list',
    atTop,
    /^((ip|ipv6) prefix-list|(ip |ipv6 |mac )?access-list|bgp (community|large-community|extcommunity|as-path))\b/,
  ),
  rule('live', 'static-route', /^(vrf \S+)?$/, /^(ip|ipv6) route\b/),
  rule('live', 'policy', atTop, /^route-map\b/),
  rule('live', 'policy', /^route-map\b/, /./),
  rule('resets', 'instance', atTop, /^router \S+/, 'delete'),
  rule('live', 'other-live', atTop, /^router \S+/),
  rule('resets', 'router-id', bgp, /^bgp (router-id|cluster-id)\b/),
  rule('resets', 'confederation', bgp, /^bgp confederation\b/),
  rule('resets', 'instance', bgp, /^bgp (graceful-restart|as-notation|listen)\b/),
  rule('live', 'description', bgp, about('description')),
  rule('live', 'timers', bgp, about('timers|advertisement-interval|bfd')),
  rule('resets', 'remote-as', bgp, about('remote-as'), 'delete'),
  rule('live', 'neighbor-added', bgp, about('remote-as')),
  rule('resets', 'neighbor-removed', bgp, /^neighbor \S+$/, 'delete'),
  rule('resets', 'peer-group', bgp, about('peer-group|interface')),
  rule('resets', 'password', bgp, about('password')),
  rule('resets', 'update-source', bgp, about('update-source|port|local-role')),
  rule('resets', 'ebgp-multihop', bgp, about('ebgp-multihop|ttl-security|disable-connected-check')),
  rule('resets', 'local-as', bgp, about('local-as')),
  rule(
    'resets',
    'capability',
    bgp,
    about('capability|enforce-first-as|passive|graceful-restart|extended-optional-parameters'),
  ),
  rule('resets', 'shutdown', bgp, about('shutdown')),
  rule('resets', 'unknown', bgp, /^neighbor\b/),
  rule('resets', 'address-family', /^address-family\b/, about('activate')),
  rule(
    'resets',
    'capability',
    /^address-family\b/,
    about('route-reflector-client|route-server-client|addpath-\\S+|capability'),
  ),
  rule('live', 'network', /^(address-family|router)\b/, /^(network|aggregate-address|redistribute)\b/),
  rule('live', 'policy', /^address-family\b/, about('\\S+')),
  rule(
    'resets',
    'router-id',
    /^router (ospf|ospf6|isis)\b/,
    /^(ospf router-id|ospf6 router-id|net|is-type)\b/,
  ),
  rule('live', 'other-live', /^interface\b/, /^(ip ospf|ipv6 ospf6|isis) (cost|metric|priority)\b/),
  rule('resets', 'adjacency', /^interface\b/, /^(ip|ipv6) (ospf|ospf6|router isis)\b/),
  rule('resets', 'adjacency', /^interface\b/, /^(isis|shutdown)\b/),
  rule('resets', 'interface-address', /^interface\b/, /^(ip|ipv6) address\b/, 'delete'),
  rule('live', 'description', null, /^description\b/),
  rule(
    'live',
    'other-live',
    bgp,
    /^(bgp (bestpath|log-neighbor-changes|always-compare-med|deterministic-med|network|ebgp-requires-policy|default|dampening|suppress-duplicates|graceful-shutdown|minimum-holdtime|update-delay|disable-ebgp-connected-route-check|route-reflector)|maximum-paths|distance|coalesce-time|address-family|segment-routing)\b/,
  ),
  rule('live', 'timers', bgp, /^timers bgp\b/),
  rule(
    'live',
    'other-live',
    /^address-family\b/,
    /^(maximum-paths|import|export|rd|rt|label|advertise\S*|distance|table-map|bgp dampening|nexthop|vni)\b/,
  ),
  rule(
    'resets',
    'adjacency',
    /^router (ospf|ospf6)\b/,
    /^(network|area \S+ (stub|nssa|authentication)|passive-interface)\b/,
  ),
  rule(
    'live',
    'other-live',
    /^router (ospf|ospf6|isis)\b/,
    /^(log-adjacency-changes|timers|distance|maximum-paths|max-metric|redistribute|default-information|auto-cost|area \S+ range|metric-style|spf-interval|lsp-\S+)\b/,
  ),
  rule(
    'live',
    'other-live',
    /^interface\b/,
    /^((ip|ipv6) address|bandwidth|link-params|multicast|no shutdown)\b/,
    'add',
  ),
  rule(
    'live',
    'other-live',
    atTop,
    /^(vrf|interface|nexthop-group|pbr-map|ip nht|ipv6 nht|ip protocol|ipv6 protocol|ip forwarding|ipv6 forwarding|key chain|bfd|rpki|segment-routing|exit)\b/,
  ),
];

/** What one command of a delta does to a router that runs, and by which rule. */
export function effectOf(
  command: DeltaCommand,
  delta: { delete: readonly DeltaCommand[]; add: readonly DeltaCommand[] },
): Known & { params: Record<string, string | number> } {
  const deleted = delta.delete.includes(command);
  const line = command.line.replace(/^no /, '');
  const within = command.context.at(-1) ?? '';
  const found = rules.find(
    (one) =>
      (one.within === null || one.within.test(within)) &&
      one.form.test(line) &&
      (one.only === undefined || (one.only === 'delete') === deleted),
  );
  const neighbor = /^neighbor (\S+)/.exec(line)?.[1];
  const params: Record<string, string | number> = neighbor === undefined ? {} : { neighbor };
  // A remote-as that is deleted and not added again takes the neighbor away.
  if (found?.code === 'remote-as' && !delta.add.some((other) => sameNeighbor(other, command, neighbor)))
    return { effect: 'resets', code: 'neighbor-removed', params };
  // Of what nobody has tried the worst is said.
  return { effect: found?.effect ?? 'resets', code: found?.code ?? 'unknown', params };
}

function sameNeighbor(other: DeltaCommand, command: DeltaCommand, neighbor: string | undefined): boolean {
  return (
    other.context.join() === command.context.join() &&
    other.line.startsWith(`neighbor ${neighbor} remote-as `)
  );
}

/** The most of several effects. */
export function strongest(list: Iterable<Effect>): Effect {
  let most = 0;
  for (const effect of list) most = Math.max(most, effects.indexOf(effect));
  return effects[most] ?? 'none';
}
