import type { Delta, DeltaLine } from '../../config/config-view.ts';
import { effectOf } from './effects.ts';

/** One command that frr-reload.py would carry out, with its contexts. */
export interface DeltaCommand {
  context: string[];
  line: string;
}

/**
 * Reads what `frr-reload.py --test` prints. Only for an exit status of 0: an invalid text, or one that could not be read,
 * ends with 1 and prints a delta that deletes nearly everything.
 */
export function parseDelta(stdout: string): { delete: DeltaCommand[]; add: DeltaCommand[] } {
  const parts: { delete: string[]; add: string[] } = { delete: [], add: [] };
  let into: 'delete' | 'add' | null = null;
  for (const row of stdout.split('\n')) {
    if (row === 'Lines To Delete') into = 'delete';
    else if (row === 'Lines To Add') into = 'add';
    else if (/^=+$/.test(row) || into === null) continue;
    else parts[into].push(row);
  }
  return { delete: commandsOf(parts.delete), add: commandsOf(parts.add) };
}

const ends = /^(exit|end|exit-[a-z0-9-]+)$/;

/** Each command comes with its contexts before it, indented by one more each; 10.3 also closes them. */
function commandsOf(rows: readonly string[]): DeltaCommand[] {
  const found: DeltaCommand[] = [];
  let path: string[] = [];
  const finish = () => {
    const line = path.at(-1);
    if (line !== undefined) found.push({ context: path.slice(0, -1), line });
    path = [];
  };
  for (const row of rows) {
    const text = row.trim().split(/\s+/).join(' ');
    if (text === '' || ends.test(text)) continue;
    const indent = row.length - row.trimStart().length;
    if (indent === 0) finish();
    path.push(text);
  }
  finish();
  return withoutOpeners(found);
}

/** A context is opened by a command of its own before what goes into it; that alone is no change worth a line. */
function withoutOpeners(commands: readonly DeltaCommand[]): DeltaCommand[] {
  const filled = new Set(
    commands.flatMap(({ context }) => context.map((_, depth) => context.slice(0, depth + 1).join('\n'))),
  );
  return commands.filter(({ context, line }) => !filled.has([...context, line].join('\n')));
}

/**
 * Lines that differ although nothing was changed: vtysh shows the pod's name for `hostname`, and what the kernel does for
 * `forwarding` where the text does not speak of it. Run with 8.4.4 and 10.3.
 */
function isPhantom({ context, line }: DeltaCommand, adds: ReadonlySet<string>): boolean {
  if (context.length > 0) return false;
  if (/^(no )?(hostname|frr version|service integrated-vtysh-config)\b/.test(line)) return true;
  return /^(no )?ip(v6)? forwarding$/.test(line) && !adds.has(line);
}

/** The delta with phantom lines set apart and the effect of each other line. */
export function deltaOf(stdout: string): Delta {
  const parsed = parseDelta(stdout);
  const adds = new Set(parsed.add.map(({ line }) => line));
  const phantom = (command: DeltaCommand) => isPhantom(command, adds);
  const marked = (commands: readonly DeltaCommand[]): DeltaLine[] =>
    commands
      .filter((command) => !phantom(command))
      .map((command) => ({ ...command, ...effectOf(command, parsed) }));
  const apart = (commands: readonly DeltaCommand[]): string[] =>
    commands.filter(phantom).map(({ line }) => line);
  return {
    delete: marked(parsed.delete),
    add: marked(parsed.add),
    phantom: { delete: apart(parsed.delete), add: apart(parsed.add) },
  };
}

/** A line with its contexts, as one reads it: `router bgp 65001 › neighbor 192.0.2.1 remote-as 65002`. */
export const shownLine = ({ context, line }: DeltaCommand): string => [...context, line].join(' › ');
