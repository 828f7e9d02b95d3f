import { formatCidr, networkOf, parseCidr } from '../multus/address.ts';
import type { AddressFamily } from './config.ts';
import type { Router, Session } from './router.ts';

/** A path in a router's BGP table. */
export interface Path {
  asPath: number[];
  /** Learned over this session; undefined when the router's own. */
  from: Session | undefined;
  gateway: string | undefined;
  /** Marked GRACEFUL_SHUTDOWN on its way: any other path is better (RFC 8326). */
  leaving?: boolean;
}

export type Table = Map<string, Path>;

export interface Link {
  local: Session;
  remote: Session;
  /** The remote router's address as the local one knows it. */
  address: string;
}

/**
 * Who has learned what, per router and address family, once all updates have been sent. Counts prefixes on the sessions.
 * eBGP without a policy accepts and sends nothing (RFC 8212); what came over iBGP does not go to iBGP (RFC 4271, 9.2).
 */
export function propagate(routers: readonly Router[], links: readonly Link[]): Map<string, Table> {
  const tables = new Map<string, Table>();
  const names = new Set(
    routers.flatMap(({ config }) => config.bgp.flatMap((bgp) => [...bgp.families.keys()])),
  );
  for (const { local } of links) local.prefixes.clear();
  for (const name of names) {
    for (const router of routers) {
      const family = router.config.bgp[0]?.families.get(name);
      if (family !== undefined) tables.set(`${router.key}/${name}`, originated(router, family));
    }
    settle(name, links, tables);
  }
  return tables;
}

function settle(name: string, links: readonly Link[], tables: Map<string, Table>): void {
  const counted = new Map<Session, { received: number; sent: number }>();
  // A path can travel as many hops as there are links; each round carries it one further.
  for (let round = 0; round <= links.length; round += 1) {
    let changed = false;
    for (const link of links) {
      const { local, remote, address } = link;
      const mine = tables.get(`${local.router.key}/${name}`);
      const theirs = tables.get(`${remote.router.key}/${name}`);
      if (!isActive(local, name) || !isActive(remote, name)) continue;
      if (mine === undefined || theirs === undefined) continue;
      const counts = counted.get(local) ?? { received: 0, sent: 0 };
      const other = counted.get(remote) ?? { received: 0, sent: 0 };
      counted.set(local, counts);
      counted.set(remote, other);
      other.sent = 0;
      counts.received = 0;
      for (const [prefix, path] of theirs) {
        if (!sends(remote, name, path)) continue;
        other.sent += 1;
        const asPath = isExternal(remote) ? [remote.bgp.as, ...path.asPath] : path.asPath;
        if (asPath.includes(local.bgp.as) || !accepts(local, name)) continue;
        counts.received += 1;
        const known = mine.get(prefix);
        const leaving = path.leaving === true || remote.bgp.gracefulShutdown;
        if (known !== undefined && isBetter(known, asPath, leaving)) continue;
        mine.set(prefix, { asPath, from: local, gateway: address, leaving });
        changed = true;
      }
    }
    if (!changed) break;
  }
  for (const [session, counts] of counted) session.prefixes.set(name, counts);
}

/** Whether a router keeps the path it has: its own, one that is not leaving, the shorter one. */
function isBetter(known: Path, asPath: readonly number[], leaving: boolean): boolean {
  if (known.from === undefined) return true;
  if ((known.leaving === true) !== leaving) return leaving;
  return known.asPath.length <= asPath.length;
}

function originated(router: Router, family: AddressFamily): Table {
  const known = new Set(router.config.staticRoutes.map((route) => canonical(route.prefix)));
  const connected = router.interfaces.flatMap((item) => item.addresses.map(canonical));
  const own: Path = { asPath: [], from: undefined, gateway: undefined };
  const table: Table = new Map();
  // A network statement needs the route in the table (`bgp network import-check`, on by default).
  for (const prefix of family.networks.map(canonical))
    if (known.has(prefix) || connected.includes(prefix)) table.set(prefix, own);
  if (family.redistributes.includes('static')) for (const prefix of known) table.set(prefix, own);
  if (family.redistributes.includes('connected')) for (const prefix of connected) table.set(prefix, own);
  return table;
}

function canonical(prefix: string): string {
  const cidr = parseCidr(prefix);
  return cidr === undefined ? prefix : formatCidr(networkOf(cidr));
}

function isActive(session: Session, family: string): boolean {
  return session.bgp.families.get(family)?.neighbors.get(session.neighbor.address)?.activated === true;
}

export function isExternal({ bgp, neighbor }: Session): boolean {
  return (
    neighbor.remoteAs === 'external' || (neighbor.remoteAs !== 'internal' && neighbor.remoteAs !== bgp.as)
  );
}

/** Whether RFC 8212 keeps prefixes off this session, as `peerState: Policy` says. */
export function lacksPolicy(session: Session, family: string): boolean {
  return !accepts(session, family) || !announces(session, family);
}

function accepts(session: Session, family: string): boolean {
  const policy = session.bgp.families.get(family)?.neighbors.get(session.neighbor.address);
  return !session.bgp.requiresPolicy || !isExternal(session) || policy?.inbound === true;
}

function announces(session: Session, family: string): boolean {
  const policy = session.bgp.families.get(family)?.neighbors.get(session.neighbor.address);
  return !session.bgp.requiresPolicy || !isExternal(session) || policy?.outbound === true;
}

function sends(session: Session, family: string, path: Path): boolean {
  if (path.from === session) return false;
  if (path.from !== undefined && !isExternal(path.from) && !isExternal(session)) return false;
  return announces(session, family);
}
