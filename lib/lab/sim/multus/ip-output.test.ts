import { describe, expect, it } from 'vitest';
import type { Interface } from './interface.ts';
import { addrText, links, routes, routeText } from './ip-output.ts';

// Captured from a pod with a bridge and a macvlan interface, iproute2 6.1.
const addresses = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host 
       valid_lft forever preferred_lft forever
2: eth0@if10: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default 
    link/ether 4a:bf:82:ad:e8:29 brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet 10.244.0.3/24 brd 10.244.0.255 scope global eth0
       valid_lft forever preferred_lft forever
    inet6 fe80::48bf:82ff:fead:e829/64 scope link 
       valid_lft forever preferred_lft forever
3: net1@if15: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default 
    link/ether ee:ef:bf:53:16:4a brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet 192.168.201.221/24 brd 192.168.201.255 scope global net1
       valid_lft forever preferred_lft forever
    inet6 fe80::ecef:bfff:fe53:164a/64 scope link 
       valid_lft forever preferred_lft forever
`;

const table = `default via 10.244.0.1 dev eth0 
blackhole 10.1.1.0/24 proto static metric 20 
10.244.0.0/24 dev eth0 proto kernel scope link src 10.244.0.3 
192.168.201.0/24 dev net1 proto kernel scope link src 192.168.201.221 
`;

const json =
  '{"ifindex":2,"link_index":10,"ifname":"eth0","flags":["BROADCAST","MULTICAST","UP","LOWER_UP"],"mtu":1450,"qdisc":"noqueue","operstate":"UP","group":"default","link_type":"ether","address":"4a:bf:82:ad:e8:29","broadcast":"ff:ff:ff:ff:ff:ff","link_netnsid":0,"addr_info":[{"family":"inet","local":"10.244.0.3","prefixlen":24,"broadcast":"10.244.0.255","scope":"global","label":"eth0","valid_life_time":4294967295,"preferred_life_time":4294967295},{"family":"inet6","local":"fe80::48bf:82ff:fead:e829","prefixlen":64,"scope":"link","valid_life_time":4294967295,"preferred_life_time":4294967295}]}';

const interfaces: Interface[] = [
  {
    name: 'eth0',
    network: 'pod-network',
    segment: 'pod-network',
    mac: '4a:bf:82:ad:e8:29',
    mtu: 1450,
    addresses: ['10.244.0.3/24'],
    peerIndex: 10,
    gateway: '10.244.0.1',
    routes: [],
  },
  {
    name: 'net1',
    network: 'lab/ext1',
    segment: 'ext1',
    mac: 'ee:ef:bf:53:16:4a',
    mtu: 1500,
    addresses: ['192.168.201.221/24'],
    peerIndex: 15,
    routes: [],
  },
];
const blackhole = { destination: '10.1.1.0/24', blackhole: true, protocol: 'static', metric: 20 };

describe('ip, as iproute2 prints it', () => {
  it('addr', () => expect(addrText(links(interfaces))).toBe(addresses));
  it('-j addr', () => expect(JSON.stringify(links(interfaces)[1])).toBe(json));
  it('route', () => expect(routeText(routes(interfaces, [blackhole], 4))).toBe(table));
  it('-j route', () =>
    expect(JSON.stringify(routes(interfaces, [blackhole], 4).slice(0, 2))).toBe(
      '[{"dst":"default","gateway":"10.244.0.1","dev":"eth0","flags":[]},{"type":"blackhole","dst":"10.1.1.0/24","protocol":"static","metric":20,"flags":[]}]',
    ));
  it('-6 route', () =>
    expect(routeText(routes(interfaces, [], 6))).toBe(
      'fe80::/64 dev eth0 proto kernel metric 256 pref medium\nfe80::/64 dev net1 proto kernel metric 256 pref medium\n',
    ));
});
