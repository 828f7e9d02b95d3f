import { type FrrNode, frrCommands } from './frr-commands.ts';

type Part = { word: string } | { what: string } | { any: Part[][] } | { maybe: Part[] };

/** What may come next: a word, or something to put in (`<asn>`), with what follows it. */
export interface NextWord {
  word: string;
  /** Whether it stands for something that the operator puts in. */
  placeholder: boolean;
  /** What follows, as vtysh's help would show it; empty at the end of a command. */
  follows: string;
}

/** A command's pattern in parts. The patterns are ours: a bracket that is not closed is a defect of the table. */
function partsOf(pattern: string): Part[] {
  const tokens = pattern.match(/[()[\]|]|<[^>]+>|[^\s()[\]|<>]+/g) ?? [];
  let at = 0;
  function sequence(): Part[] {
    const parts: Part[] = [];
    for (; at < tokens.length; at += 1) {
      const token = tokens[at] ?? '';
      if (token === ')' || token === ']' || token === '|') break;
      if (token === '(') {
        const any: Part[][] = [];
        do {
          at += 1;
          any.push(sequence());
        } while (tokens[at] === '|');
        parts.push({ any });
      } else if (token === '[') {
        at += 1;
        parts.push({ maybe: sequence() });
      } else parts.push(token.startsWith('<') ? { what: token } : { word: token });
    }
    return parts;
  }
  return sequence();
}

/** What remains of a command after the words: once for each way in which they fit. */
function* after(parts: readonly Part[], words: readonly string[]): Generator<readonly Part[]> {
  const [word, ...more] = words;
  if (word === undefined) {
    yield parts;
    return;
  }
  const [head, ...rest] = parts;
  if (head === undefined) return;
  if ('any' in head) for (const one of head.any) yield* after([...one, ...rest], words);
  else if ('maybe' in head) {
    yield* after([...head.maybe, ...rest], words);
    yield* after(rest, words);
  } else if ('what' in head || head.word === word) yield* after(rest, more);
}

function* heads(parts: readonly Part[]): Generator<{ head: string; rest: readonly Part[] }> {
  const [head, ...rest] = parts;
  if (head === undefined) return;
  if ('any' in head) for (const one of head.any) yield* heads([...one, ...rest]);
  else if ('maybe' in head) {
    yield* heads([...head.maybe, ...rest]);
    yield* heads(rest);
  } else yield { head: 'what' in head ? head.what : head.word, rest };
}

const written = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      'any' in part
        ? `(${part.any.map(written).join('|')})`
        : 'maybe' in part
          ? `[${written(part.maybe)}]`
          : 'what' in part
            ? part.what
            : part.word,
    )
    .join(' ');

const parsed = new Map<FrrNode, Part[][]>();
function patternsOf(node: FrrNode): Part[][] {
  const known = parsed.get(node) ?? frrCommands[node].map(partsOf);
  parsed.set(node, known);
  return known;
}

/**
 * What may come after the words of a line in a node of vtysh, in the order of the table, each once. `no` before a command
 * takes it back.
 */
export function nextWords(node: FrrNode, words: readonly string[]): NextWord[] {
  const meant = words[0] === 'no' ? words.slice(1) : words;
  const found = new Map<string, NextWord & { ways: number }>();
  for (const pattern of patternsOf(node))
    for (const remaining of after(pattern, meant))
      for (const { head, rest } of heads(remaining)) {
        const known = found.get(head);
        if (known) known.ways += 1;
        else
          found.set(head, {
            word: head,
            placeholder: head.startsWith('<'),
            follows: written(rest),
            ways: 1,
          });
      }
  // What follows is told where there is one way on; of many ways `…` says that there are.
  return [...found.values()].map(({ ways, ...next }) => (ways === 1 ? next : { ...next, follows: '…' }));
}
