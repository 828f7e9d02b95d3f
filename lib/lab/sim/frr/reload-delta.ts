import type { Section } from './config-tree.ts';
import { majorOf } from './grammar/check.ts';

/** One entry of the delta: the sections it stands in, and the line; without a line, the section itself. */
export interface DeltaEntry {
  path: readonly string[];
  line: string | undefined;
}

export interface Delta {
  remove: DeltaEntry[];
  add: DeltaEntry[];
  /** Lines that frr-reload.py says it cannot take away. */
  stay: string[];
}

/** What frr-reload.py never removes. */
const lasting = /^(?:frr version|frr defaults|username|password|line vty|service integrated-vtysh-config)\b/;

interface Flat {
  path: readonly string[];
  lines: readonly string[];
}

/** Sections in the order of the text, nested ones after their own; every line outside of them is one by itself. */
function flatten(tree: Section, path: readonly string[] = []): Flat[] {
  return tree.sections.flatMap((section) => {
    const here = [...path, section.header];
    return [{ path: here, lines: section.lines }, ...flatten(section, here)];
  });
}

const name = (path: readonly string[]) => path.join('\n');

/** The lines that frr-reload.py would take away and add, in its order (tools/frr-reload.py, compare_context_objects). */
export function deltaOf(running: Section, wanted: Section, version: string): Delta {
  const before = new Map(flatten(running).map((item) => [name(item.path), item]));
  const after = new Map(flatten(wanted).map((item) => [name(item.path), item]));
  const delta: Delta = { remove: [], add: [], stay: [] };
  for (const line of running.lines) {
    if (wanted.lines.includes(line)) continue;
    if (lasting.test(line)) delta.stay.push(line);
    else if (/^ipv?6? route/.test(line)) delta.add.push({ path: [], line: `no ${line}` });
    else delta.remove.push({ path: [], line: opposite(line) });
  }
  for (const { path, lines } of before.values()) {
    if (after.has(name(path))) continue;
    const parent = path.slice(0, -1);
    if (parent.length > 0 && !after.has(name(parent))) continue;
    const header = path.at(-1) ?? '';
    // The interface stays; releases before 9 take its lines away one by one.
    if (header.startsWith('interface') && majorOf(version) < 9)
      delta.remove.push(...lines.map((line) => ({ path, line: opposite(line) })));
    else delta.remove.push({ path: parent, line: `no ${header}` });
  }
  for (const { path, lines } of after.values()) {
    const known = before.get(name(path));
    if (known === undefined) continue;
    for (const line of known.lines)
      if (!lines.includes(line)) delta.remove.push({ path, line: opposite(line) });
    for (const line of lines) if (!known.lines.includes(line)) delta.add.push({ path, line });
  }
  for (const line of wanted.lines)
    if (!running.lines.includes(line) && !line.startsWith('frr version')) delta.add.push({ path: [], line });
  for (const { path, lines } of after.values()) {
    if (before.has(name(path))) continue;
    delta.add.push({ path, line: undefined }, ...lines.map((line) => ({ path, line })));
  }
  return delta;
}

function opposite(line: string): string {
  return line.startsWith('no ') ? line.slice(3) : `no ${line}`;
}

/** An entry as the script prints it: one level deeper for each section, and closed from 9 on. */
export function entryText({ path, line }: DeltaEntry, version: string): string {
  const rows = [...path, ...(line === undefined ? [] : [printed(line)])].map(
    (text, depth) => `${' '.repeat(depth)}${text}`,
  );
  if (majorOf(version) >= 9)
    for (let depth = path.length - 1; depth >= 0; depth -= 1) rows.push(`${' '.repeat(depth)}exit`);
  return rows.join('\n');
}

/** The script writes a network with room for a mask after it. */
function printed(line: string): string {
  return /^network \S+$/.test(line) ? `${line} ` : line;
}
