import { emptyTree, parseTree, type Section } from './config-tree.ts';
import { majorOf } from './grammar/check.ts';

/** What vtysh writes itself, whatever the file said. */
const own =
  /^(?:frr version|frr defaults|hostname|ip forwarding|(?:no )?ipv6 forwarding|service integrated-vtysh-config)\b/;

/** The daemon that a section belongs to, where it is not zebra's or everybody's. */
export function daemonOf(header: string): string | undefined {
  const name = /^router (bgp|ospf6|ospf|isis|rip)\b/.exec(header)?.[1];
  if (name !== undefined) return `${name}d`;
  return header === 'bfd' ? 'bfdd' : undefined;
}

interface Running {
  version: string;
  hostname: string;
  profile: string;
  tree: Section;
  /** Daemons that do not run, and so say nothing of their configuration. */
  dead: readonly string[];
}

/** `show running-config`, in the order of the release (vtysh/vtysh_config.c; samples of 8.4.4 and 10.3). */
export function printRunning({ version, hostname, profile, tree, dead }: Running): string {
  const globals = tree.lines.filter((line) => !own.test(line));
  const isBlock = (line: string) =>
    /^(?:ip|ipv6) (?:route|prefix-list)|^(?:ipv6 )?access-list|^bgp (?:as-path|\S*community-list)/.test(line);
  const head = [
    `frr version ${version}`,
    `frr defaults ${profile}`,
    `hostname ${hostname}`,
    ...globals.filter((line) => line.startsWith('log ')),
    ...globals.filter((line) => line === 'no ip forwarding'),
    'no ipv6 forwarding',
    ...globals.filter((line) => !/^(?:log |no ip forwarding)/.test(line) && !isBlock(line)),
    'service integrated-vtysh-config',
  ];
  const block = (pattern: RegExp) => globals.filter((line) => isBlock(line) && pattern.test(line));
  const sections = (pattern: RegExp) =>
    tree.sections
      .filter((item) => pattern.test(item.header) && !isHidden(item, dead))
      .map((item) => printSection(item, ''));
  const routes = [block(/^(?:ip|ipv6) route/)];
  const filters = [
    block(/access-list/),
    block(/prefix-list/),
    block(/community-list/),
    ...sections(/^route-map/),
  ];
  const routers = [
    ...sections(/^interface/),
    ...sections(/^router bgp/),
    ...sections(/^router (?:ospf|ospf6)\b/),
    ...sections(/^router isis/),
    ...sections(/^router rip/),
  ];
  const keys = sections(/^key chain/);
  const vrfs = sections(/^vrf/);
  const last = [...sections(/^bfd/), ...sections(/^line/)];
  const parts =
    majorOf(version) >= 10
      ? [...keys, ...filters, ...routes, ...vrfs, ...routers, ...last]
      : [...keys, ...routes, ...vrfs, ...routers, ...filters, ...last];
  const written = [head, ...parts].filter((part) => part.length > 0).map((part) => [...part, '!']);
  return ['Building configuration...', '', 'Current configuration:', '!', ...written.flat(), 'end', ''].join(
    '\n',
  );
}

function isHidden({ header, lines, sections }: Section, dead: readonly string[]): boolean {
  const daemon = daemonOf(header);
  if (daemon !== undefined && dead.includes(daemon)) return true;
  return /^(?:line|interface|vrf)/.test(header) && lines.length + sections.length === 0;
}

function printSection({ header, node, lines, sections }: Section, indent: string): string[] {
  const end = header.startsWith('address-family')
    ? 'exit-address-family'
    : header.startsWith('vrf')
      ? 'exit-vrf'
      : 'exit';
  const isSorted = node === 'interface' || node === 'isis';
  return [
    `${indent}${header}`,
    ...(isSorted ? [...lines].sort() : lines).map((line) => `${indent} ${line}`),
    ...sections
      .filter((item) => item.lines.length > 0 || node !== 'bgp')
      .flatMap((item) => [...(node === 'bgp' ? [`${indent} !`] : []), ...printSection(item, `${indent} `)]),
    `${indent}${end}`,
  ];
}

const cache = new Map<string, string>();

/**
 * A configuration file as the daemons have taken it: without the lines that the release does not know, without what
 * holds anyway. Most routers of a fleet are alike, so what was read is kept.
 */
export function readConfigFile(text: string, version: string): Section {
  const key = `${version}\n${text}`;
  const known = cache.get(key);
  if (known !== undefined) return JSON.parse(known) as Section;
  const tree = withoutDefaults(parseTree(text, majorOf(version)));
  if (cache.size > 100) cache.clear();
  cache.set(key, JSON.stringify(tree));
  return tree;
}

/** Takes out what FRR does not write because it holds anyway. */
export function withoutDefaults(tree: Section): Section {
  for (const bgp of tree.sections.filter(({ node }) => node === 'bgp')) {
    const ipv4 = !bgp.lines.includes('no bgp default ipv4-unicast');
    bgp.lines = bgp.lines.filter((line) => line !== 'bgp ebgp-requires-policy');
    // Lines of a neighbor outside an address family that belong to IPv4 unicast.
    const inFamily =
      /^(?:network|redistribute|aggregate-address|neighbor \S+ (?:route-map|prefix-list|next-hop-self|soft-reconfiguration|activate)) ?/;
    const moved = bgp.lines.filter((line) => inFamily.test(line));
    let family = bgp.sections.find(({ header }) => header === 'address-family ipv4 unicast');
    if (moved.length > 0 && family === undefined) {
      family = { ...emptyTree(), header: 'address-family ipv4 unicast', node: 'bgp ipv4' };
      bgp.sections.unshift(family);
    }
    if (family === undefined) continue;
    bgp.lines = bgp.lines.filter((line) => !inFamily.test(line));
    family.lines = [...moved, ...family.lines].filter(
      (line) => !ipv4 || !/^neighbor \S+ activate$/.test(line),
    );
  }
  return tree;
}

/** The tree as a text that `parseFrrConfig` reads. */
export function textOf(tree: Section, dead: readonly string[]): string {
  const sections = tree.sections.filter((item) => !isHidden(item, dead));
  return [...tree.lines, ...sections.flatMap((item) => printSection(item, ''))].join('\n');
}
