/** The parts of an frr.conf that decide which sessions come up. */
export interface Neighbor {
  /** An address, or an interface's name (unnumbered). */
  address: string;
  /** A number, or 'external' or 'internal'. */
  remoteAs: number | 'external' | 'internal' | undefined;
  description: string | undefined;
  shutdown: boolean;
  bfd: boolean;
  holdSeconds: number;
  peerGroup: string | undefined;
}

export interface FamilyPolicy {
  activated: boolean;
  inbound: boolean;
  outbound: boolean;
}

export interface AddressFamily {
  /** As the summary names it: ipv4Unicast, ipv6Unicast. */
  name: string;
  networks: string[];
  redistributes: string[];
  neighbors: Map<string, FamilyPolicy>;
}

export interface BgpInstance {
  vrf: string;
  as: number;
  routerId: string | undefined;
  requiresPolicy: boolean;
  defaultIpv4: boolean;
  /** `bgp graceful-shutdown` (RFC 8326). */
  gracefulShutdown: boolean;
  neighbors: Map<string, Neighbor>;
  families: Map<string, AddressFamily>;
}

export interface InterfaceConfig {
  ospfArea: string | undefined;
  ospfPointToPoint: boolean;
  ospfHello: number;
  isis: string | undefined;
  isisPointToPoint: boolean;
}

export interface FrrConfig {
  hostname: string | undefined;
  version: string | undefined;
  profile: string;
  bgp: BgpInstance[];
  interfaces: Map<string, InterfaceConfig>;
  ospf: { routerId: string | undefined; networks: { prefix: string; area: string }[] } | undefined;
  isis: { area: string; net: string | undefined }[];
  /** `ip route PREFIX (GATEWAY|INTERFACE|blackhole)`. */
  staticRoutes: { prefix: string; via: string }[];
  bfdPeers: string[];
  /** For every instance. */
  gracefulShutdown: boolean;
}

interface Context {
  config: FrrConfig;
  bgp?: BgpInstance;
  family?: AddressFamily;
  interface?: InterfaceConfig;
  section?: 'ospf' | 'isis' | 'bfd' | 'other';
}

/** Reads what it knows and passes over everything else, as the lab runs no parser of FRR's. Never throws. */
export function parseFrrConfig(text: string): FrrConfig {
  const config: FrrConfig = {
    hostname: undefined,
    version: undefined,
    profile: 'traditional',
    bgp: [],
    interfaces: new Map(),
    ospf: undefined,
    isis: [],
    staticRoutes: [],
    bfdPeers: [],
    gracefulShutdown: false,
  };
  let context: Context = { config };
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('!') || line.startsWith('#')) continue;
    const words = line.split(/\s+/);
    if (line === 'exit-address-family') delete context.family;
    else if (line === 'exit' || line === 'end') context = { config };
    else context = openSection(context, words) ?? readLine(context, words);
  }
  for (const instance of config.bgp) activate(instance);
  return config;
}

function openSection({ config }: Context, words: string[]): Context | undefined {
  const [first, second, third] = words;
  if (first === 'router' && second === 'bgp') {
    const vrf = words[3] === 'vrf' ? (words[4] ?? 'default') : 'default';
    const instance: BgpInstance = {
      vrf,
      as: Number(third) || 0,
      routerId: undefined,
      requiresPolicy: config.profile !== 'datacenter' && !olderThan74(config.version),
      defaultIpv4: true,
      gracefulShutdown: config.gracefulShutdown,
      neighbors: new Map(),
      families: new Map(),
    };
    config.bgp.push(instance);
    return { config, bgp: instance };
  }
  if (first === 'router' && second === 'ospf') {
    config.ospf ??= { routerId: undefined, networks: [] };
    return { config, section: 'ospf' };
  }
  if (first === 'router' && second === 'isis') {
    config.isis.push({ area: third ?? '', net: undefined });
    return { config, section: 'isis' };
  }
  if (first === 'interface') {
    const name = second ?? '';
    const known = config.interfaces.get(name) ?? {
      ospfArea: undefined,
      ospfPointToPoint: false,
      ospfHello: 10,
      isis: undefined,
      isisPointToPoint: false,
    };
    config.interfaces.set(name, known);
    return { config, interface: known };
  }
  if (first === 'bfd' && words.length === 1) return { config, section: 'bfd' };
  if (first === 'route-map' || first === 'vrf' || first === 'line' || first === 'router')
    return { config, section: 'other' };
  return undefined;
}

function readLine(context: Context, words: string[]): Context {
  if (context.bgp !== undefined) readBgp(context, context.bgp, words);
  else if (context.interface !== undefined) readInterface(context.interface, words);
  else if (context.section !== undefined) readSection(context, words);
  else readGlobal(context.config, words);
  return context;
}

function readGlobal(config: FrrConfig, words: string[]): void {
  const [first, second, third, fourth] = words;
  if (words.join(' ') === 'bgp graceful-shutdown') config.gracefulShutdown = true;
  if (first === 'hostname') config.hostname = second;
  if (first === 'frr' && second === 'version') config.version = third;
  if (first === 'frr' && second === 'defaults') config.profile = third ?? 'traditional';
  if (first === 'ip' && second === 'route' && third !== undefined && fourth !== undefined)
    config.staticRoutes.push({ prefix: third, via: fourth });
}

function readInterface(item: InterfaceConfig, words: string[]): void {
  const line = words.join(' ');
  const area = /^ip ospf area (\S+)/.exec(line)?.[1];
  const isis = /^ip(?:v6)? router isis (\S+)/.exec(line)?.[1];
  const hello = /^ip ospf hello-interval (\d+)/.exec(line)?.[1];
  if (area !== undefined) item.ospfArea = area;
  if (isis !== undefined) item.isis = isis;
  if (hello !== undefined) item.ospfHello = Number(hello);
  if (line === 'ip ospf network point-to-point') item.ospfPointToPoint = true;
  if (line === 'isis network point-to-point') item.isisPointToPoint = true;
}

