import { type CommandRow, commands } from './commands.ts';
import { type Node, nodes } from './nodes.ts';
import { fitOf, type Sequence, sequencesOf } from './pattern.ts';

type Verdict = 'ok' | 'unknown' | 'incomplete' | 'ambiguous';

interface Read {
  verdict: Verdict;
  /** The node that the command leads to. */
  opens: string | undefined;
}

/** Exit codes of vtysh (lib/command.h, CMD_ERR_*). */
const codes = { unknown: 2, ambiguous: 3, incomplete: 4 };
const phrases = {
  unknown: 'Unknown command',
  ambiguous: 'Ambiguous command',
  incomplete: 'Command incomplete',
};

interface Known {
  sequence: Sequence;
  row: CommandRow;
}

const known = new Map<string, Known[]>(
  Object.entries(commands).map(([node, rows]) => [
    node,
    rows.flatMap((row) => sequencesOf(row.pattern).map((sequence) => ({ sequence, row }))),
  ]),
);

export interface CheckOutput {
  stderr: string;
  code: number;
}

/** The major release of a version: 10 of `10.3.0`. What cannot be read counts as a recent one. */
export function majorOf(version: string): number {
  return Number(/^\d+/.exec(version)?.[0] ?? 10);
}

/** `vtysh -C -f FILE`: every line against the grammar of the node it stands in (vtysh_config_from_file). */
export function checkConfig(text: string, version: string): CheckOutput {
  const major = majorOf(version);
  const messages: string[] = [];
  let code = 0;
  let place = 'config';
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  for (const [index, raw] of lines.entries()) {
    const words = raw.trim().split(/\s+/);
    if (raw.trim() === '' || /^\s*[!#]/.test(raw)) continue;
    if (words.length === 1 && words[0] === 'exit' && place === 'config' && major >= 10) {
      messages.push(`line ${index + 1}: Warning[4]...: early exit from config file\n`);
      break;
    }
    const { verdict, to } = step(place, words, major);
    if (verdict === 'ok') {
      place = to;
      if (place === 'enable' && major >= 10) break;
      continue;
    }
    code = codes[verdict];
    // Only the message of an unknown command is made of the line without its end.
    const blank = verdict === 'unknown' ? '' : '\n';
    messages.push(`line ${index + 1}: % ${phrases[verdict]}[${numberOf(place, major)}]: ${raw}\n${blank}`);
  }
  if (code !== 0 && major >= 10)
    messages.push(`Configuration file[/etc/frr/frr.conf] processing failure: ${code}\n`);
  return { stderr: messages.join(''), code };
}

export interface Step {
  verdict: Verdict;
  /** The node that took the line: the one it stands in, or one above. */
  at: string;
  /** Where the next line stands. */
  to: string;
}

/** A line in its node, or else in those above it; what it says of the line is what the first one said. */
export function step(place: string, words: readonly string[], major: number): Step {
  const [word = ''] = words;
  if (words.length === 1) {
    if (word === 'end') return { verdict: 'ok', at: place, to: 'enable' };
    if (word === 'exit' || word === 'quit') return { verdict: 'ok', at: place, to: parentOf(place) };
  }
  const first = read(place, words, major);
  let at: string | undefined = place;
  for (let seen = first; at !== undefined; ) {
    if (seen.verdict === 'ok') {
      const leaves = word === 'exit-address-family' || word === 'exit-vrf';
      return { verdict: 'ok', at, to: leaves ? parentOf(at) : (seen.opens ?? at) };
    }
    at = nodes.get(at)?.parent;
    if (at !== undefined) seen = read(at, words, major);
  }
  return { verdict: first.verdict, at: place, to: place };
}

function parentOf(place: string): string {
  return nodes.get(place)?.parent ?? 'enable';
}

function numberOf(place: string, major: number): number {
  const node: Node | undefined = nodes.get(place);
  return node?.numbers[major >= 10 ? 1 : 0] ?? 4;
}

function read(place: string, words: readonly string[], major: number): Read {
  const no = words[0] === 'no';
  const rest = no ? words.slice(1) : words;
  let incomplete = no && rest.length === 0;
  let best = '';
  let opens: string | undefined;
  const spellings = new Set<string>();
  for (const { sequence, row } of known.get(place) ?? []) {
    if (row.since !== undefined && major < row.since) continue;
    const found = fitOf(sequence, rest);
    if (found === undefined) continue;
    // `no neighbor 192.0.2.1` takes back whatever there is of it.
    const complete = found.end === 'complete' || (no && rest.length > 1);
    if (!complete) {
      incomplete = true;
      continue;
    }
    if (found.exact < best) continue;
    if (found.exact > best) spellings.clear();
    best = found.exact;
    spellings.add(found.keywords);
    opens = no ? undefined : row.opens;
  }
  if (best === '') return { verdict: incomplete ? 'incomplete' : 'unknown', opens: undefined };
  return { verdict: !no && spellings.size > 1 && best.includes('0') ? 'ambiguous' : 'ok', opens };
}
