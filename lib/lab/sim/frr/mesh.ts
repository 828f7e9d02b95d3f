import type { Clock } from '../clock.ts';
import { contains, formatAddress, parseCidr } from '../multus/address.ts';
import type { Interface } from '../multus/interface.ts';
import type { Random } from '../random.ts';
import { type BgpInstance, type Neighbor, parseFrrConfig } from './config.ts';
import type { Section } from './config-tree.ts';
import { type Link, propagate, type Table } from './prefixes.ts';
import { badPeerAs, type Reset, type Router, resets, type Session } from './router.ts';
import { textOf } from './running-config.ts';

export interface SessionChange {
  session: Session;
  up: boolean;
}

/** All running FRRs and the sessions between them, over the interfaces that share a segment and a subnet. */
export class FrrMesh {
  /** By `namespace/pod`. */
  readonly routers = new Map<string, Router>();
  private readonly sessionsOf = new Map<string, Session[]>();
  private readonly pending = new Set<string>();
  private tables = new Map<string, Table>();
  private stale = false;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly onChange: (change: SessionChange) => void;

  constructor(clock: Clock, random: Random, onChange: (change: SessionChange) => void) {
    this.clock = clock;
    this.random = random;
    this.onChange = onChange;
  }

  /** A router's daemons are running: its sessions begin to come up. */
  start(router: Router): void {
    this.stop(router.key);
    this.routers.set(router.key, router);
    this.sessionsOf.set(
      router.key,
      router.config.bgp.flatMap((bgp) =>
        [...bgp.neighbors.values()].map((neighbor) => newSession(router, bgp, neighbor)),
      ),
    );
    this.connectAll();
  }

  /** A router runs something else from now on: a neighbor that is gone, or differs in what its session hangs on, loses it. */
  configure(key: string, tree: Section): void {
    const router = this.routers.get(key);
    if (router === undefined) return;
    router.tree = tree;
    router.config = parseFrrConfig(textOf(tree, router.dead));
    const before = this.sessionsOf.get(key) ?? [];
    const kept = new Set<Session>();
    const sessions = router.config.bgp.flatMap((bgp) =>
      [...bgp.neighbors.values()].map((neighbor) => {
        const known = before.find(
          (item) =>
            item.bgp.vrf === bgp.vrf && item.neighbor.address === neighbor.address && item.bgp.as === bgp.as,
        );
        if (known === undefined) return newSession(router, bgp, neighbor);
        kept.add(known);
        const reset = resetBy(known, bgp, neighbor);
        if (reset !== undefined) this.lose(known, reset);
        if (neighbor.shutdown) known.state = 'Idle (Admin)';
        else if (known.neighbor.shutdown || reset !== undefined) known.state = 'Active';
        if (neighbor.bfd !== known.neighbor.bfd)
          known.bfd = neighbor.bfd ? { up: false, since: this.clock.now() } : undefined;
        known.bgp = bgp;
        known.neighbor = neighbor;
        return known;
      }),
    );
    for (const session of before) if (!kept.has(session)) this.lose(session, resets.removed);
    this.sessionsOf.set(key, sessions);
    this.stale = true;
    this.connectAll();
  }

  /** Both sides of a session that one side ends by itself. */
  private lose(session: Session, reset: Reset): void {
    if (session.state !== 'Established') return;
    const peer = this.remoteOf(session);
    if (peer?.state === 'Established') this.drop(peer, resets.notificationReceived);
    this.drop(session, reset);
  }

  /** A router's daemons are gone, killed without a clean shutdown: its peers lose their sessions. */
  stop(key: string): void {
    if (!this.routers.delete(key)) return;
    const gone = this.sessionsOf.get(key) ?? [];
    this.sessionsOf.delete(key);
    for (const session of gone) {
      const peer = session.state === 'Established' ? this.remoteOf(session) : undefined;
      if (peer !== undefined) this.drop(peer, peer.neighbor.bfd ? resets.bfdDown : resets.peerClosed);
    }
    this.stale = true;
  }

  /** The router's sessions, in the order of its configuration, with counts of prefixes as of now. */
  sessions(key: string): Session[] {
    this.refresh();
    return this.sessionsOf.get(key) ?? [];
  }

  /** What the router has in its BGP table; family as in ipv4Unicast. */
  table(key: string, family: string): Table {
    this.refresh();
    return this.tables.get(`${key}/${family}`) ?? new Map();
  }

  /** The routers that share a segment with one of this router's interfaces. */
  adjacent(router: Router): { local: Interface; peer: Router; remote: Interface }[] {
    return [...this.routers.values()].flatMap((peer) => {
      if (peer.key === router.key) return [];
      return router.interfaces.flatMap((local) =>
        peer.interfaces.flatMap((remote) => (sharesSubnet(local, remote) ? [{ local, peer, remote }] : [])),
      );
    });
  }

  private connectAll(): void {
    for (const sessions of this.sessionsOf.values()) for (const session of sessions) this.connect(session);
  }

  private connect(session: Session): void {
    if (session.state === 'Established' || session.neighbor.shutdown) return;
    if (!session.router.interfaces.some((item) => reaches(item, session.neighbor.address))) {
      session.reset = resets.noNextHop;
      return;
    }
    const remote = this.remoteOf(session);
    if (remote === undefined || remote.neighbor.shutdown) return;
    const mine = agrees(session, remote);
    const theirs = agrees(remote, session);
    if (!mine || !theirs) {
      refuse(session, mine);
      refuse(remote, theirs);
      return;
    }
    const pair = [idOf(session), idOf(remote)].sort().join(' ');
    if (this.pending.has(pair)) return;
    this.pending.add(pair);
    const wait = this.random.between(`${pair}/${this.clock.now()}`, 3000, 6000);
    this.clock.after(wait, () => {
      this.pending.delete(pair);
      if (
        !this.isCurrent(session) ||
        !this.isCurrent(remote) ||
        session.neighbor.shutdown ||
        remote.neighbor.shutdown ||
        !agrees(session, remote) ||
        !agrees(remote, session)
      ) {
        this.connectAll();
        return;
      }
      this.establish(session, remote);
      this.establish(remote, session);
    });
  }

