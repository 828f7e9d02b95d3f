/** Where vtysh is in a configuration, with the number that its messages give the place (lib/command.h, enum node_type). */
export interface Node {
  name: string;
  /** In 8.x and in 10.x. */
  numbers: readonly [number, number];
  parent: string | undefined;
}

const rows: readonly [name: string, old: number, recent: number, parent?: string][] = [
  ['enable', 3, 3],
  ['config', 4, 4],
  ['vrf', 16, 20, 'config'],
  ['interface', 17, 21, 'config'],
  ['bgp', 25, 28, 'config'],
  ['bgp vpnv4', 26, 29, 'bgp'],
  ['bgp ipv4', 28, 31, 'bgp'],
  ['bgp ipv6', 31, 34, 'bgp'],
  ['bgp evpn', 39, 41, 'bgp'],
  ['rip', 21, 24, 'config'],
  ['ospf', 41, 43, 'config'],
  ['ospf6', 42, 44, 'config'],
  ['isis', 50, 52, 'config'],
  ['route-map', 59, 7, 'config'],
  ['bfd', 86, 91, 'config'],
  ['bfd peer', 87, 92, 'bfd'],
  ['bfd profile', 88, 93, 'bfd'],
  ['key chain', 13, 16, 'config'],
  ['line', 79, 84, 'config'],
];

export const nodes: ReadonlyMap<string, Node> = new Map(
  rows.map(([name, old, recent, parent]) => [name, { name, numbers: [old, recent], parent }]),
);
