import { step } from './grammar/check.ts';
import { nodes } from './grammar/nodes.ts';

/** A part of a configuration: its own lines, and the parts within it, as `address-family` in `router bgp`. */
export interface Section {
  /** Empty for the whole. */
  header: string;
  /** The node of the grammar that its lines stand in. */
  node: string;
  lines: string[];
  sections: Section[];
}

export function emptyTree(): Section {
  return { header: '', node: 'config', lines: [], sections: [] };
}

/** Reads lines one after the other into a tree, from wherever the last one has led, as vtysh in `configure terminal`. */
export class TreeReader {
  private readonly path: Section[];
  private readonly major: number;

  constructor(tree: Section, major: number) {
    this.path = [tree];
    this.major = major;
  }

  get section(): Section {
    return this.path.at(-1) ?? emptyTree();
  }

  /** False for a line that the grammar does not know, which changes nothing. */
  read(line: string): boolean {
    const words = line.trim().split(/\s+/);
    const { verdict, at, to } = step(this.section.node, words, this.major);
    if (verdict !== 'ok') return false;
    while (this.path.length > 1 && this.section.node !== at) this.path.pop();
    if (words[0] === 'end') this.path.splice(1);
    else if (to !== at && nodes.get(to)?.parent === at && words[0] !== 'no') this.open(words.join(' '), to);
    else if (to !== at) {
      if (this.path.length > 1) this.path.pop();
    } else if (!isLeaving(words)) edit(this.path, words.join(' '));
    return true;
  }

  private open(header: string, node: string): void {
    const { sections } = this.section;
    const known = sections.find((item) => item.header === headerOf(header));
    const opened = known ?? { header: headerOf(header), node, lines: [], sections: [] };
    if (known === undefined) sections.push(opened);
    this.path.push(opened);
  }
}

function isLeaving(words: readonly string[]): boolean {
  return words.length === 1 && /^(?:exit|quit|end|exit-vrf|exit-address-family)$/.test(words[0] ?? '');
}

/** `address-family ipv4` is short for the unicast one. */
function headerOf(header: string): string {
  return /^address-family ipv[46]$/.test(header) ? `${header} unicast` : header;
}

/** The tree of a text; lines that the release does not know are left out, as FRR leaves them out when it starts. */
export function parseTree(text: string, major: number): Section {
  const tree = emptyTree();
  const reader = new TreeReader(tree, major);
  for (const line of text.split('\n')) if (line.trim() !== '' && !/^\s*[!#]/.test(line)) reader.read(line);
  return tree;
}

/** What is on unless it is switched off: only the `no` of these is a line of its own. */
const defaults =
  /^(?:bgp (?:ebgp-requires-policy|default ipv4-unicast|network import-check|suppress-duplicates|default show-hostname)|ipv?6? forwarding|neighbor \S+ activate|log-adjacency-changes)$/;

/** Does to the innermost of these sections what a line says: adds it, puts it in another's place, or takes one back. */
function edit(path: readonly Section[], line: string): void {
  const section = path.at(-1);
  if (section === undefined) return;
  if (!line.startsWith('no ')) {
    section.lines = section.lines.filter((other) => other !== `no ${line}`);
    const key = keyOf(line);
    const place = section.lines.findIndex((other) => keyOf(other) === key);
    if (place < 0) section.lines.push(line);
    else section.lines[place] = line;
    return;
  }
  const body = line.slice(3);
  const gone = (other: string) =>
    other === body || other.startsWith(`${body} `) || (keyOf(other) === keyOf(body) && keyOf(body) !== body);
  const before = section.lines.length;
  section.lines = section.lines.filter((other) => !gone(other));
  section.sections = section.sections.filter((other) => !gone(other.header));
  const neighbor = /^neighbor (\S+)(?: remote-as \S+)?$/.exec(body)?.[1];
  if (neighbor !== undefined) forget(section, neighbor);
  if (section.lines.length === before && defaults.test(body) && !section.lines.includes(line))
    section.lines.push(line);
}

/** Without its AS a neighbor is gone, in every address family. */
function forget(section: Section, neighbor: string): void {
  const about = (line: string) =>
    /^(?:no )?neighbor \S+(?: |$)/.test(line) && line.split(' ').includes(neighbor);
  section.lines = section.lines.filter((line) => !about(line));
  for (const inner of section.sections) forget(inner, neighbor);
}

const single = [
  /^neighbor \S+ (?:timers connect|description|remote-as|timers|password|update-source|ebgp-multihop|local-as|weight|maximum-prefix|shutdown|bfd|advertisement-interval|interface)\b/,
  /^neighbor \S+ peer-group \S+/,
  /^(?:frr version|frr defaults|hostname|domainname|bgp router-id|bgp cluster-id|ospf router-id|description|timers bgp|is-type|net|metric-style|mtu|bandwidth)\b/,
  /^log (?:stdout|syslog|file|monitor|facility|timestamp precision)\b/,
  /^ip ospf (?:area|hello-interval|dead-interval|cost|priority|network|retransmit-interval)\b/,
  /^set (?:local-preference|metric|weight|tag|origin|community|ip next-hop|as-path prepend)\b/,
];

/** What two lines have in common when the second takes the first one's place. */
function keyOf(line: string): string {
  const policy = /^(neighbor \S+ (?:route-map|prefix-list|filter-list|distribute-list)) \S+ (in|out)$/.exec(
    line,
  );
  if (policy !== null) return `${policy[1]} ${policy[2]}`;
  for (const pattern of single) {
    const found = pattern.exec(line)?.[0];
    if (found !== undefined) return found;
  }
  return line;
}
