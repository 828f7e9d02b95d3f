import { isRecord, quote, type Reading } from '../reading.ts';
import type { RoutingSession } from './routing-summary.ts';
import { bounded, Fields, readShowJson, secondsOf } from './show-json.ts';

/**
 * Sessions of `show bgp vrf all summary json` or `show bgp summary json`: one per VRF, address family and peer.
 * A peer that was shut has the state `Idle (Admin)`. `Policy` in `detail` means established with nothing accepted,
 * because no policy is configured (RFC 8212).
 */
export function parseBgpSummary(stdout: string): Reading<RoutingSession[]> {
  const { value, problems } = eachPeer(stdout);
  const all = [...problems];
  const sessions = value.map(({ context, peer, object }): RoutingSession => {
    const read = new Fields(object, `${context} ${quote(peer)}`, all);
    const state = read.text('state') ?? '';
    const peerState = read.text('peerState');
    const up = state === 'Established';
    if (state === '') all.push(`${context} ${quote(peer)}: no state`);
    const since = read.count('peerUptimeMsec');
    const localAs = read.asNumber('localAs');
    return {
      protocol: 'bgp',
      peer,
      context,
      state,
      up,
      // `never` comes with 0 ms; that is not "since just now".
      seconds: read.text('peerUptime') === 'never' ? null : secondsOf(since),
      prefixesReceived: read.count('pfxRcd'),
      prefixesSent: read.count('pfxSnt'),
      remoteAs: read.asNumber('remoteAs'),
      ...(localAs !== null && { localAs }),
      description: read.text('desc'),
      detail: peerState === 'OK' ? null : peerState,
    };
  });
  return { value: sessions, problems: bounded(all) };
}

/** What BGP is exchanging: as long as `mark` is the same and nothing is queued, nothing has been learnt, sent or chosen anew. */
export interface BgpFlow {
  mark: string;
  /** Messages that wait in the queues of the peers that are up. */
  queued: number;
}

/** Read from `show bgp vrf all summary json`; null where it cannot be. */
export function parseBgpFlow(stdout: string): BgpFlow | null {
  const { value, problems } = eachPeer(stdout);
  if (problems.length > 0) return null;
  const up = value.filter(({ object }) => object.state === 'Established');
  const sum = (field: string) => up.reduce((all, { object }) => all + Number(object[field] ?? 0), 0);
  // A table's version counts the best paths that were chosen anew.
  const versions = new Map(value.map(({ context, tableVersion }) => [context, tableVersion]));
  const mark = [up.length, sum('pfxRcd'), sum('pfxSnt'), ...versions.values()].join('/');
  return { mark, queued: sum('outq') + sum('inq') };
}

/** Why a session is down, by `context peer`. */
export type BgpFailures = ReadonlyMap<string, string>;

/**
 * Reasons of `show bgp vrf all summary failed json` or `show bgp summary failed json`: `lastResetDueTo`, and the
 * notification where there was one.
 */
export function parseBgpFailed(stdout: string): Reading<BgpFailures> {
  const { value, problems } = eachPeer(stdout);
  const all = [...problems];
  const failures = new Map<string, string>();
  for (const { context, peer, object } of value) {
    const read = new Fields(object, `${context} ${quote(peer)}`, all);
    const why = [read.text('lastResetDueTo'), read.text('lastNotificationReason')].filter(Boolean).join(': ');
    if (why !== '') failures.set(`${context} ${peer}`, why);
  }
  return { value: failures, problems: bounded(all) };
}

/** The sessions with the reason of those that are down, after the peer's state where that says something. */
export function withBgpFailures(sessions: RoutingSession[], failures: BgpFailures): RoutingSession[] {
  return sessions.map((session) => {
    const why = session.up ? undefined : failures.get(`${session.context} ${session.peer}`);
    if (why === undefined) return session;
    return { ...session, detail: session.detail === null ? why : `${session.detail}: ${why}` };
  });
}

interface Peer {
  context: string;
  peer: string;
  object: Record<string, unknown>;
  /** Of the whole address family. */
  tableVersion: unknown;
}

function eachPeer(stdout: string): Reading<Peer[]> {
  const { value, problems } = readShowJson(stdout);
  if (value === undefined) return { value: [], problems };
  if (!isRecord(value)) return { value: [], problems: [...problems, `Not a summary: ${quote(value)}`] };
  const all = [...problems];
  const peers: Peer[] = [];
  for (const [name, part] of Object.entries(value)) {
    if (isAddressFamily(part)) readFamily('default', name, part, peers, all);
    else if (isRecord(part)) {
      for (const [family, summary] of Object.entries(part)) readFamily(name, family, summary, peers, all);
    } else if (!(typeof part === 'string' && /instance not found/i.test(part))) {
      all.push(`${quote(name)}: ${quote(part)}`);
    }
  }
  return { value: peers, problems: all };
}

/** Without `vrf all` the families are at the top; the counters are there even when no peer is (10.3, `failed`). */
function isAddressFamily(part: unknown): part is Record<string, unknown> {
  return (
    isRecord(part) && ['peers', 'totalPeers', 'dynamicPeers'].some((field) => Object.hasOwn(part, field))
  );
}

function readFamily(vrf: string, family: string, summary: unknown, peers: Peer[], problems: string[]): void {
  const at = isRecord(summary) && typeof summary.vrfName === 'string' ? summary.vrfName : vrf;
  const context = `${at} ${family}`;
  const list = isRecord(summary) ? summary.peers : summary;
  if (list === undefined && isRecord(summary)) return;
  if (!isRecord(list)) {
    problems.push(`${quote(context)}: no list of peers: ${quote(list)}`);
    return;
  }
  const tableVersion = isRecord(summary) ? summary.tableVersion : undefined;
  for (const [peer, object] of Object.entries(list)) {
    if (isRecord(object)) peers.push({ context, peer, object, tableVersion });
    else problems.push(`${quote(context)} ${quote(peer)}: ${quote(object)}`);
  }
}
