import { type Opened, opens } from './context-lines.ts';

/** One line of a configuration, with where it belongs. Numbers count from 1. */
export interface ConfigLine {
  number: number;
  /** As it is written, with its line end. */
  raw: string;
  /** Without indentation, line end and repeated white space. */
  text: string;
  indent: number;
  kind: 'blank' | 'comment' | 'exit' | 'command';
  /** The line that opened the context this one is in; for `exit`, the one it closes. Null at the top. */
  parent: number | null;
  /** Set on a line that opens a context. */
  opened: Opened | null;
}

const exits = /^(exit|quit|end|exit-[a-z0-9-]+)$/;
/** Commands that are of no context, wherever they stand: vtysh goes up until one takes the line. */
const topLevel =
  /^(no )?(frr |hostname |domainname |log |service |password |enable |username |banner |agentx\b|debug |ip route |ipv6 route |ip prefix-list |ipv6 prefix-list |access-list |ipv6 access-list |mac access-list |bgp (community-list|large-community-list|extcommunity-list|as-path) |ip (nht|forwarding)|ipv6 (nht|forwarding)|allow-)/;

/**
 * Reads a configuration without losing anything: `printConfig` gives it back byte for byte. Contexts are found as vtysh
 * finds them – a line that the present context does not know closes it – as far as that can be known without its grammar.
 */
export function parseConfig(text: string): ConfigLine[] {
  const lines: ConfigLine[] = [];
  const stack: ConfigLine[] = [];
  const indents = new Map<number, number>();
  for (const [index, raw] of (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).entries()) {
    const line = lineOf(raw, index + 1);
    place(line, stack, indents);
    if (line.kind === 'command' && line.parent !== null && !indents.has(line.parent))
      indents.set(line.parent, line.indent);
    lines.push(line);
  }
  return lines;
}

export const printConfig = (lines: readonly ConfigLine[]): string => lines.map(({ raw }) => raw).join('');

function lineOf(raw: string, number: number): ConfigLine {
  const text = raw.trim().split(/\s+/).join(' ');
  const indent = raw.length - raw.trimStart().length;
  const kind = text === '' ? 'blank' : /^[!#]/.test(text) ? 'comment' : exits.test(text) ? 'exit' : 'command';
  return { number, raw, text, indent: text === '' ? 0 : indent, kind, parent: null, opened: null };
}

/** Puts a line into its context, and the context on the stack where it opens one. */
function place(line: ConfigLine, stack: ConfigLine[], indents: ReadonlyMap<number, number>): void {
  const top = () => stack.at(-1) ?? null;
  if (line.kind === 'blank' || line.kind === 'comment') {
    line.parent = top()?.number ?? null;
    return;
  }
  if (line.kind === 'exit') {
    line.parent = top()?.number ?? null;
    if (line.text === 'end') stack.length = 0;
    else stack.pop();
    return;
  }
  for (let depth = stack.length; depth >= 0; depth -= 1) {
    const opened = opens(stack[depth - 1]?.opened?.kind ?? null, line.text);
    if (opened === null) continue;
    stack.length = depth;
    line.parent = top()?.number ?? null;
    line.opened = opened;
    stack.push(line);
    return;
  }
  const open = top();
  if (open !== null && (topLevel.test(line.text) || endsBlock(line, open, indents))) stack.length = 0;
  line.parent = top()?.number ?? null;
}

/** FRR before 7.2 wrote no `exit`: a line that is not indented follows a block whose lines are. */
function endsBlock(line: ConfigLine, open: ConfigLine, indents: ReadonlyMap<number, number>): boolean {
  return line.indent === 0 && (indents.get(open.number) ?? 0) > 0;
}
