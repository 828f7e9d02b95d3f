import { isRecord, quote, type Reading } from '../reading.ts';
import type { RoutingSession } from './routing-summary.ts';
import { bounded, Fields, readShowJson, secondsOf } from './show-json.ts';

/**
 * Neighbors of `show ip ospf vrf all neighbor json` or `show ip ospf neighbor json`.
 * `2-Way/DROther` is as far as two routers go that are neither designated nor backup (RFC 2328, 10.4): it counts as up.
 */
export function parseOspfNeighbors(stdout: string): Reading<RoutingSession[]> {
  const { value, problems } = readShowJson(stdout);
  if (value === undefined) return { value: [], problems };
  if (!isRecord(value))
    return { value: [], problems: [...problems, `Not a list of neighbors: ${quote(value)}`] };
  const all = [...problems];
  const sessions: RoutingSession[] = [];
  // `neighbors` at the top is the form without `vrf all`.
  const vrfs = isRecord(value.neighbors) && !isRecord(value.neighbors.neighbors) ? { default: value } : value;
  for (const [vrf, part] of Object.entries(vrfs)) {
    if (!isRecord(part)) continue;
    if (part.neighbors === undefined) continue;
    if (!isRecord(part.neighbors)) {
      all.push(`${quote(vrf)}: neighbors are not a list: ${quote(part.neighbors)}`);
      continue;
    }
    for (const [routerId, entries] of Object.entries(part.neighbors)) {
      for (const entry of Array.isArray(entries) ? entries : [entries]) {
        if (isRecord(entry)) sessions.push(neighbor(vrf, routerId, entry, all));
        else all.push(`${quote(routerId)}: ${quote(entry)}`);
      }
    }
  }
  return { value: sessions, problems: bounded(all) };
}

function neighbor(
  vrf: string,
  routerId: string,
  entry: Record<string, unknown>,
  problems: string[],
): RoutingSession {
  const read = new Fields(entry, `OSPF ${quote(routerId)}`, problems);
  // `state` is 8.4's second name of `nbrState`; 7.x has only `state`.
  const state = read.text('nbrState') ?? read.text('state') ?? '';
  if (state === '') problems.push(`OSPF ${quote(routerId)}: no state`);
  const name = read.text('ifaceName') ?? '';
  return {
    protocol: 'ospf',
    peer: routerId,
    context: vrf === 'default' ? name : `${vrf} ${name}`,
    state,
    up: /^full\b/i.test(state) || /^2-way\/drother$/i.test(state),
    seconds: secondsOf(read.count('upTimeInMsec') ?? read.count('lastPrgrsvChangeMsec')),
    prefixesReceived: null,
    prefixesSent: null,
    remoteAs: null,
    description: null,
    detail: read.text('ifaceAddress') ?? read.text('address'),
  };
}
