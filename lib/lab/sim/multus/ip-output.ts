import { contains, formatAddress, formatCidr, lastOf, networkOf, parseCidr } from './address.ts';
import type { Interface } from './interface.ts';

const forever = 4294967295;

interface AddressInfo {
  family: string;
  local: string;
  prefixlen: number;
  broadcast?: string;
  scope: string;
  label?: string;
  valid_life_time: number;
  preferred_life_time: number;
}

interface LinkInfo {
  ifindex: number;
  link_index?: number;
  ifname: string;
  flags: string[];
  mtu: number;
  qdisc: string;
  operstate: string;
  group: string;
  txqlen?: number;
  link_type: string;
  address: string;
  broadcast: string;
  link_netnsid?: number;
  addr_info: AddressInfo[];
}

interface Route {
  type?: string;
  dst: string;
  gateway?: string;
  dev?: string;
  protocol?: string;
  scope?: string;
  prefsrc?: string;
  metric?: number;
  flags: string[];
  pref?: string;
}

/** What a routing daemon has put into the pod's table. */
export interface ExtraRoute {
  destination: string;
  gateway?: string;
  device?: string;
  blackhole?: boolean;
  protocol: string;
  metric: number;
}

function life<T extends object>(info: T): T & { valid_life_time: number; preferred_life_time: number } {
  return { ...info, valid_life_time: forever, preferred_life_time: forever };
}

/** The link-local address made from a MAC (RFC 4291, appendix A). */
export function linkLocal(mac: string): string {
  const bytes = mac.split(':').map((part) => Number.parseInt(part, 16));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  const value = groups.reduce((sum, group) => sum * 65536n + BigInt(group), 0xfe80000000000000n);
  return formatAddress({ family: 6, value });
}

/** The pod's links with loopback first, as `ip -j addr` lists them (iproute2 6.1). */
export function links(interfaces: readonly Interface[]): LinkInfo[] {
  const loopback: LinkInfo = {
    ifindex: 1,
    ifname: 'lo',
    flags: ['LOOPBACK', 'UP', 'LOWER_UP'],
    mtu: 65536,
    qdisc: 'noqueue',
    operstate: 'UNKNOWN',
    group: 'default',
    txqlen: 1000,
    link_type: 'loopback',
    address: '00:00:00:00:00:00',
    broadcast: '00:00:00:00:00:00',
    addr_info: [
      life({ family: 'inet', local: '127.0.0.1', prefixlen: 8, scope: 'host', label: 'lo' }),
      life({ family: 'inet6', local: '::1', prefixlen: 128, scope: 'host' }),
    ],
  };
  return [loopback, ...interfaces.map((item, index) => link(item, index + 2))];
}

function link(item: Interface, ifindex: number): LinkInfo {
  const addresses = item.addresses.flatMap((address) => {
    const cidr = parseCidr(address);
    if (cidr === undefined) return [];
    const local = formatAddress(cidr);
    if (cidr.family === 6) return [life({ family: 'inet6', local, prefixlen: cidr.prefix, scope: 'global' })];
    const broadcast = cidr.prefix < 31 ? { broadcast: formatAddress(lastOf(cidr)) } : {};
    return [
      life({
        family: 'inet',
        local,
        prefixlen: cidr.prefix,
        ...broadcast,
        scope: 'global',
        label: item.name,
      }),
    ];
  });
  return {
    ifindex,
    ...(item.peerIndex === undefined ? {} : { link_index: item.peerIndex }),
    ifname: item.name,
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    mtu: item.mtu,
    qdisc: item.peerIndex === undefined ? 'mq' : 'noqueue',
    operstate: 'UP',
    group: 'default',
    ...(item.peerIndex === undefined ? { txqlen: 1000 } : {}),
    link_type: 'ether',
    address: item.mac,
    broadcast: 'ff:ff:ff:ff:ff:ff',
    ...(item.peerIndex === undefined ? {} : { link_netnsid: 0 }),
    addr_info: [
      ...addresses,
      life({ family: 'inet6', local: linkLocal(item.mac), prefixlen: 64, scope: 'link' }),
    ],
  };
}

