import { contains, parseCidr } from '../multus/address.ts';
import type { Interface } from '../multus/interface.ts';
import { hexOf } from '../random.ts';
import type { InterfaceConfig } from './config.ts';
import { jsonC } from './json-c.ts';
import type { FrrMesh } from './mesh.ts';
import type { Router } from './router.ts';
import { defaultRouterId } from './show-bgp.ts';

/** `show ip ospf neighbor json`; with slashes escaped, as this one command prints them. */
export function showOspfNeighbor(router: Router, mesh: FrrMesh, now: number): string {
  if (router.config.ospf === undefined) return '{\n}\n';
  return `${jsonC({ neighbors: ospfNeighbors(router, mesh, now) }, { escapeSlashes: true })}\n`;
}

/** `show ip ospf vrf all neighbor json`. */
export function showOspfVrfAllNeighbor(router: Router, mesh: FrrMesh, now: number): string {
  if (router.config.ospf === undefined) return '{\n}\n';
  return `${jsonC({ default: { vrfName: 'default', vrfId: 0, neighbors: ospfNeighbors(router, mesh, now) } })}\n`;
}

function ospfNeighbors(router: Router, mesh: FrrMesh, now: number): Record<string, unknown[]> {
  const neighbors: Record<string, unknown[]> = {};
  for (const { local, peer, remote } of mesh.adjacent(router)) {
    const area = areaOf(router, local);
    if (area === undefined || area !== areaOf(peer, remote)) continue;
    const settings = router.config.interfaces.get(local.name);
    const since = Math.max(router.startedAt, peer.startedAt);
    const state = ospfState(router, peer, settings, now - since);
    const address = bare(remote);
    const elapsed = Math.max(0, now - since);
    const hello = (settings?.ospfHello ?? 10) * 1000;
    const dead = hello * 4 - (elapsed % hello);
    const id = ospfId(peer);
    const list = neighbors[id] ?? [];
    neighbors[id] = list;
    list.push({
      priority: 1,
      state,
      nbrPriority: 1,
      nbrState: state,
      converged: state.split('/')[0],
      role: state.split('/')[1],
      upTimeInMsec: elapsed,
      deadTimeMsecs: dead,
      routerDeadIntervalTimerDueMsec: dead,
      upTime: ospfTime(elapsed),
      deadTime: ospfTime(dead),
      address,
      ifaceAddress: address,
      ifaceName: `${local.name}:${bare(local)}`,
      retransmitCounter: 0,
      linkStateRetransmissionListCounter: 0,
      requestCounter: 0,
      linkStateRequestListCounter: 0,
      dbSummaryCounter: 0,
      databaseSummaryListCounter: 0,
    });
  }
  return neighbors;
}

/** Who was there first is the designated router; the election waits for the dead interval. */
function ospfState(
  router: Router,
  peer: Router,
  settings: InterfaceConfig | undefined,
  elapsed: number,
): string {
  if (settings?.ospfPointToPoint) return elapsed < 2000 ? 'ExStart/-' : 'Full/-';
  if (elapsed < (settings?.ospfHello ?? 10) * 4000) return '2-Way/DROther';
  const peerFirst =
    peer.startedAt < router.startedAt || (peer.startedAt === router.startedAt && peer.key < router.key);
  return peerFirst ? 'Full/DR' : 'Full/Backup';
}

function areaOf(router: Router, item: Interface): string | undefined {
  const { ospf, interfaces } = router.config;
  if (ospf === undefined) return undefined;
  const own = interfaces.get(item.name)?.ospfArea;
  if (own !== undefined) return own;
  return ospf.networks.find(({ prefix }) => {
    const network = parseCidr(prefix);
    const address = parseCidr(item.addresses[0] ?? '');
    return network !== undefined && address !== undefined && contains(network, address);
  })?.area;
}

function ospfId(router: Router): string {
  return router.config.ospf?.routerId ?? defaultRouterId(router);
}

function bare(item: Interface): string {
  return item.addresses[0]?.split('/')[0] ?? '0.0.0.0';
}

/** `3.437s`, `2m41s`, `1h02m03s`, `2d3h04m` (ospfd/ospf_dump.c, ospf_timeval_dump). */
function ospfTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days}d${two(hours)}h${two(minutes)}m`;
  if (hours > 0) return `${hours}h${two(minutes)}m${two(seconds % 60)}s`;
  if (minutes > 0) return `${minutes}m${two(seconds % 60)}s`;
  return `${seconds}.${String(milliseconds % 1000).padStart(3, '0')}s`;
}

/** `show isis neighbor json`. */
export function showIsisNeighbor(router: Router, mesh: FrrMesh, now: number): string {
  const areas = router.config.isis.map(({ area }) => {
    const circuits = mesh.adjacent(router).flatMap(({ local, peer, remote }) => {
      const joined = router.config.interfaces.get(local.name)?.isis === area;
      const peerArea = peer.config.interfaces.get(remote.name)?.isis;
      if (!joined || peerArea === undefined) return [];
      const elapsed = now - Math.max(router.startedAt, peer.startedAt);
      return [
        {
          circuit: 0,
          adj: peer.hostname,
          interface: local.name,
          level: 2,
          state: elapsed > 3000 ? 'Up' : 'Initializing',
          'expires-in': `${30 - (Math.floor(elapsed / 1000) % 4)}s`,
          snpa: hexOf(remote.mac, 12).replace(/(....)(....)(....)/, '$1.$2.$3'),
        },
      ];
    });
    return { area, circuits };
  });
  return `${jsonC({ areas })}\n`;
}