function readSection({ config, section }: Context, words: string[]): void {
  const [first, second, third, fourth] = words;
  if (section === 'ospf' && config.ospf !== undefined) {
    if (first === 'ospf' && second === 'router-id') config.ospf.routerId = third;
    if (first === 'network' && second !== undefined && third === 'area')
      config.ospf.networks.push({ prefix: second, area: fourth ?? '0' });
  }
  const isis = config.isis.at(-1);
  if (section === 'isis' && first === 'net' && isis !== undefined) isis.net = second;
  if (section === 'bfd' && first === 'peer' && second !== undefined) config.bfdPeers.push(second);
}

function readBgp(context: Context, bgp: BgpInstance, words: string[]): void {
  const line = words.join(' ');
  if (words[0] === 'address-family') {
    const name = familyName(words[1], words[2]);
    context.family = bgp.families.get(name) ?? {
      name,
      networks: [],
      redistributes: [],
      neighbors: new Map(),
    };
    bgp.families.set(name, context.family);
    return;
  }
  if (words[0] === 'bgp' && words[1] === 'router-id') bgp.routerId = words[2];
  if (line === 'bgp graceful-shutdown') bgp.gracefulShutdown = true;
  if (line === 'no bgp ebgp-requires-policy') bgp.requiresPolicy = false;
  if (line === 'bgp ebgp-requires-policy') bgp.requiresPolicy = true;
  if (line === 'no bgp default ipv4-unicast') bgp.defaultIpv4 = false;
  if (words[0] === 'network' && words[1] !== undefined)
    (context.family ?? family(bgp, 'ipv4Unicast')).networks.push(words[1]);
  if (words[0] === 'redistribute' && words[1] !== undefined)
    (context.family ?? family(bgp, 'ipv4Unicast')).redistributes.push(words[1]);
  const no = words[0] === 'no';
  const [verb, address, what, value, direction] = no ? words.slice(1) : words;
  if (verb !== 'neighbor' || address === undefined || what === undefined) return;
  const described = what === 'description' ? words.slice(3).join(' ') : value;
  if (readNeighbor(bgp, address, what, described, direction, no)) return;
  const group = context.family ?? family(bgp, 'ipv4Unicast');
  const policy = group.neighbors.get(address) ?? { activated: !no, inbound: false, outbound: false };
  if (what === 'activate') policy.activated = !no;
  if (['route-map', 'prefix-list', 'filter-list', 'distribute-list'].includes(what) && !no) {
    if (direction === 'in') policy.inbound = true;
    if (direction === 'out') policy.outbound = true;
  }
  group.neighbors.set(address, policy);
}

/** Settings of a neighbor that hold for all address families; false for the rest. */
function readNeighbor(
  bgp: BgpInstance,
  address: string,
  what: string,
  value: string | undefined,
  next: string | undefined,
  no: boolean,
): boolean {
  const neighbor = bgp.neighbors.get(address) ?? {
    address,
    remoteAs: undefined,
    description: undefined,
    shutdown: false,
    bfd: false,
    holdSeconds: 180,
    peerGroup: undefined,
  };
  if (what === 'remote-as')
    neighbor.remoteAs = value === 'external' || value === 'internal' ? value : Number(value);
  else if (what === 'description') neighbor.description = value;
  else if (what === 'shutdown') neighbor.shutdown = !no;
  else if (what === 'bfd') neighbor.bfd = !no;
  else if (what === 'timers' && value !== 'connect') neighbor.holdSeconds = Number(next) || 180;
  else if (what === 'peer-group') neighbor.peerGroup = value ?? '';
  else return false;
  bgp.neighbors.set(address, neighbor);
  return true;
}

function family(bgp: BgpInstance, name: string): AddressFamily {
  const known = bgp.families.get(name) ?? { name, networks: [], redistributes: [], neighbors: new Map() };
  bgp.families.set(name, known);
  return known;
}

/** `ipv4 unicast` → `ipv4Unicast`. */
function familyName(afi = 'ipv4', safi = 'unicast'): string {
  return afi + safi.slice(0, 1).toUpperCase() + safi.slice(1);
}

/** Members of a peer group take its settings; IPv4 unicast is active unless switched off. */
function activate(bgp: BgpInstance): void {
  for (const [address, neighbor] of bgp.neighbors) {
    if (neighbor.peerGroup === '') continue;
    const group = bgp.neighbors.get(neighbor.peerGroup ?? '');
    neighbor.remoteAs ??= group?.remoteAs;
    if (group?.bfd) neighbor.bfd = true;
    for (const item of bgp.families.values()) {
      const inherited = item.neighbors.get(neighbor.peerGroup ?? '');
      if (inherited !== undefined && !item.neighbors.has(address)) item.neighbors.set(address, inherited);
    }
    if (!bgp.defaultIpv4) continue;
    const ipv4 = family(bgp, 'ipv4Unicast');
    if (!ipv4.neighbors.has(address))
      ipv4.neighbors.set(address, { activated: true, inbound: false, outbound: false });
  }
  for (const [name, neighbor] of [...bgp.neighbors])
    if (neighbor.peerGroup === '') bgp.neighbors.delete(name);
}

function olderThan74(version: string | undefined): boolean {
  const [major = 99, minor = 0] = (version ?? '').split('.').map(Number);
  return version !== undefined && (major < 7 || (major === 7 && minor < 4));
}