/** `ip addr` in words. */
export function addrText(infos: readonly LinkInfo[]): string {
  return infos
    .map((info) => {
      const name = info.link_index === undefined ? info.ifname : `${info.ifname}@if${info.link_index}`;
      const queue = info.txqlen === undefined ? ' ' : ` qlen ${info.txqlen}`;
      const netns = info.link_netnsid === undefined ? '' : ` link-netnsid ${info.link_netnsid}`;
      const lines = [
        `${info.ifindex}: ${name}: <${info.flags.join(',')}> mtu ${info.mtu} qdisc ${info.qdisc} state ${info.operstate} group default${queue}`,
        `    link/${info.link_type} ${info.address} brd ${info.broadcast}${netns}`,
      ];
      for (const address of info.addr_info) {
        const broadcast = address.broadcast === undefined ? '' : ` brd ${address.broadcast}`;
        lines.push(
          `    ${address.family} ${address.local}/${address.prefixlen}${broadcast} scope ${address.scope} ${address.label ?? ''}`,
          '       valid_lft forever preferred_lft forever',
        );
      }
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** The main table, as `ip -j route` (or `ip -j -6 route`) lists it. */
export function routes(
  interfaces: readonly Interface[],
  extra: readonly ExtraRoute[],
  family: 4 | 6,
): Route[] {
  return family === 6 ? routes6(interfaces) : routes4(interfaces, extra);
}

function routes4(interfaces: readonly Interface[], extra: readonly ExtraRoute[]): Route[] {
  const defaults: Route[] = [];
  const others: { route: Route; order: bigint }[] = [];
  const add = (route: Route) => others.push({ route, order: parseCidr(route.dst)?.value ?? 0n });
  for (const item of interfaces) {
    const gateway = item.gateway;
    if (gateway?.includes('.')) defaults.push({ dst: 'default', gateway, dev: item.name, flags: [] });
    if (item.routed) add({ dst: '169.254.1.1', dev: item.name, scope: 'link', flags: [] });
    for (const address of item.addresses) {
      const cidr = parseCidr(address);
      if (cidr === undefined || cidr.family === 6 || cidr.prefix === 32) continue;
      const dst = formatCidr(networkOf(cidr));
      add({
        dst,
        dev: item.name,
        protocol: 'kernel',
        scope: 'link',
        prefsrc: formatAddress(cidr),
        flags: [],
      });
    }
    for (const route of item.routes) {
      if (route.destination.includes(':')) continue;
      add({
        dst: route.destination,
        ...(route.gateway ? { gateway: route.gateway } : {}),
        dev: item.name,
        flags: [],
      });
    }
  }
  for (const route of extra) {
    const device = route.device ?? deviceTo(interfaces, route.gateway);
    add({
      ...(route.blackhole ? { type: 'blackhole' } : {}),
      dst: route.destination,
      ...(route.gateway === undefined ? {} : { gateway: route.gateway }),
      ...(device === undefined ? {} : { dev: device }),
      protocol: route.protocol,
      metric: route.metric,
      flags: [],
    });
  }
  others.sort((left, right) => (left.order < right.order ? -1 : left.order > right.order ? 1 : 0));
  return [...defaults, ...others.map(({ route }) => route)];
}

function deviceTo(interfaces: readonly Interface[], gateway: string | undefined): string | undefined {
  const target = gateway === undefined ? undefined : parseCidr(gateway);
  if (target === undefined) return undefined;
  return interfaces.find((item) =>
    item.addresses.some((address) => {
      const cidr = parseCidr(address);
      return cidr !== undefined && contains(cidr, target);
    }),
  )?.name;
}

function routes6(interfaces: readonly Interface[]): Route[] {
  const kernel = { protocol: 'kernel', metric: 256, flags: [], pref: 'medium' };
  const global = interfaces.flatMap((item) =>
    item.addresses.flatMap((address): Route[] => {
      const cidr = parseCidr(address);
      return cidr?.family === 6 ? [{ dst: formatCidr(networkOf(cidr)), dev: item.name, ...kernel }] : [];
    }),
  );
  return [...global, ...interfaces.map((item) => ({ dst: 'fe80::/64', dev: item.name, ...kernel }))];
}

/** `ip route` in words. */
export function routeText(list: readonly Route[]): string {
  return list
    .map((route) => {
      const parts = [
        route.type,
        route.dst,
        route.gateway && `via ${route.gateway}`,
        route.dev && `dev ${route.dev}`,
        route.protocol && `proto ${route.protocol}`,
        route.scope && `scope ${route.scope}`,
        route.prefsrc && `src ${route.prefsrc}`,
        route.metric === undefined ? undefined : `metric ${route.metric}`,
        route.pref && `pref ${route.pref}`,
      ];
      const line = parts.filter((part) => part !== undefined && part !== '').join(' ');
      return route.pref === undefined ? `${line} \n` : `${line}\n`;
    })
    .join('');
}
