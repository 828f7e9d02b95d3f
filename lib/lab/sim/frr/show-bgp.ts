import { formatAddress, parseCidr } from '../multus/address.ts';
import type { BgpInstance } from './config.ts';
import { jsonC } from './json-c.ts';
import { type FrrMesh, messagesAfter } from './mesh.ts';
import { lacksPolicy } from './prefixes.ts';
import type { Router, Session } from './router.ts';

/** `show bgp vrf all summary json`: vrf → address family → peers (bgpd/bgp_vty.c, bgp_show_summary). */
export function showBgpVrfAllSummary(router: Router, mesh: FrrMesh, now: number): string {
  if (router.config.bgp.length === 0) return '{}\n';
  const vrfs = router.config.bgp.map(
    (bgp) => `${JSON.stringify(bgp.vrf)}:{\n${families(router, bgp, mesh, now, false).join('\n,\n')}\n}`,
  );
  return `{\n${vrfs.join('\n,\n')}\n}\n`;
}

/** `show bgp summary json` of the default VRF. */
export function showBgpSummary(router: Router, mesh: FrrMesh, now: number): string {
  const bgp = router.config.bgp.find((item) => item.vrf === 'default');
  if (bgp === undefined) return '{}\n';
  return `{\n${families(router, bgp, mesh, now, false).join('\n,\n')}\n}\n`;
}

/** `show bgp summary failed json`: only the neighbors that are not established, with the reason. */
export function showBgpSummaryFailed(router: Router, mesh: FrrMesh, now: number): string {
  const bgp = router.config.bgp.find((item) => item.vrf === 'default');
  if (bgp === undefined) return '{}\n';
  return `{\n${families(router, bgp, mesh, now, true).join('\n,\n')}\n}\n`;
}

function families(
  router: Router,
  bgp: BgpInstance,
  mesh: FrrMesh,
  now: number,
  failedOnly: boolean,
): string[] {
  const sessions = mesh.sessions(router.key).filter((session) => session.bgp === bgp);
  return [...bgp.families.values()].flatMap((family) => {
    const active = sessions.filter((item) => family.neighbors.get(item.neighbor.address)?.activated === true);
    if (active.length === 0) return [];
    const failed = active.filter((item) => item.state !== 'Established');
    if (failedOnly && failed.length === 0) {
      const none = { failedPeersCount: 0, dynamicPeers: 0, totalPeers: active.length };
      return [`${JSON.stringify(family.name)}:${jsonC(none)}`];
    }
    const ribCount = mesh.table(router.key, family.name).size;
    const shown = failedOnly ? failed : active;
    const body = {
      routerId: bgp.routerId ?? defaultRouterId(router),
      as: bgp.as,
      vrfId: bgp.vrf === 'default' ? 0 : -1,
      vrfName: bgp.vrf,
      tableVersion: ribCount + active.reduce((sum, item) => sum + item.dropped, 0),
      ribCount,
      ribMemory: ribCount * 192,
      peerCount: active.length,
      peerMemory: active.length * 741464,
      peers: Object.fromEntries(
        shown.map((item) => [
          item.neighbor.address,
          failedOnly ? failedPeer(item, now) : peer(item, family.name, now),
        ]),
      ),
      failedPeers: failed.length,
      displayedPeers: active.length,
      totalPeers: active.length,
      dynamicPeers: 0,
      ...(failedOnly ? {} : { bestPath: { multiPathRelax: 'false' } }),
    };
    return [`${JSON.stringify(family.name)}:${jsonC(body)}`];
  });
}

function peer(session: Session, family: string, now: number): Record<string, unknown> {
  const up = session.state === 'Established';
  const counts = session.prefixes.get(family) ?? { received: 0, sent: 0 };
  const elapsed = session.changedAt === undefined ? 0 : now - session.changedAt;
  const messages = up ? messagesAfter(session, elapsed) : session.messages;
  const { remoteAs } = session.neighbor;
  return {
    hostname: session.peerHostname,
    remoteAs: typeof remoteAs === 'number' ? remoteAs : 0,
    localAs: session.bgp.as,
    version: 4,
    msgRcvd: messages.received,
    msgSent: messages.sent,
    tableVersion: 0,
    outq: 0,
    inq: 0,
    ...uptime(session, now),
    pfxRcd: up ? counts.received : 0,
    pfxSnt: up ? counts.sent : 0,
    state: session.state,
    peerState: session.neighbor.shutdown ? 'Admin' : lacksPolicy(session, family) ? 'Policy' : 'OK',
    connectionsEstablished: session.established,
    connectionsDropped: session.dropped,
    desc: session.neighbor.description,
    idType: session.neighbor.address.includes(':') ? 'ipv6' : 'ipv4',
  };
}

function failedPeer(session: Session, now: number): Record<string, unknown> {
  const { notification, reason, code } = session.reset;
  return {
    hostname: session.peerHostname,
    connectionsEstablished: session.established,
    connectionsDropped: session.dropped,
    ...uptime(session, now),
    ...(notification === undefined
      ? {}
      : {
          lastErrorCodeSubcode: notification.code,
          lastNotificationReason: notification.reason,
          lastNotificationHardReset: false,
        }),
    lastResetDueTo: reason,
    lastResetCode: code,
    idType: session.neighbor.address.includes(':') ? 'ipv6' : 'ipv4',
  };
}

function uptime(session: Session, now: number): Record<string, unknown> {
  if (session.changedAt === undefined) return { peerUptime: 'never', peerUptimeMsec: 0 };
  const seconds = Math.max(0, Math.floor((now - session.changedAt) / 1000));
  return {
    peerUptime: frrTime(seconds),
    peerUptimeMsec: seconds * 1000,
    peerUptimeEstablishedEpoch: Math.floor(session.changedAt / 1000),
  };
}

/** `00:00:52`, `1d02h03m`, `02w3d04h` (lib/frrtime.h). */
function frrTime(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days >= 7) return `${two(Math.floor(days / 7))}w${days % 7}d${two(hours)}h`;
  if (days >= 1) return `${days}d${two(hours)}h${two(minutes)}m`;
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
}

/** zebra takes the highest address of the router's interfaces when none is configured. */
export function defaultRouterId(router: Router): string {
  const addresses = router.interfaces
    .flatMap((item) => item.addresses)
    .map(parseCidr)
    .filter((cidr) => cidr?.family === 4);
  const highest = addresses.reduce(
    (best, cidr) => (best === undefined || (cidr && cidr.value > best.value) ? cidr : best),
    undefined,
  );
  return highest === undefined ? '0.0.0.0' : formatAddress(highest);
}