  private isCurrent(session: Session): boolean {
    return this.sessionsOf.get(session.router.key)?.includes(session) === true;
  }

  private establish(session: Session, remote: Session): void {
    session.state = 'Established';
    session.changedAt = this.clock.now();
    session.established += 1;
    session.peerHostname = remote.router.hostname;
    if (session.neighbor.bfd) session.bfd = { up: remote.neighbor.bfd, since: this.clock.now() };
    this.stale = true;
    this.onChange({ session, up: true });
  }

  private drop(session: Session, reset: Reset): void {
    const uptime = this.clock.now() - (session.changedAt ?? this.clock.now());
    session.messages = messagesAfter(session, uptime);
    session.state = 'Active';
    session.changedAt = this.clock.now();
    session.dropped += 1;
    session.reset = reset;
    if (session.bfd !== undefined) session.bfd = { up: false, since: this.clock.now() };
    this.onChange({ session, up: false });
  }

  /** The other side's session, where its router has this address and knows this one as its neighbor. */
  private remoteOf(session: Session): Session | undefined {
    const { router, neighbor } = session;
    for (const [key, sessions] of this.sessionsOf) {
      if (key === router.key) continue;
      for (const candidate of sessions) {
        if (candidate.bgp.vrf !== session.bgp.vrf) continue;
        const connected = router.interfaces.some((local) =>
          candidate.router.interfaces.some(
            (remote) =>
              local.segment === remote.segment &&
              has(remote, neighbor.address) &&
              has(local, candidate.neighbor.address),
          ),
        );
        if (connected) return candidate;
      }
    }
    return undefined;
  }

  private refresh(): void {
    if (!this.stale) return;
    this.stale = false;
    const links: Link[] = [];
    for (const sessions of this.sessionsOf.values()) {
      for (const local of sessions) {
        local.prefixes.clear();
        const remote = local.state === 'Established' ? this.remoteOf(local) : undefined;
        if (remote !== undefined) links.push({ local, remote, address: local.neighbor.address });
      }
    }
    this.tables = propagate([...this.routers.values()], links);
  }
}

function newSession(router: Router, bgp: BgpInstance, neighbor: Neighbor): Session {
  return {
    router,
    bgp,
    neighbor,
    state: neighbor.shutdown ? 'Idle (Admin)' : 'Active',
    changedAt: undefined,
    established: 0,
    dropped: 0,
    peerHostname: undefined,
    reset: neighbor.shutdown ? resets.adminShutdown : resets.waitingForOpen,
    prefixes: new Map(),
    messages: { received: 0, sent: 0 },
    bfd: neighbor.bfd ? { up: false, since: router.startedAt } : undefined,
  };
}

/** Why a session does not outlive a change; undefined where it does. */
function resetBy(session: Session, bgp: BgpInstance, neighbor: Neighbor): Reset | undefined {
  if (neighbor.shutdown) return resets.adminShutdown;
  if (session.bgp.routerId !== bgp.routerId) return resets.routerId;
  if (session.neighbor.remoteAs !== neighbor.remoteAs) return resets.remoteAs;
  const active = (of: BgpInstance) =>
    [...of.families.values()]
      .filter(({ neighbors }) => neighbors.get(neighbor.address)?.activated)
      .map((family) => family.name)
      .sort()
      .join(' ');
  return active(session.bgp) === active(bgp) ? undefined : resets.family;
}

function idOf(session: Session): string {
  return `${session.router.key}@${session.router.startedAt}>${session.neighbor.address}`;
}

function agrees(local: Session, remote: Session): boolean {
  const { remoteAs } = local.neighbor;
  if (remoteAs === 'external') return local.bgp.as !== remote.bgp.as;
  if (remoteAs === 'internal') return local.bgp.as === remote.bgp.as;
  return remoteAs === remote.bgp.as;
}

/** The side that finds the wrong AS in the OPEN sends the notification (RFC 4271, 6.2). */
function refuse(session: Session, agreed: boolean): void {
  session.state = 'Idle';
  session.reset = {
    ...(agreed ? resets.notificationReceived : resets.notificationSent),
    notification: badPeerAs,
  };
}

/** Keepalives go out three times in a hold time. */
export function messagesAfter(session: Session, uptime: number): { received: number; sent: number } {
  const keepalives = Math.floor(uptime / ((session.neighbor.holdSeconds / 3) * 1000)) + 1;
  const updates = session.prefixes.size;
  return {
    received: session.messages.received + keepalives + 1 + updates,
    sent: session.messages.sent + keepalives + 2 + updates,
  };
}

function has(item: Interface, address: string): boolean {
  const wanted = parseCidr(address);
  if (wanted === undefined) return false;
  return item.addresses.some((own) => {
    const cidr = parseCidr(own);
    return cidr !== undefined && formatAddress(cidr) === formatAddress(wanted);
  });
}

function reaches(item: Interface, address: string): boolean {
  const wanted = parseCidr(address);
  if (wanted === undefined) return false;
  return item.addresses.some((own) => {
    const cidr = parseCidr(own);
    return cidr !== undefined && contains(cidr, wanted);
  });
}

function sharesSubnet(local: Interface, remote: Interface): boolean {
  if (local.segment !== remote.segment) return false;
  return remote.addresses.some((address) => reaches(local, address.split('/')[0] ?? ''));
}
