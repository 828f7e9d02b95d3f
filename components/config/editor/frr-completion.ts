import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import type { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { nextWords } from './complete-command.ts';
import { blockAt } from './frr-blocks.ts';
import { nodeOf } from './frr-commands.ts';
import { namesIn } from './names-in.ts';

/** Milliseconds for which what was read of a text is taken for what it is: a key is not to read 22,000 lines each time. */
const remembered = 3_000;

let names: { placeholder: string; lines: number; at: number; found: readonly string[] } | null = null;
function namesOf(doc: Text, placeholder: string): readonly string[] {
  const now = performance.now();
  if (names?.placeholder !== placeholder || names.lines !== doc.lines || now - names.at > remembered)
    names = { placeholder, lines: doc.lines, at: now, found: namesIn(doc.toString(), placeholder) };
  return names.found;
}

let block: { line: number; lines: number; at: number; found: readonly string[] } | null = null;
function blocksAt(doc: Text, line: number): readonly string[] {
  const now = performance.now();
  if (block?.line !== line || block.lines !== doc.lines || now - block.at > remembered)
    block = { line, lines: doc.lines, at: now, found: blockAt(doc, line) };
  return block.found;
}

/** Puts the word in with a space where a command goes on, and shows at once what may follow. */
const take =
  (word: string, goesOn: boolean): NonNullable<Exclude<Completion['apply'], string>> =>
  (view: EditorView, _completion, from, to) => {
    const insert = goesOn && view.state.sliceDoc(to, to + 1) !== ' ' ? `${word} ` : word;
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.complete',
    });
    if (goesOn) startCompletion(view);
  };

/** Completes commands by the node that the cursor is in, and names by what the text defines. */
export function completeFrr(context: CompletionContext): CompletionResult | null {
  const { state, pos } = context;
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  if (/^\s*[!#]/.test(before) || /\bdescription\s/.test(before)) return null;
  const partial = /\S*$/.exec(before)?.[0] ?? '';
  const words = before
    .slice(0, before.length - partial.length)
    .split(/\s+/)
    .filter(Boolean);
  if (partial === '' && words.length === 0 && !context.explicit) return null;
  const blocks = blocksAt(state.doc, line.number);
  const opener = blocks[blocks.length - 1];
  const node = opener === undefined ? 'top' : nodeOf(opener);
  let next = nextWords(node, words);
  // vtysh leaves a node by itself for a command of the top level.
  if (next.length === 0 && node !== 'top') next = nextWords('top', words);
  const options: Completion[] = [];
  for (const [rank, { word, placeholder, follows }] of next.entries()) {
    const texts = placeholder ? namesOf(state.doc, word) : [word];
    for (const text of texts) {
      options.push({
        label: text,
        detail: placeholder ? word : follows,
        type: placeholder ? 'variable' : 'keyword',
        boost: -Math.min(rank, 99),
        apply: take(text, follows !== ''),
      });
    }
  }
  return options.length === 0 ? null : { from: pos - partial.length, options, validFor: /^\S*$/ };
}
